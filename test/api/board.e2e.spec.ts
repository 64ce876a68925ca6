import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId, toGlobalId } from '#libs/kernel';
import pg from 'pg';
import { startInProcess, type InProcessApi } from '../support/app.js';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const CARD = `id reference title status dueOn priority rank version checklistDone checklistTotal commentCount blockedBy subtaskDone subtaskTotal
  waitingOnActor { name } municipalities { name } actors { code name } assignee { displayName initials } labels { name colour }`;
const statuses = ['TODO', 'BUSY', 'WAITING', 'DONE'];
const column = (status: string) => `${status.toLowerCase()}: tasks(filter: { statuses: [${status}] }, first: 50) {
  totalCount pageInfo { hasNextPage endCursor } nodes { ${CARD} } }`;
const BOARD = `query ($id: ID!) { partnership(id: $id) { name eventCursor taskCounts { status count overdue }
  ${statuses.map(column).join('\n')} } }`;

interface Board {
  partnership: Record<'todo' | 'busy' | 'waiting' | 'done', { totalCount: number; nodes: { title: string }[] }>;
}

interface TypeSaid {
  name: string;
  kind: string;
  fields: { name: string; args: { type: { kind: string } }[]; type: Named }[] | null;
}
interface Named {
  name: string | null;
  ofType?: Named | null;
}

/** The name of a type, whatever is wrapped around it. */
const named = (type: Named): string => type.name ?? named(type.ofType!);

