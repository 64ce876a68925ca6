import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import { verifyChains } from '#libs/audit';
import {
  buildSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { startInProcess } from '../support/app.js';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const NO_PARTNERSHIP = '00000000-0000-0000-0000-000000000000';
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const MOVE = `mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { id } } }`;
const LINE = `number at kind action by { displayName } onBehalfOf { name } byService partnership { id } subjectType subjectId
  fields result hash concerns { displayName }`;
const LOG = `query ($id: ID!, $filter: AuditFilter, $first: Int, $after: Cursor) {
  partnership(id: $id) { auditLog(filter: $filter, first: $first, after: $after) {
    totalCount nodes { ${LINE} } pageInfo { hasNextPage endCursor } } } }`;
const MINE = `query ($filter: AuditFilter, $first: Int, $after: Cursor) {
  viewer { auditLog(filter: $filter, first: $first, after: $after) {
    totalCount nodes { ${LINE} } pageInfo { hasNextPage endCursor } } } }`;

interface Line {
  number: number;
  at: string;
  kind: string;
  action: string;
  by: { displayName: string } | null;
  onBehalfOf: { name: string } | null;
  partnership: { id: string } | null;
  subjectType: string | null;
  subjectId: string | null;
  fields: string[];
  result: string;
  concerns: { displayName: string }[];
}
interface Log {
  totalCount: number;
  nodes: Line[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
interface Row {
  chain_id: string;
  account_id: string | null;
  organisation_id: string | null;
  kind: string;
  action: string;
  subject_type: string | null;
  subject_id: string | null;
  fields: string[];
  result: string;
}

let stage: Stage;
let officer: Client;
beforeAll(async () => {
  stage = await setStage();
  const { accountId, organisationId } = stage.people.outsider;
  // Somebody from elsewhere who audits this partnership, and nothing more.
  await stage.world.mandate(fromGlobalId(stage.partnershipId)!.id, accountId, organisationId, 'AUDITOR');
  officer = await stage.as('officer');
});
afterAll(() => stage.close());

const rows = () =>
  stage.world.rows<Row>(`select * from audit.lines where kind <> 'SESSION' order by at, chain_id, sequence`);
/** The lines some work leaves. */
const linesOf = async (work: () => Promise<unknown>): Promise<Row[]> => {
  const before = (await rows()).length;
  await work();
  return (await rows()).slice(before);
};
const logFor = async (persona: Persona, variables: object = {}): Promise<Log> =>
  (
    await (
      await stage.as(persona)
    ).get<{ partnership: { auditLog: Log } }>(LOG, { id: stage.partnershipId, ...variables })
  ).partnership.auditLog;
const mine = async (client: Client, variables: object = {}): Promise<Log> =>
  (await client.get<{ viewer: { auditLog: Log } }>(MINE, { ...variables })).viewer.auditLog;
const task = (more: object = {}) => ({ partnershipId: stage.partnershipId, title: 'Tolken', ...more });
const create = async (more: object = {}, client = officer) =>
  (await client.get<{ createTask: { task: { id: string; version: number } } }>(CREATE, { input: task(more) }))
    .createTask.task;

/** Some value an input of the schema takes, with ids of nothing. */
const anyValue = (type: GraphQLInputType): unknown => {
  const inner = getNullableType(type);
  if (isListType(inner)) return [anyValue(inner.ofType)];
  if (isEnumType(inner)) return inner.getValues()[0]!.name;
  if (isInputObjectType(inner))
    return Object.fromEntries(
      Object.values(inner.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => [field.name, anyValue(field.type)]),
    );
  const scalars: Record<string, unknown> = {
    ID: toGlobalId('Nothing', newId()),
    Int: 1,
    Float: 1,
    Boolean: true,
    Date: '2026-12-01',
    DateTime: '2026-12-01T12:00:00Z',
  };
  return scalars[String(inner)] ?? 'x';
};

const mutations = Object.values(
  buildSchema(readFileSync('apps/api/schema.graphql', 'utf8')).getMutationType()!.getFields(),
);

describe('every mutation of the schema', () => {
  it.each(mutations.map(({ name }) => name))('leaves exactly one line: %s', async (name) => {
    const field = mutations.find((mutation) => mutation.name === name)!;
    const input = field.args.find((arg) => arg.name === 'input')!;
    // A session of its own: some end the session they are called in.
    const client = await stage.as('officer');
    const document = `mutation ($input: ${String(input.type)}) { ${name}(input: $input) { __typename } }`;
    let code: string | undefined;
    const lines = await linesOf(async () => {
      code = (await client.ask(document, { input: anyValue(input.type) })).errors?.[0]?.extensions.code;
    });
    expect(lines).toMatchObject([
      { kind: 'CHANGE', action: name, account_id: stage.people.officer.accountId, result: code ?? 'OK' },
    ]);
    expect(code).not.toBe('DOCUMENT_INVALID');
  });
});

describe('a change', () => {
  it('says who, on whose behalf, what, where and that it was done; never a word of it', async () => {
    const lines = await linesOf(() => create({ assigneeId: toGlobalId('Person', stage.people.member.accountId) }));
    expect(lines).toMatchObject([
      {
        chain_id: fromGlobalId(stage.partnershipId)!.id,
        account_id: stage.people.officer.accountId,
        organisation_id: stage.people.officer.organisationId,
        kind: 'CHANGE',
        action: 'createTask',
        subject_type: 'CoordinationTask',
        person_ids: [stage.people.member.accountId],
        result: 'OK',
      },
    ]);
    expect(lines[0]!.fields).toEqual(expect.arrayContaining(['assigneeId', 'partnershipId', 'title']));
    expect(JSON.stringify(lines)).not.toContain('Tolken');
  });

  it('that is asked again is one more line, which says so', async () => {
    const input = task({ clientMutationId: 'nog eens' });
    const lines = await linesOf(async () => {
      await officer.get(CREATE, { input });
      await officer.get(CREATE, { input });
      await officer.ask(CREATE, { input: { ...input, title: 'Anders' } });
    });
    expect(lines.map(({ result }) => result)).toEqual(['OK', 'REPEATED', 'IDEMPOTENCY_MISMATCH']);
    expect(lines[1]).toMatchObject({ subject_type: 'CoordinationTask', subject_id: lines[0]!.subject_id });
  });

  it('that is refused stands in the log of the partnership, with the code', async () => {
    const { id } = await create();
    const reader = await stage.as('reader');
    const lines = await linesOf(async () => {
      await reader.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 1 } });
      await officer.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 77 } });
      await officer.refusal(CREATE, { input: task({ title: ' ' }) });
    });
    const chain_id = fromGlobalId(stage.partnershipId)!.id;
    expect(lines).toMatchObject([
      { chain_id, action: 'moveTask', result: 'FORBIDDEN', subject_id: fromGlobalId(id)!.id },
      { chain_id, action: 'moveTask', result: 'CONFLICT' },
      { chain_id, action: 'createTask', result: 'INVALID_INPUT', subject_type: 'Partnership' },
    ]);
  });

  it('that a stranger tried does not stand in the log of a partnership that is none of theirs', async () => {
    const { id } = await create();
    const stranger = await stage.as('vdab');
    const lines = await linesOf(() => stranger.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 1 } }));
    expect(lines).toMatchObject([{ chain_id: NO_PARTNERSHIP, result: 'NOT_FOUND', subject_id: fromGlobalId(id)!.id }]);
  });

  it('that nobody tried leaves nothing', async () => {
    const { Client: Somebody } = await import('../support/client.js');
    const nobody = new Somebody(stage.api.url);
    expect(await linesOf(() => nobody.refusal(CREATE, { input: task() }))).toEqual([]);
  });
});

