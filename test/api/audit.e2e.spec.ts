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
import { CREATE, MOVE, NO_PARTNERSHIP, setAuditStage, type AuditStage } from '../support/audit.js';
import { Client } from '../support/client.js';

let stage: AuditStage;
beforeAll(async () => {
  stage = await setAuditStage();
});
afterAll(() => stage.close());

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
    // Somebody of whom nothing later depends: some end sessions.
    const client = await stage.as('member');
    const document = `mutation ($input: ${String(input.type)}) { ${name}(input: $input) { __typename } }`;
    let code: string | undefined;
    const lines = await stage.linesOf(async () => {
      code = (await client.ask(document, { input: anyValue(input.type) })).errors?.[0]?.extensions.code;
    });
    expect(lines).toMatchObject([
      { kind: 'CHANGE', action: name, account_id: stage.people.member.accountId, result: code ?? 'OK' },
    ]);
    expect(code).not.toBe('DOCUMENT_INVALID');
  });
});
describe('a change', () => {
  it('says who, on whose behalf, what, where and that it was done; never a word of it', async () => {
    const lines = await stage.linesOf(() =>
      stage.create({ assigneeId: toGlobalId('Person', stage.people.member.accountId) }),
    );
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
    const input = stage.task({ clientMutationId: 'nog eens' });
    const lines = await stage.linesOf(async () => {
      await stage.officer.get(CREATE, { input });
      await stage.officer.get(CREATE, { input });
      await stage.officer.ask(CREATE, { input: { ...input, title: 'Anders' } });
    });
    expect(lines.map(({ result }) => result)).toEqual(['OK', 'REPEATED', 'IDEMPOTENCY_MISMATCH']);
    expect(lines[1]).toMatchObject({ subject_type: 'CoordinationTask', subject_id: lines[0]!.subject_id });
  });

  it('that is refused stands in the log of the partnership, with the code', async () => {
    const { id } = await stage.create();
    const reader = await stage.as('reader');
    const lines = await stage.linesOf(async () => {
      await reader.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 1 } });
      await stage.officer.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 77 } });
      await stage.officer.refusal(CREATE, { input: stage.task({ title: ' ' }) });
    });
    const chain_id = fromGlobalId(stage.partnershipId)!.id;
    expect(lines).toMatchObject([
      { chain_id, action: 'moveTask', result: 'FORBIDDEN', subject_id: fromGlobalId(id)!.id },
      { chain_id, action: 'moveTask', result: 'CONFLICT' },
      { chain_id, action: 'createTask', result: 'INVALID_INPUT', subject_type: 'Partnership' },
    ]);
  });

  it('that a stranger tried does not stand in the log of a partnership that is none of theirs', async () => {
    const { id } = await stage.create();
    const stranger = await stage.as('vdab');
    const lines = await stage.linesOf(() =>
      stranger.refusal(MOVE, { input: { id, status: 'DONE', expectedVersion: 1 } }),
    );
    expect(lines).toMatchObject([{ chain_id: NO_PARTNERSHIP, result: 'NOT_FOUND', subject_id: fromGlobalId(id)!.id }]);
  });

  it('over the socket leaves its line too', async () => {
    const lines = await stage.linesOf(() => stage.officer.subscribe(CREATE, { input: stage.task() }).atLeast(1));
    expect(lines).toMatchObject([{ action: 'createTask', result: 'OK', account_id: stage.people.officer.accountId }]);
  });

  it('that cannot be recorded is not made', async () => {
    const count = async () => (await stage.world.rows(`select from coordination.tasks`)).length;
    const before = await count();
    await stage.world.rows(`revoke execute on function audit.append(jsonb, uuid) from samenregie_app`);
    const { extensions } = await stage.officer.refusal(CREATE, { input: stage.task() });
    await stage.world.rows(`grant execute on function audit.append(jsonb, uuid) to samenregie_app`);
    expect([extensions.code, await count()]).toEqual(['INTERNAL', before]);
  });

  it('that nobody tried leaves nothing', async () => {
    const nobody = new Client(stage.api.url);
    expect(await stage.linesOf(() => nobody.refusal(CREATE, { input: stage.task() }))).toEqual([]);
  });
});
describe('the cost of it', () => {
  it('is one statement for a change, and none for what reads nothing personal', async () => {
    const api = await startInProcess(stage.database.apiUrl);
    try {
      const client = await Client.as(api.url, 'officer');
      const about = (statements: string[]) => statements.filter((sql) => sql.includes('audit'));
      const query = `query ($id: ID!) { viewer { person { displayName } } partnership(id: $id) { name people { displayName } } }`;
      expect(about(await api.statementsOf(() => client.get(query, { id: stage.partnershipId })))).toEqual([]);
      expect(about(await api.statementsOf(() => stage.create({}, client)))).toHaveLength(1);
      // Reading and writing it down.
      expect(about(await api.statementsOf(() => stage.mine(client)))).toHaveLength(3);
    } finally {
      await api.app.close();
    }
  });
});
it('after all of this every chain is unbroken, also after twenty at once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, nr) => stage.create({ title: `Tegelijk ${nr}` })));
  const heads = await verifyChains(stage.database.ownerUrl);
  expect(heads.length).toBeGreaterThan(1);
  expect(heads.reduce((sum, { sequence }) => sum + sequence, 0)).toBeGreaterThan(40);
});
