import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import {
  CLIENT_FIELDS,
  connect,
  dayFromNow,
  tokenFor,
  tryToConnect,
  type ManagedClient,
} from '../support/service-client.js';

const CREATE_TASK = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id title createdBy { displayName } } } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) {
  partnershipEvents(partnershipId: $id, after: $after) { type cursor sequence by { displayName } subject { id } } }`;
interface Event {
  partnershipEvents: { type: string; cursor: string; sequence: number; by: object | null; subject: object | null };
}
const change = (name: string, result: string) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { ${result} } }`;
};
const CHANGE = change('changeServiceClient', `client { ${CLIENT_FIELDS} }`);
const ROTATE = change('rotateServiceClientKey', `client { ${CLIENT_FIELDS} } secret`);
const REMOVE = change('removeServiceClientKey', `client { ${CLIENT_FIELDS} }`);
const REVOKE = change('revokeServiceClient', `client { state version }`);
const LIST = `query ($id: ID!) { serviceClients(partnershipId: $id) { ${CLIENT_FIELDS} } }`;

let stage: Stage;
let manager: Client;
const clients: Client[] = [];
beforeAll(async () => {
  stage = await setStage({ env: { COST_PER_MINUTE_SERVICE_CLIENT: '5000' } });
  manager = await stage.as('manager');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await stage.close();
});

/** Somebody who uses a token of a connected system. */
const using = (token: string): Client => {
  const client = new Client(stage.api.url, token);
  clients.push(client);
  return client;
};
const system = async (input: Parameters<typeof connect>[2] = {}, scope?: string) => {
  const connected = await connect(stage, manager, input);
  return { ...connected, api: using(await tokenFor(stage.api.url, connected, scope)) };
};
const newTask = (title: string) => ({ input: { partnershipId: stage.partnershipId, title } });
const code = async (asked: Promise<{ extensions: { code: string } }>) => (await asked).extensions.code;

/** Where the log stands, to miss nothing while a subscription opens. */
const fromNow = async () => {
  const query = `query ($id: ID!) { partnership(id: $id) { eventCursor } }`;
  const id = stage.partnershipId;
  return {
    id,
    after: (await manager.get<{ partnership: { eventCursor: string } }>(query, { id })).partnership.eventCursor,
  };
};