describe('the log of a partnership', () => {
  it('is read by its manager and its auditor, and is empty for everybody else', async () => {
    const [manager, auditor] = [await logFor('manager'), await logFor('outsider')];
    expect(manager.totalCount).toBeGreaterThan(5);
    expect(auditor.nodes.length).toBeGreaterThan(5);
    for (const persona of ['officer', 'member', 'reader', 'coordinator', 'fedasil'] as const)
      expect(await logFor(persona)).toEqual({
        totalCount: 0,
        nodes: [],
        pageInfo: { hasNextPage: false, endCursor: null },
      });
  });

  it('tells the newest first, page after page', async () => {
    const filter = { until: '2999-12-31', kinds: ['CHANGE'] };
    const whole = (await logFor('manager', { filter, first: 6 })).nodes.map(({ number }) => number);
    const first = await logFor('manager', { filter, first: 3 });
    const second = await logFor('manager', { filter, first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ number }) => number)).toEqual(whole);
    expect(whole).toEqual([...whole].sort((a, b) => b - a));
    const { nodes: looks } = await logFor('manager', {
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
    const { id } = await create();
    await officer.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 77 } });
    const personId = toGlobalId('Person', stage.people.officer.accountId);
    const found = async (filter: object) =>
      (await logFor('manager', { filter })).nodes.map(({ action, result }) => `${action} ${result}`);
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
    await create({ assigneeId: toGlobalId('Person', stage.people.member.accountId) });
    const log = await mine(member, { first: 5 });
    expect(log.nodes[0]).toMatchObject({ action: 'createTask', by: { displayName: 'Persoon officer' } });
    expect(log.nodes[0]!.concerns).toEqual([{ displayName: 'Persoon member' }]);
    expect(log.nodes[1]).toMatchObject({ kind: 'SESSION', action: 'signIn', partnership: null });
    const next = await mine(member, { first: 3, after: (await mine(member, { first: 1 })).pageInfo.endCursor });
    expect(next.nodes.map(({ at }) => at)).toEqual(
      next.nodes
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const all = await mine(member, { first: 100 });
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
    const { nodes } = await mine(await stage.as('coordinator'), { filter: { kinds: ['SESSION'] }, first: 2 });
    expect(nodes.map(({ action }) => action)).toEqual(['signIn', 'signOut']);
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
    const { nodes } = await logFor('manager', { first: 1 });
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

  it.each<Record<string, string>>([
    { from: 'gisteren' },
    { until: '2026-02-31' },
    { kinds: 'CHANGE,OTHER' },
    { refused: 'misschien' },
  ])('refuses a filter of nonsense: %j', async (parameters) => {
    const { response, text } = await file(officer, parameters);
    expect([response.status, text]).toEqual([400, expect.stringContaining('"code":"INVALID_INPUT"')]);
  });
});

describe('the cost of it', () => {
  it('is one statement for a change, and none for what reads nothing personal', async () => {
    const api = await startInProcess(stage.database.apiUrl);
    try {
      const client = await (await import('../support/client.js')).Client.as(api.url, 'officer');
      const about = (statements: string[]) => statements.filter((sql) => sql.includes('audit'));
      const query = `query ($id: ID!) { viewer { person { displayName } } partnership(id: $id) { name people { displayName } } }`;
      expect(about(await api.statementsOf(() => client.get(query, { id: stage.partnershipId })))).toEqual([]);
      expect(about(await api.statementsOf(() => create({}, client)))).toHaveLength(1);
      // Reading and writing it down.
      expect(about(await api.statementsOf(() => mine(client)))).toHaveLength(3);
    } finally {
      await api.app.close();
    }
  });
});

it('after all of this every chain is unbroken, also after twenty at once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, nr) => create({ title: `Tegelijk ${nr}` })));
  const heads = await verifyChains(stage.database.ownerUrl);
  expect(heads.length).toBeGreaterThan(1);
  expect(heads.reduce((sum, { sequence }) => sum + sequence, 0)).toBeGreaterThan(1_240);
});
