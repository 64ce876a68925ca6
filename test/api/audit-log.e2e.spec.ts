import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import { CREATE, LOG, MOVE, setAuditStage, type AuditStage } from '../support/audit.js';
import { Client, eventually } from '../support/client.js';
import { askToken, connect, tokenFor } from '../support/service-client.js';

let stage: AuditStage;
beforeAll(async () => {
  stage = await setAuditStage();
  for (let nr = 0; nr < 6; nr++) await stage.create();
});
afterAll(() => stage.close());

describe('the log of a partnership', () => {
  it('is read by its manager and its auditor, and is empty for everybody else', async () => {
    const [manager, auditor] = [await stage.logFor('manager'), await stage.logFor('outsider')];
    expect(manager.totalCount).toBeGreaterThan(5);
    expect(auditor.nodes.length).toBeGreaterThan(5);
    for (const persona of ['officer', 'member', 'reader', 'coordinator', 'fedasil'] as const)
      expect(await stage.logFor(persona)).toEqual({
        totalCount: 0,
        nodes: [],
        pageInfo: { hasNextPage: false, endCursor: null },
      });
  });

  it('tells the newest first, page after page', async () => {
    const filter = { until: '2999-12-31', kinds: ['CHANGE'] };
    const whole = (await stage.logFor('manager', { filter, first: 6 })).nodes.map(({ number }) => number);
    const first = await stage.logFor('manager', { filter, first: 3 });
    const second = await stage.logFor('manager', { filter, first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ number }) => number)).toEqual(whole);
    expect(whole).toEqual([...whole].sort((a, b) => b - a));
    const { nodes: looks } = await stage.logFor('manager', {
      first: 1,
      filter: { kinds: ['READ'], personId: toGlobalId('Person', stage.people.outsider.accountId) },
    });
    expect(looks[0]).toMatchObject({
      kind: 'READ',
      action: 'read',
      by: { displayName: 'Persoon outsider' },
      onBehalfOf: { name: 'Ronse' },
      fields: ['Partnership.auditLog'],
      partnership: { id: stage.partnershipId },
    });
  });

  it('is filtered by person, action, subject, day and result', async () => {
    const { id } = await stage.create();
    await stage.officer.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 77 } });
    const personId = toGlobalId('Person', stage.people.officer.accountId);
    const found = async (filter: object) =>
      (await stage.logFor('manager', { filter })).nodes.map(({ action, result }) => `${action} ${result}`);
    expect(await found({ subjectId: id })).toEqual(['moveTask CONFLICT', 'createTask OK']);
    expect(await found({ subjectId: id, refused: false })).toEqual(['createTask OK']);
    expect(await found({ subjectId: id, refused: true })).toEqual(['moveTask CONFLICT']);
    expect(await found({ subjectId: id, result: 'CONFLICT', actions: ['moveTask'], personId })).toHaveLength(1);
    expect(await found({ subjectId: id, personId: toGlobalId('Person', stage.people.member.accountId) })).toEqual([]);
    expect(await found({ subjectId: id, until: '2020-01-01' })).toEqual([]);
    expect(await found({ subjectId: id, from: '2020-01-01', kinds: ['READ'] })).toEqual([]);
    const wrong = await (
      await stage.as('manager')
    ).refusal(LOG, { id: stage.partnershipId, filter: { subjectId: 'x' } });
    expect(wrong.extensions.code).toBe('NOT_FOUND');
    const many = { actions: Array.from({ length: 51 }, () => 'a') };
    expect(
      (await (await stage.as('manager')).refusal(LOG, { id: stage.partnershipId, filter: many })).extensions,
    ).toMatchObject({
      code: 'INVALID_INPUT',
      args: { reason: 'TOO_MANY', limit: 50 },
    });
  });
});
describe('everybody', () => {
  it('reads what they did and what concerns them, over all partnerships, sign-ins included', async () => {
    const member = await stage.as('member');
    await stage.create({ assigneeId: toGlobalId('Person', stage.people.member.accountId) });
    const log = await stage.mine(member, { first: 5 });
    expect(log.nodes[0]).toMatchObject({ action: 'createTask', by: { displayName: 'Persoon officer' } });
    expect(log.nodes[0]!.concerns).toEqual([{ displayName: 'Persoon member' }]);
    expect(log.nodes[1]).toMatchObject({ kind: 'SESSION', action: 'signIn', partnership: null });
    const next = await stage.mine(member, {
      first: 3,
      after: (await stage.mine(member, { first: 1 })).pageInfo.endCursor,
    });
    expect(next.nodes.map(({ at }) => at)).toEqual(
      next.nodes
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const all = await stage.mine(member, { first: 100 });
    expect(all.nodes.filter((line) => line.by?.displayName !== 'Persoon member' && line.concerns.length === 0)).toEqual(
      [],
    );
  });

  it('finds their signing out there', async () => {
    const client = await stage.as('coordinator');
    await fetch(`${stage.api.url}/auth/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}` },
    });
    const { nodes } = await stage.mine(await stage.as('coordinator'), { filter: { kinds: ['SESSION'] }, first: 2 });
    expect(nodes.map(({ action }) => action)).toEqual(['signIn', 'signOut']);
  });
});
describe('a look at personal data', () => {
  it('in an event of a stream is a line as well', async () => {
    const manager = await stage.as('manager');
    const document = `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) {
      subject { ... on CoordinationTask { partnership { auditLog(first: 1) { nodes { action } } } } } } }`;
    const inbox = manager.subscribe(document, { id: stage.partnershipId });
    const lines = await stage.linesOf(async () => {
      // The stream may open after the first of them.
      while (inbox.received.length === 0 && inbox.errors.length === 0) await stage.create();
    });
    inbox.close();
    expect(lines).toContainEqual(
      expect.objectContaining({
        kind: 'READ',
        fields: ['Partnership.auditLog'],
        account_id: stage.people.manager.accountId,
        chain_id: fromGlobalId(stage.partnershipId)!.id,
      }),
    );
  });

  it('tells whose address was looked up, also to those it belongs to', async () => {
    const manager = await stage.as('manager');
    const document = `query ($id: ID!) { partnershipAccess(partnershipId: $id) { members { email } } }`;
    const lines = await stage.linesOf(() => manager.get(document, { id: stage.partnershipId }));
    expect(lines).toMatchObject([{ kind: 'READ', fields: ['WorkspaceMember.email'], subject_id: null }]);
    expect(lines[0]!.chain_id).toBe(fromGlobalId(stage.partnershipId)!.id);
    expect(lines[0]!.person_ids).toEqual(
      expect.arrayContaining([stage.people.reader.accountId, stage.people.member.accountId]),
    );
    const { nodes } = await stage.mine(await stage.as('reader'), { filter: { kinds: ['READ'] }, first: 1 });
    expect(nodes[0]).toMatchObject({ by: { displayName: 'Persoon manager' }, fields: ['WorkspaceMember.email'] });
  });

  it('through the eyes of another is a line of who looks, about whose eyes', async () => {
    const manager = await stage.as('manager');
    const document = `query ($p: ID!, $who: ID!) { previewAs(partnershipId: $p, personId: $who) { node(id: $p) {
      ... on Partnership { auditLog { totalCount } } } } }`;
    const { accountId } = stage.people.reader;
    const variables = { p: stage.partnershipId, who: toGlobalId('Person', accountId) };
    const lines = await stage.linesOf(() => manager.get(document, variables));
    expect(lines).toMatchObject([
      {
        account_id: stage.people.manager.accountId,
        fields: ['Partnership.auditLog', 'Query.previewAs'],
        person_ids: [accountId],
        chain_id: fromGlobalId(stage.partnershipId)!.id,
      },
    ]);
  });

  it('that cannot be recorded is not answered', async () => {
    const manager = await stage.as('manager');
    await stage.world.rows(`revoke execute on function audit.append(jsonb, uuid) from samenregie_app`);
    const { data, errors } = await manager.ask(LOG, { id: stage.partnershipId });
    await stage.world.rows(`grant execute on function audit.append(jsonb, uuid) to samenregie_app`);
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'INTERNAL']);
  });
});