describe('a manager', () => {
  it('sees what can be granted, who connected what, and when it was last used', async () => {
    const { serviceClientScopes } = await manager.get<{ serviceClientScopes: { scope: string }[] }>(
      '{ serviceClientScopes { scope description } }',
    );
    expect(serviceClientScopes.map(({ scope }) => scope)).toEqual(
      expect.arrayContaining(['read', 'task.write', 'task.comment']),
    );
    const connected = await connect(stage, manager, { name: 'Gebruikt', worksFor: 'coordinator' });
    const one = async () => {
      const { serviceClients } = await manager.get<{ serviceClients: ManagedClient[] }>(LIST, {
        id: stage.partnershipId,
      });
      return serviceClients.find(({ name }) => name === 'Gebruikt');
    };
    expect(await one()).toMatchObject({
      state: 'ACTIVE',
      lastUsedAt: null,
      organisation: { name: 'Midwest' },
      createdBy: { displayName: 'Persoon manager' },
      keys: [{ kind: 'SECRET', hint: connected.secret.slice(-4), lastUsedAt: null, expiresAt: null }],
    });
    await tokenFor(stage.api.url, connected);
    const used = await one();
    expect([typeof used?.lastUsedAt, typeof used?.keys[0]?.lastUsedAt]).toEqual(['string', 'string']);
  });

  it('learns the secret once: it is stored nowhere, and a repeat does not tell it', async () => {
    const input = { name: 'Eenmalig', clientMutationId: 'eenmalig', expiresOn: dayFromNow(30) };
    const first = await tryToConnect(stage, manager, input);
    const again = await tryToConnect(stage, manager, input);
    const secret = first.data!.createServiceClient.secret!;
    expect(secret).toMatch(/^sgs_[\w-]{43}$/);
    expect(again.data?.createServiceClient).toEqual({ ...first.data!.createServiceClient, secret: null });
    const stored = await stage.world.rows<{ text: string }>(
      `select row::text as text from (select result::text from platform.mutations union all
         select k::text from access.service_client_keys k union all select e::text from live.events e) as row`,
    );
    expect(stored.length).toBeGreaterThan(2);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(4));
    expect(stage.api.output()).not.toContain(secret.slice(4));
  });

  it('changes a key without a pause: both work until the old one ends', async () => {
    const old = await connect(stage, manager);
    const { rotateServiceClientKey: rotated } = await manager.get<{
      rotateServiceClientKey: { client: ManagedClient; secret: string };
    }>(ROTATE, { input: { id: old.client.id, expectedVersion: 1, oldKeysExpireInHours: 24 } });
    const fresh = { client: rotated.client, secret: rotated.secret };
    expect(rotated.client.keys.map(({ expiresAt }) => expiresAt !== null)).toEqual([false, true]);
    const before = using(await tokenFor(stage.api.url, old));
    await tokenFor(stage.api.url, fresh);
    const third = { id: old.client.id, expectedVersion: 2, oldKeysExpireInHours: 1 };
    expect(await code(manager.refusal(ROTATE, { input: third }))).toBe('SERVICE_CLIENT_TOO_MANY_KEYS');
    await stage.world.rows(
      `update access.service_client_keys set expires_at = now() - interval '1 second' where client_id = $1 and expires_at is not null`,
      [old.client.clientId],
    );
    await expect(tokenFor(stage.api.url, old)).rejects.toThrow('invalid_client');
    await tokenFor(stage.api.url, fresh);
    expect(await before.get('{ viewer { demo } }')).toEqual({ viewer: { demo: false } });
    // The key leaked: what was asked with it ends with it.
    const input = { id: old.client.id, expectedVersion: 2, keyId: rotated.client.keys[0]!.id };
    const { removeServiceClientKey: removed } = await manager.get<{
      removeServiceClientKey: { client: ManagedClient };
    }>(REMOVE, { input });
    expect(removed.client.keys).toHaveLength(1);
    expect(await before.get('{ viewer { demo } }')).toEqual({ viewer: null });
    await expect(tokenFor(stage.api.url, fresh)).rejects.toThrow('invalid_client');
  });

  it('takes a scope away from the tokens too, and lets a client expire', async () => {
    const { client, secret, api } = await system({ scopes: ['task.write', 'task.comment'] });
    const input = { id: client.id, expectedVersion: 1, scopes: ['task.comment'], name: 'Andere naam' };
    const { changeServiceClient: changed } = await manager.get<{ changeServiceClient: { client: ManagedClient } }>(
      CHANGE,
      { input },
    );
    expect(changed.client).toMatchObject({ role: 'COORDINATOR', scopes: ['read', 'task.comment'], version: 2 });
    expect(await api.get('{ viewer { demo } }')).toEqual({ viewer: null });
    const { viewer } = await using(await tokenFor(stage.api.url, { client, secret })).get<{
      viewer: { person: { displayName: string } };
    }>('{ viewer { person { displayName } } }');
    expect(viewer.person.displayName).toBe('Andere naam');
    expect(await code(manager.refusal(CHANGE, { input }))).toBe('CONFLICT');
    await stage.world.rows(`update access.service_clients set expires_on = current_date - 1 where id = $1`, [
      client.clientId,
    ]);
    await expect(tokenFor(stage.api.url, { client, secret })).rejects.toThrow('invalid_client');
    const { serviceClients } = await manager.get<{ serviceClients: ManagedClient[] }>(LIST, {
      id: stage.partnershipId,
    });
    expect(serviceClients.find(({ id }) => id === client.id)?.state).toBe('EXPIRED');
    const longer = { id: client.id, expectedVersion: 2, expiresOn: dayFromNow(10) };
    await manager.get(CHANGE, { input: longer });
    await tokenFor(stage.api.url, { client, secret });
  });

  it.each([
    ['a scope nobody knows', { scopes: ['task.destroy'] }, 'SERVICE_CLIENT_SCOPE_NOT_GRANTABLE'],
    ['managing the partnership', { scopes: ['partnership.manage'] }, 'SERVICE_CLIENT_SCOPE_NOT_GRANTABLE'],
    ['connecting systems', { scopes: ['clients.manage'] }, 'SERVICE_CLIENT_SCOPE_NOT_GRANTABLE'],
    ['more than a year', { expiresOn: dayFromNow(400) }, 'SERVICE_CLIENT_EXPIRY_OUT_OF_RANGE'],
    ['a day that is over', { expiresOn: dayFromNow(-2) }, 'SERVICE_CLIENT_EXPIRY_OUT_OF_RANGE'],
    ['a municipality from elsewhere', { worksFor: 'outsider' }, 'SERVICE_CLIENT_ORGANISATION_NOT_MEMBER'],
    ['no name', { name: ' ' }, 'INVALID_INPUT'],
    [
      'a private key',
      { publicKeys: '{"kty":"EC","crv":"P-256","x":"","y":"","d":"geheim"}' },
      'SERVICE_CLIENT_KEY_REFUSED',
    ],
  ] as const)('is refused %s', async (_what, input, expected) => {
    const { errors } = await tryToConnect(stage, manager, input as never);
    expect(errors?.[0]?.extensions.code).toBe(expected);
  });

  it('gives every client a name of its own', async () => {
    await connect(stage, manager, { name: 'Dubbel' });
    const { errors } = await tryToConnect(stage, manager, { name: 'dubbel' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_CLIENT_NAME_TAKEN', field: 'name' });
  });
});

describe('people without that right', () => {
  it('see that a system acts, and nothing of what it was granted', async () => {
    const { client, api } = await system({ name: 'Zichtbaar', scopes: ['task.write'] });
    for (const persona of ['officer', 'member', 'reader', 'coordinator'] as const) {
      const person = await stage.as(persona);
      expect(await code(person.refusal(LIST, { id: stage.partnershipId }))).toBe('FORBIDDEN');
      expect((await tryToConnect(stage, person)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect(await person.get(`query ($id: ID!) { node(id: $id) { id } }`, { id: client.id })).toEqual({ node: null });
      expect(await code(person.refusal(REVOKE, { input: { id: client.id, expectedVersion: 1 } }))).toBe('NOT_FOUND');
    }
    const outsider = await stage.as('outsider');
    expect(await code(outsider.refusal(LIST, { id: stage.partnershipId }))).toBe('NOT_FOUND');
    expect(await code(outsider.refusal(REVOKE, { input: { id: client.id, expectedVersion: 1 } }))).toBe('NOT_FOUND');
    const reader = await stage.as('reader');
    const stream = reader.subscribe<Event>(EVENTS, await fromNow());
    await api.get(CREATE_TASK, newTask('zie je'));
    const created = await stream.until(({ partnershipEvents: { type } }) => type === 'TASK_CREATED');
    expect(created.partnershipEvents.by).toEqual({ displayName: 'Zichtbaar' });
    await manager.get(CHANGE, { input: { id: client.id, expectedVersion: 1, name: 'Zichtbaar 2' } });
    const changed = await stream.until(({ partnershipEvents: { type } }) => type === 'SERVICE_CLIENT_CHANGED');
    expect(changed.partnershipEvents.subject).toBeNull();
  });
});