/** The plan of a statement as the login of the API gets it, with row-level security. */
const asTheApi = async (sql: string): Promise<string> => {
  const client = new pg.Client({ connectionString: stage.database.apiUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(sql);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.end();
  }
};

let stage: Stage;
let api: InProcessApi;
let officer: Client;

const fill = async (from: number, to: number) => {
  const partnershipId = fromGlobalId(stage.partnershipId)!.id;
  await stage.world.rows(
    `with made as (
       insert into coordination.tasks (id, partnership_id, number, title, description, status, waiting_on_note, priority, objectives,
         assignee_id, audience, rank, completed_at, created_at, updated_at, due_on)
       select gen_random_uuid(), $1, n, 'Taak ' || n, 'Wat er te doen is', (array['TODO','BUSY','WAITING','DONE'])[1 + n % 4],
              case n % 4 when 2 then 'de school' end, 'NORMAL', '{}', $2, 'PARTNERSHIP', 'a' || lpad(n::text, 8, '0'),
              case n % 4 when 3 then now() end, now(), now(), current_date + n % 60 - 20
       from generate_series($3::int, $4::int) n returning id, partnership_id, number),
     places as (insert into coordination.task_municipalities select partnership_id, id, $5 from made),
     talk as (insert into coordination.comments (id, partnership_id, task_id, body, author_id, created_at)
              select gen_random_uuid(), partnership_id, id, c, $2, now() + c * interval '1 minute'
              from made, generate_series(1, 5) c where number % 4 = 1),
     steps as (insert into coordination.checklist_items (id, partnership_id, task_id, label, done, position)
               select gen_random_uuid(), partnership_id, id, 'stap ' || s, s = 1, s from made, generate_series(1, 2) s)
     insert into coordination.task_actors select partnership_id, id, $6 from made where number % 3 = 0`,
    [
      partnershipId,
      stage.people.officer.accountId,
      from,
      to,
      fromGlobalId(stage.municipalities.pittem)!.id,
      fromGlobalId(stage.actors.fedasil)!.id,
    ],
  );
};

beforeAll(async () => {
  stage = await setStage();
  api = await startInProcess(stage.database.apiUrl);
  officer = await Client.as(api.url, 'officer');
  await fill(1, 40);
});
afterAll(async () => {
  await api.app.close();
  await stage.close();
});

describe('a board', () => {
  const open = () => officer.get<Board>(BOARD, { id: stage.partnershipId });

  it('opens in as many statements with 5,000 tasks as with 40', async () => {
    const few = await api.statementsOf(open);
    await fill(41, 5_000);
    await stage.world.rows('analyze');
    const many = await api.statementsOf(open);
    expect(many).toHaveLength(few.length);
    // Who asks, the partnership, the log, the tiles, and each page with all that hangs on it.
    expect(many.length).toBeLessThanOrEqual(8);
    const { partnership } = await open();
    expect(partnership.todo.totalCount).toBe(1_250);
    expect(partnership.todo.nodes).toHaveLength(50);
    expect(partnership.todo.nodes[0]!.title).toBe('Taak 4');
  });

  it('opens a calendar of six weeks and what has no day in one statement each', async () => {
    const week = (nr: number) => `w${nr}: tasks(first: 30, orderBy: DUE_DATE,
      filter: { dueFrom: "2026-11-0${nr}", dueUntil: "2026-11-0${nr}" }) { totalCount nodes { ${CARD} } }`;
    const calendar = () =>
      officer.get<{ partnership: { undated: { totalCount: number } } }>(
        `query ($id: ID!) { partnership(id: $id) { ${[1, 2, 3, 4, 5, 6].map(week).join('\n')}
          undated: tasks(filter: { undated: true }, orderBy: NUMBER, first: 20) { totalCount nodes { ${CARD} } } } }`,
        { id: stage.partnershipId },
      );
    // Who asks, the partnership, and seven lists with all that hangs on them.
    expect((await api.statementsOf(calendar)).length).toBeLessThanOrEqual(9);
    expect((await calendar()).partnership.undated.totalCount).toBe(0);
  });

  it('tells the same of each field of a task, asked alone or beside others, as of a task that is read whole', async () => {
    await stage.world.rows(
      `update coordination.tasks set recurrence = 'FREQ=WEEKLY', recurs_from = due_on, recurs_on = due_on,
         series_id = id, occurrence = 1 where number = 4`,
    );
    const { __schema } = await officer.get<{ __schema: { types: TypeSaid[] } }>(
      `{ __schema { types { name kind fields { name args { name type { kind } } type { ...t ofType { ...t ofType { ...t ofType { ...t } } } } } } } }
       fragment t on __Type { kind name }`,
    );
    const types = new Map(__schema.types.map((type) => [type.name, type]));
    const ask = (owner: string, depth: number): string[] =>
      (types.get(owner)?.fields ?? []).flatMap(({ name, args, type }) => {
        // The cursor of the log goes on with every change.
        if (name === 'eventCursor' || args.some((arg) => arg.type.kind === 'NON_NULL')) return [];
        const kind = named(type);
        if (!types.get(kind)?.fields) return types.get(kind)?.kind === 'UNION' ? `${name} { __typename }` : name;
        const inside = depth > 0 ? ask(kind, depth - 1).join(' ') : '';
        return inside ? `${name} { ${inside} }` : [];
      });
    const fields = ask('CoordinationTask', 1);
    expect(fields.length).toBeGreaterThan(35);
    const page = async <T>(inside: string) => {
      const list = `query ($id: ID!) { partnership(id: $id) { tasks(first: 12, orderBy: NUMBER) { ${inside} } } }`;
      return (await officer.get<{ partnership: { tasks: T } }>(list, { id: stage.partnershipId })).partnership.tasks;
    };
    // What a change answers is read whole, field by field.
    const change = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id ${fields.join(' ')} } } }`;
    const before = await page<{ nodes: { id: string; version: number }[] }>('nodes { id version }');
    const whole: unknown[] = [];
    for (const { id, version } of before.nodes) {
      const input = { id, expectedVersion: version, priority: 'HIGH' };
      whole.push((await officer.get<{ updateTask: { task: unknown } }>(change, { input })).updateTask.task);
    }
    const busy = `query ($id: ID!) { partnership(id: $id) { tasks(first: 20, filter: { statuses: [BUSY] }) { nodes {
      description actors { code } lastComments { body author { displayName } } } } } }`;
    const { partnership } = await officer.get<{ partnership: { tasks: { nodes: unknown[] } } }>(busy, {
      id: stage.partnershipId,
    });
    expect(partnership.tasks.nodes[0]).toMatchObject({
      description: 'Wat er te doen is',
      actors: [],
      lastComments: ['3', '4', '5'].map((body) => ({ body, author: { displayName: 'Persoon officer' } })),
    });
    for (const field of [
      ...fields,
      'lastComments { body } commentCount',
      'lastComments { body } comments { totalCount } commentCount',
      'assignee { id displayName automated }',
      'actors { code } waitingOnActor { name }',
    ]) {
      const asked = `id ... on CoordinationTask { ${field} }`;
      const { nodes } = await page<{ nodes: { id: string }[] }>(`nodes { ${asked} }`);
      const { edges } = await page<{ edges: { node: { id: string } }[] }>(`edges { node { ${asked} } }`);
      const alone = await officer.get<{ nodes: unknown[] }>(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${asked} } }`, {
        ids: nodes.map(({ id }) => id),
      });
      expect({ field, tasks: whole }).toMatchObject({ field, tasks: nodes });
      expect({ field, tasks: edges.map(({ node }) => node) }).toEqual({ field, tasks: nodes });
      expect({ field, tasks: alone.nodes }).toEqual({ field, tasks: nodes });
    }
  });

  it('is filtered by own fields for one statement more, however many lists and conditions, by what an index holds', async () => {
    const partnershipId = fromGlobalId(stage.partnershipId)!.id;
    const kinds = ['TEXT', 'NUMBER', 'DATE', 'CHOICE', 'PERSON'];
    const own = await stage.world.rows<{ id: string; type: string }>(
      `insert into coordination.custom_fields (id, partnership_id, name, type, choices)
       select gen_random_uuid(), $1, k, k, case k when 'CHOICE' then '{a,b,zelden}'::text[] else '{}' end
       from unnest($2::text[]) k returning id, type`,
      [partnershipId, kinds],
    );
    await stage.world.rows(
      `insert into coordination.custom_values (partnership_id, task_id, field_id, value)
       select t.partnership_id, t.id, f.id, case f.type when 'TEXT' then 'Brief ' || t.number when 'NUMBER' then t.number::text
           when 'DATE' then (date '2026-01-01' + t.number % 1000)::text when 'PERSON' then $2
           when 'CHOICE' then case when t.number % 1000 = 0 then 'zelden' else (array['a', 'b'])[1 + t.number % 2] end end
       from coordination.tasks t, coordination.custom_fields f where t.partnership_id = $1`,
      [partnershipId, stage.people.officer.accountId],
    );
    await stage.world.rows('analyze');
    const idOf = (type: string) => toGlobalId('CustomField', own.find((field) => field.type === type)!.id);
    const conditions = {
      TEXT: { contains: 'brief 12' },
      NUMBER: { from: '100', until: '120,5' },
      DATE: { from: '2026-02-01', until: '2026-02-03' },
      CHOICE: { anyOf: ['zelden'] },
      PERSON: { anyOf: [toGlobalId('Person', stage.people.officer.accountId)], empty: true },
    };
    const board = (types: (keyof typeof conditions)[]) => {
      const fields = types.map((type) => ({ fieldId: idOf(type), ...conditions[type] }));
      return () =>
        officer.get<{ partnership: Record<string, { totalCount: number }> }>(
          `query ($id: ID!, $fields: [CustomFieldFilter!]) { partnership(id: $id) { ${statuses
            .map(
              (status) =>
                `${status}: tasks(filter: { statuses: [${status}], customFields: $fields }, first: 50) { totalCount nodes { ${CARD} } }`,
            )
            .join(' ')} } }`,
          { id: stage.partnershipId, fields },
        );
    };
    // Whatever else the process does meanwhile is no part of it.
    const about = async (types: (keyof typeof conditions)[]) =>
      (await api.statementsOf(board(types))).filter((sql) => /coordination\.(tasks|custom_)/.test(sql));
    const plain = await about([]);
    const filtered = await about(['CHOICE', 'TEXT', 'NUMBER', 'DATE', 'PERSON']);
    expect(filtered).toHaveLength(plain.length + 1);
    const { partnership } = await board(['NUMBER'])();
    expect(statuses.reduce((sum, status) => sum + partnership[status]!.totalCount, 0)).toBe(21);
    for (const [type, index] of [
      ['CHOICE', 'custom_values_value'],
      ['NUMBER', 'custom_values_ordinal'],
      ['DATE', 'custom_values_ordinal'],
      ['TEXT', 'custom_values_'],
    ] as const) {
      const [page] = (await about([type])).filter((sql) => sql.includes('custom_values'));
      const plan = await asTheApi(`explain (generic_plan) ${page}`);
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/Seq Scan on (tasks|custom_values)/);
    }
  });

  it('reads no table from end to end that grows with the tasks, under both walls', async () => {
    await fill(5_001, 20_000);
    await stage.world.rows('analyze');
    const statements = await api.statementsOf(open);
    const page = statements.find((sql) => sql.includes('tasks t') && sql.includes('limit'));
    const plan = await asTheApi(`explain (generic_plan) ${page}`);
    expect(plan).toContain('tasks_board');
    // What is shared with an actor is looked through for actors only, and is another matter.
    expect(plan).not.toMatch(/Seq Scan on (tasks|comments|checklist_items|task_municipalities|mandates)/);
  });
});