describe('a connected system', () => {
  it('is seen asking for a token and using it', async () => {
    const connected = await connect(stage, await stage.as('manager'), { name: 'Zaaksysteem' });
    const client = new Client(stage.api.url, await tokenFor(stage.api.url, connected));
    await client.refusal(CREATE, { input: stage.task() });
    const { nodes } = await stage.logFor('manager', { first: 2 });
    expect(nodes).toMatchObject([
      { kind: 'CHANGE', action: 'createTask', result: 'FORBIDDEN', byService: true, onBehalfOf: { name: 'Pittem' } },
      { kind: 'SESSION', action: 'issueToken', result: 'OK', byService: true, onBehalfOf: { name: 'Pittem' } },
    ]);
    expect(nodes.map(({ by }) => by?.displayName)).toEqual(['Zaaksysteem', 'Zaaksysteem']);
  });

  it('is heard of when it gets no token, a few times an hour, also once it was revoked', async () => {
    const manager = await stage.as('manager');
    const { client } = await connect(stage, manager, { name: 'Oude koppeling' });
    const revoke = `mutation ($input: RevokeServiceClientInput!) { revokeServiceClient(input: $input) { client { id } } }`;
    const refused = async (more: Record<string, string> = {}) => {
      const proof = { client_id: client.clientId, client_secret: 'sgs_fout' };
      const { status } = await askToken(stage.api.url, { grant_type: 'client_credentials', ...proof, ...more });
      expect(status).toBe(401);
    };
    const heard = () =>
      stage.world.rows<{ result: string; account: string | null; persons: string[] }>(
        `select result, account_id as account, person_ids as persons from audit.lines
         where subject_id = $1 and action = 'issueToken' order by sequence`,
        [client.clientId],
      );
    await refused();
    await eventually(async () => (await heard()).length === 1);
    await manager.get(revoke, { input: { id: client.id, expectedVersion: 1 } });
    for (let attempt = 0; attempt < 20; attempt++) await refused();
    await refused({ client_id: newId() });
    await eventually(async () => (await heard()).length === 10);
    // Nobody is its doer: who asked did not prove to be the client.
    expect(new Set((await heard()).map((line) => JSON.stringify(line)))).toEqual(
      new Set([JSON.stringify({ result: 'INVALID_CLIENT', account: null, persons: [client.clientId] })]),
    );
    const { nodes } = await stage.logFor('manager', { filter: { actions: ['issueToken'], refused: true } });
    expect(nodes).toHaveLength(10);
    expect(nodes[0]).toMatchObject({ by: null, concerns: [{ displayName: 'Oude koppeling' }] });
  });
});

