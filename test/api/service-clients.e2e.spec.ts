import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#libs/kernel';
import pg from 'pg';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { CLIENT_FIELDS, connect, tokenFor, tryToConnect, type ManagedClient } from '../support/service-client.js';

const TASKS = `query ($id: ID!) { partnership(id: $id) { name viewerRole tasks { nodes { id title createdBy { displayName } } } } }`;
const CREATE_TASK = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id title createdBy { displayName } } } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { author { displayName } } } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) {
  partnershipEvents(partnershipId: $id, after: $after) { type cursor sequence by { displayName } subject { id } } }`;
interface Event {
  partnershipEvents: { type: string; cursor: string; sequence: number; by: object | null; subject: object | null };
}
const change = (name: string, result: string) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { ${result} } }`;
};
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

describe('a connected system', () => {
  it('reads what its organisation may see, and writes under its own name within its scopes', async () => {
    const { api } = await system({ name: 'Zaaksysteem Pittem', scopes: ['task.write', 'task.comment'] });
    const { createTask } = await api.get<{ createTask: { task: { id: string } } }>(CREATE_TASK, newTask('Van systeem'));
    expect(createTask.task).toMatchObject({ createdBy: { displayName: 'Zaaksysteem Pittem' } });
    const comment = await api.get(COMMENT, { input: { taskId: createTask.task.id, body: 'Automatisch' } });
    expect(comment).toEqual({ addTaskComment: { comment: { author: { displayName: 'Zaaksysteem Pittem' } } } });
    const answer = await manager.get<{ partnership: object }>(TASKS, { id: stage.partnershipId });
    expect(JSON.stringify(answer)).toContain('Zaaksysteem Pittem');
    expect(await api.get(TASKS, { id: stage.partnershipId })).toMatchObject({
      partnership: { name: 'Samen Midwest', viewerRole: 'MEMBER' },
    });
  });

  it('cannot do what it was not granted, or did not ask for', async () => {
    const reading = await system();
    expect(reading.client).toMatchObject({ role: 'READER', scopes: ['read'] });
    const refusal = await reading.api.refusal(CREATE_TASK, newTask('x'));
    expect(refusal.extensions).toMatchObject({ code: 'FORBIDDEN', args: { capability: 'task.write' } });
    const narrow = await system({ scopes: ['task.write', 'task.comment'] }, 'read task.comment');
    expect(await code(narrow.api.refusal(CREATE_TASK, newTask('x')))).toBe('FORBIDDEN');
    await using(await tokenFor(stage.api.url, narrow)).get(CREATE_TASK, newTask('met het recht'));
  });

  it('is no person: it founds nothing, manages nobody, is not present, and connects no other', async () => {
    const { api } = await system({ scopes: ['task.write', 'task.comment'] });
    const input = {
      name: 'Eigen',
      legalFormCode: 'INTERLOCAL_ASSOCIATION',
      managingMunicipalityId: stage.municipalities.pittem,
      memberMunicipalityIds: [stage.municipalities.pittem, stage.municipalities.ardooie],
    };
    const found = `mutation ($input: CreatePartnershipInput!) { createPartnership(input: $input) { partnership { id } } }`;
    expect(await code(api.refusal(found, { input }))).toBe('FORBIDDEN');
    expect((await tryToConnect(stage, api)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await code(api.refusal(LIST, { id: stage.partnershipId }))).toBe('FORBIDDEN');
    const presence = api.subscribe(`subscription ($id: ID!) { presence(partnershipId: $id) { people { id } } }`, {
      id: stage.partnershipId,
    });
    await presence.untilEnd();
    expect([presence.received, presence.errors[0]?.extensions.code]).toEqual([[], 'FORBIDDEN']);
  });

  it('is nobody a task is given to, or one asks for a municipality', async () => {
    const { client, api } = await system({ name: 'Geen mens', scopes: ['task.write'] });
    const { viewer } = await api.get<{ viewer: { person: { id: string } } }>('{ viewer { person { id } } }');
    const people = `query ($id: ID!) { partnership(id: $id) { people { id } members { contact { id } } } }`;
    const listed = JSON.stringify(await manager.get(people, { id: stage.partnershipId }));
    expect(listed).toContain('"people":[{');
    expect(listed).not.toContain(viewer.person.id);
    const assigned = { input: { ...newTask('x').input, assigneeId: viewer.person.id } };
    expect(await code(manager.refusal(CREATE_TASK, assigned))).toBe('TASK_ASSIGNEE_NOT_IN_PARTNERSHIP');
    const [account] = await stage.world.rows(`select kind, email, persona, issuer from access.accounts where id = $1`, [
      client.clientId,
    ]);
    expect(account).toEqual({ kind: 'SERVICE', email: null, persona: null, issuer: null });
  });

  it('is no member: its mandate is managed with the client only', async () => {
    const { client } = await system({ scopes: ['task.write'] });
    const members = `query ($id: ID!) { partnershipAccess(partnershipId: $id) { members { person { id automated } } } }`;
    const access = await manager.get<{ partnershipAccess: { members: { person: { automated: boolean } }[] } }>(
      members,
      {
        id: stage.partnershipId,
      },
    );
    expect(access.partnershipAccess.members.length).toBeGreaterThan(3);
    expect(access.partnershipAccess.members.filter(({ person }) => person.automated)).toEqual([]);
    const [mandate] = await stage.world.rows<{ id: string }>(`select id from access.mandates where account_id = $1`, [
      client.clientId,
    ]);
    const input = { id: toGlobalId('Mandate', mandate!.id), expectedVersion: 1, role: 'MANAGER' };
    const promote = `mutation ($input: ChangeMandateInput!) { changeMandate(input: $input) { mandate { id } } }`;
    expect(await code(manager.refusal(promote, { input }))).toBe('NOT_FOUND');
    // The second wall alone says the same.
    const api = new pg.Client({ connectionString: stage.database.apiUrl });
    await api.connect();
    try {
      const { accountId, organisationId } = stage.people.manager;
      await api.query(`select set_config('app.account_id', $1, false), set_config('app.organisation_id', $2, false)`, [
        accountId,
        organisationId,
      ]);
      const changed = async (role: string, kind: string) => {
        const sql = `update access.mandates m set role = $1 from access.accounts a where a.id = m.account_id and a.kind = $2`;
        return (await api.query(`${sql} and m.role = $1`, [role, kind])).rowCount;
      };
      expect(await changed('MEMBER', 'SERVICE')).toBe(0);
      expect(await changed('MEMBER', 'PERSON')).toBeGreaterThan(0);
    } finally {
      await api.end();
    }
  });

  it('of an actor sees only what was shared with that actor, and nothing of another partnership', async () => {
    const officer = await stage.as('officer');
    await officer.get(CREATE_TASK, newTask('KANARIE intern'));
    const shared = { title: 'Gedeeld', actorIds: [stage.actors.fedasil], audience: 'INVOLVED_ACTORS' };
    await officer.get(CREATE_TASK, { input: { ...newTask('').input, ...shared } });
    const { client, api } = await system({ worksFor: 'fedasil' });
    expect(client.role).toBe('ANSWERER');
    const answer = await api.get<{ partnership: { tasks: { nodes: { title: string }[] } } }>(TASKS, {
      id: stage.partnershipId,
    });
    expect(answer.partnership.tasks.nodes.map(({ title }) => title)).toEqual(['Gedeeld']);
    const { partnerships } = await api.get<{ partnerships: { totalCount: number } }>('{ partnerships { totalCount } }');
    expect(partnerships.totalCount).toBe(1);
    const refused = await tryToConnect(stage, manager, { worksFor: 'fedasil', scopes: ['task.write'] });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'SERVICE_CLIENT_SCOPE_NOT_GRANTABLE',
      args: { scope: 'task.write' },
    });
  });

  it('of another partnership finds nothing here, as if it did not exist', async () => {
    const outsider = await stage.as('outsider');
    const { partnerships } = await outsider.get<{ partnerships: { nodes: { id: string }[] } }>(
      '{ partnerships { nodes { id } } }',
    );
    const elsewhere = partnerships.nodes[0]!.id;
    const connected = await connect(stage, outsider, {
      partnershipId: elsewhere,
      worksFor: 'outsider',
      scopes: ['task.write'],
    });
    const api = using(await tokenFor(stage.api.url, connected));
    expect(await api.get(TASKS, { id: stage.partnershipId })).toEqual({ partnership: null });
    expect(await code(api.refusal(CREATE_TASK, newTask('x')))).toBe('NOT_FOUND');
    const stream = api.subscribe(EVENTS, { id: stage.partnershipId });
    await stream.untilEnd();
    expect([stream.received, stream.errors[0]?.extensions.code]).toEqual([[], 'NOT_FOUND']);
  });

  it('without the scope to read sees nothing at all, even with a token that should not exist', async () => {
    const { client, api } = await system({ scopes: ['task.write'] });
    await stage.world.rows(`update access.sessions set scopes = '{task.write}' where account_id = $1`, [
      client.clientId,
    ]);
    expect(
      await api.get(`query ($id: ID!) { partnership(id: $id) { name } partnerships { totalCount } }`, {
        id: stage.partnershipId,
      }),
    ).toEqual({ partnership: null, partnerships: { totalCount: 0 } });
    expect(await code(api.refusal(CREATE_TASK, newTask('x')))).toBe('NOT_FOUND');
  });

  it('spends a budget of its own, which the headers tell', async () => {
    const { api, ...connected } = await system();
    const ask = async (token: string | undefined) => {
      const response = await fetch(`${stage.api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: '{ partnerships { nodes { name } } }' }),
      });
      return ['limit', 'remaining'].map((name) => Number(response.headers.get(`ratelimit-${name}`)));
    };
    const [limit, first] = await ask(api.token);
    const again = await ask(await tokenFor(stage.api.url, connected));
    expect(limit).toBe(5000);
    expect(again[1]).toBeLessThan(first!);
    expect((await ask(manager.token))[0]).toBeGreaterThan(5000);
  });

  it('follows the live picture, resumes with a new token, and is cut off within seconds of being revoked', async () => {
    const { api, client, secret } = await system({ name: 'Volger' });
    const first = api.subscribe<Event>(EVENTS, await fromNow());
    await manager.get(CREATE_TASK, newTask('een'));
    const seen = await first.until(({ partnershipEvents: { type } }) => type === 'TASK_CREATED');
    await api.close();
    await manager.get(CREATE_TASK, newTask('gemist'));
    const next = using(await tokenFor(stage.api.url, { client, secret }));
    const again = next.subscribe<Event>(EVENTS, { id: stage.partnershipId, after: seen.partnershipEvents.cursor });
    await again.atLeast(1);
    expect(again.received[0]!.partnershipEvents.sequence).toBe(seen.partnershipEvents.sequence + 1);
    const { serviceClients } = await manager.get<{ serviceClients: ManagedClient[] }>(LIST, {
      id: stage.partnershipId,
    });
    const { version } = serviceClients.find(({ id }) => id === client.id)!;
    const { revokeServiceClient } = await manager.get<{ revokeServiceClient: object }>(REVOKE, {
      input: { id: client.id, expectedVersion: version },
    });
    expect(revokeServiceClient).toEqual({ client: { state: 'REVOKED', version: version + 1 } });
    expect(await next.get('{ viewer { demo } }')).toEqual({ viewer: null });
    await again.untilEnd();
    await expect(tokenFor(stage.api.url, { client, secret })).rejects.toThrow('invalid_client');
    const late = { id: client.id, expectedVersion: version + 1 };
    expect(await code(manager.refusal(REVOKE, { input: late }))).toBe('SERVICE_CLIENT_REVOKED');
  });
});