describe('the log as a file', () => {
  const file = async (client: Client | undefined, parameters: Record<string, string>) => {
    const response = await fetch(`${stage.api.url}/audit/export?${new URLSearchParams(parameters)}`, {
      headers: client ? { authorization: `Bearer ${client.token}` } : {},
    });
    return { response, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()) };
  };

  it('has every line of the screen, and is itself in the log before it leaves', async () => {
    const manager = await stage.as('manager');
    const { response, text } = await file(manager, { partnershipId: stage.partnershipId });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="samenregie-log-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(text.startsWith('\uFEFFnumber;at;person;')).toBe(true);
    const [header, newest, ...more] = text.trimEnd().split('\r\n');
    expect(newest).toMatch(/;Persoon manager;.*;READ;exportAuditLog;/);
    expect(newest!.split(';')).toHaveLength(header!.split(';').length);
    const { nodes } = await stage.logFor('manager', { first: 1 });
    expect(nodes[0]).toMatchObject({ action: 'exportAuditLog', number: more.length + 1 });
  });

  it('goes over many pages, under the filter', async () => {
    const lines = Array.from({ length: 1_200 }, () => ({
      kind: 'CHANGE',
      action: 'manyTimes',
      persons: [],
      fields: [],
      result: 'OK',
    }));
    const partnership = fromGlobalId(stage.partnershipId)!.id;
    await stage.world.rows(`select audit.append($1, null)`, [
      JSON.stringify(lines.map((line) => ({ ...line, partnership }))),
    ]);
    const { text } = await file(await stage.as('outsider'), {
      partnershipId: stage.partnershipId,
      actions: 'manyTimes',
    });
    const numbers = text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(';')[0]));
    expect(new Set(numbers).size).toBe(1_200);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });

  it('has no formula in it', async () => {
    await stage.world.rows(`update access.accounts set display_name = '=HYPERLINK("http://x";"y")' where id = $1`, [
      stage.people.coordinator.accountId,
    ]);
    const { text } = await file(await stage.as('coordinator'), {});
    expect(text).toContain(`;"'=HYPERLINK(""http://x"";""y"")";`);
    expect(text).not.toMatch(/[;\n]"?=/);
  });

  it('is there for oneself, and for nobody else than manager and auditor', async () => {
    const reader = await stage.as('reader');
    const own = await file(reader, {});
    expect(own.text).toMatch(/;SESSION;signIn;/);
    for (const parameters of [
      { partnershipId: stage.partnershipId },
      { partnershipId: toGlobalId('Partnership', newId()) },
      { partnershipId: 'x' },
    ]) {
      const refused = await file(reader, parameters);
      expect([refused.response.status, refused.text]).toEqual([404, expect.stringContaining('"code":"NOT_FOUND"')]);
    }
    expect((await file(undefined, {})).response.status).toBe(401);
  });

  it('is not asked for without end', async () => {
    const member = await stage.as('member');
    const answers = await Promise.all(Array.from({ length: 25 }, () => file(member, { from: 'x' })));
    expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([400, 429]));
  });

  it.each<Record<string, string>>([
    { from: 'gisteren' },
    { until: '2026-02-31' },
    { kinds: 'CHANGE,OTHER' },
    { refused: 'misschien' },
  ])('refuses a filter of nonsense: %j', async (parameters) => {
    const { response, text } = await file(stage.officer, parameters);
    expect([response.status, text]).toEqual([400, expect.stringContaining('"code":"INVALID_INPUT"')]);
  });
});
