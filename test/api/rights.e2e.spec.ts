import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, toGlobalId } from '#libs/kernel';
import { Client, type ApiError } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CANARY = 'KANARIE';
let stage: Stage;
let tasks: { hidden: string; shared: string };
let ids: string[];

beforeAll(async () => {
  stage = await setStage();
  const officer = await stage.as('officer');
  const create = async (input: Record<string, unknown>) => {
    const query = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id checklist { id } } } }`;
    const answer = await officer.get<{ createTask: { task: { id: string; checklist: { id: string }[] } } }>(query, {
      input: { partnershipId: stage.partnershipId, checklist: [`${CANARY} stap`], ...input },
    });
    return answer.createTask.task;
  };
  const actorIds = [stage.actors.fedasil];
  const hidden = await create({ title: `${CANARY} intern`, actorIds });
  const shared = await create({ title: 'Gedeeld met Fedasil', actorIds, audience: 'INVOLVED_ACTORS' });
  const comment = await officer.get<{ addTaskComment: { comment: { id: string } } }>(
    `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }`,
    { input: { taskId: shared.id, body: `${CANARY} onder ons` } },
  );
  tasks = { hidden: hidden.id, shared: shared.id };
  ids = [hidden.id, hidden.checklist[0]!.id, shared.checklist[0]!.id, comment.addTaskComment.comment.id];
});
afterAll(() => stage.close());

const withoutTrace = ({ message, extensions: { code, field, args } }: ApiError) => ({ message, code, field, args });

describe('somebody outside the partnership', () => {
  it('finds nothing of it on any path', async () => {
    const outsider = await stage.as('outsider');
    const answer = await outsider.ask(
      `query ($partnership: ID!, $ids: [ID!]!) {
         partnership(id: $partnership) { name tasks { totalCount nodes { title } } recentEvents { type } eventCursor }
         taskByNumber(partnershipId: $partnership, number: 1) { title }
         partnerships { totalCount nodes { name tasks { totalCount } members { municipality { name } } } }
         nodes(ids: $ids) { id }
         viewer { mandates { partnership { name } } }
       }`,
      { partnership: stage.partnershipId, ids: [...ids, tasks.shared, stage.partnershipId] },
    );
    expect(answer.data).toMatchObject({
      partnership: null,
      taskByNumber: null,
      partnerships: { totalCount: 1, nodes: [{ name: 'Elders', tasks: { totalCount: 0 } }] },
      nodes: [null, null, null, null, null, null],
    });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
    expect(JSON.stringify(answer)).not.toContain('Samen Midwest');
  });

  it('gets the same answer as for ids that do not exist', async () => {
    const outsider = await stage.as('outsider');
    const attempts: [string, (id: string) => Record<string, unknown>, string][] = [
      [
        'updateTask(input: $input) { task { id } }',
        (id) => ({ id, expectedVersion: 1, title: 'x' }),
        'UpdateTaskInput',
      ],
      [
        'moveTask(input: $input) { task { id } }',
        (id) => ({ id, expectedVersion: 1, status: 'DONE' }),
        'MoveTaskInput',
      ],
      [
        'addChecklistItem(input: $input) { item { id } }',
        (taskId) => ({ taskId, label: 'x' }),
        'AddChecklistItemInput',
      ],
      ['addTaskComment(input: $input) { comment { id } }', (taskId) => ({ taskId, body: 'x' }), 'AddTaskCommentInput'],
    ];
    for (const [field, input, type] of attempts) {
      const query = `mutation ($input: ${type}!) { ${field} }`;
      const real = await outsider.refusal(query, { input: input(tasks.hidden) });
      const unknown = await outsider.refusal(query, { input: input(toGlobalId('CoordinationTask', newId())) });
      expect(withoutTrace(real)).toEqual(withoutTrace(unknown));
      expect(real.extensions.code).toBe('NOT_FOUND');
    }
    const create = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
    const real = await outsider.refusal(create, { input: { partnershipId: stage.partnershipId, title: 'x' } });
    const unknown = await outsider.refusal(create, {
      input: { partnershipId: toGlobalId('Partnership', newId()), title: 'x' },
    });
    expect(withoutTrace(real)).toEqual(withoutTrace(unknown));
  });

  it('cannot follow it', async () => {
    const outsider = await stage.as('outsider');
    for (const field of [
      'partnershipEvents(partnershipId: $id) { sequence }',
      'presence(partnershipId: $id) { people { id } }',
    ]) {
      const stream = outsider.subscribe(`subscription ($id: ID!) { ${field} }`, { id: stage.partnershipId });
      await stream.untilEnd();
      expect([stream.received, stream.errors[0]?.extensions.code]).toEqual([[], 'NOT_FOUND']);
    }
  });
});

describe('nobody', () => {
  it('is told to sign in, whatever is asked', async () => {
    const nobody = new Client(stage.api.url);
    expect(await nobody.get('{ viewer { demo } errorCodes { code } }')).toMatchObject({ viewer: null });
    for (const field of [
      'partnerships { totalCount }',
      'searchMunicipalities(text: "Ardooie") { municipality { name } }',
      'node(id: "x") { id }',
    ])
      expect((await nobody.refusal(`{ ${field} }`)).extensions.code).toBe('UNAUTHENTICATED');
    const wrong = new Client(stage.api.url, 'x'.repeat(43));
    expect(await wrong.get('{ viewer { demo } }')).toEqual({ viewer: null });
  });

  it('is a socket that is closed', async () => {
    const stream = new Client(stage.api.url).subscribe(
      'subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } }',
      {
        id: stage.partnershipId,
      },
    );
    await stream.untilEnd();
    expect(stream.received).toEqual([]);
  });

  it('no longer is somebody after signing out', async () => {
    const reader = await stage.as('reader');
    const response = await fetch(`${stage.api.url}/auth/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${reader.token}` },
    });
    expect(response.status).toBe(204);
    expect(await reader.get('{ viewer { demo } }')).toEqual({ viewer: null });
  });
});

describe('staff of an actor', () => {
  it('sees what was shared with it, without steps, comments or people', async () => {
    const fedasil = await stage.as('fedasil');
    const answer = await fedasil.get(
      `query ($partnership: ID!, $ids: [ID!]!) {
         partnership(id: $partnership) { name people { displayName } recentEvents(first: 50) { type subjectId }
           tasks { totalCount nodes { title checklist { label } checklistTotal commentCount comments { totalCount nodes { body } } actors { code } } } }
         nodes(ids: $ids) { id } }`,
      { partnership: stage.partnershipId, ids },
    );
    expect(answer).toMatchObject({
      partnership: {
        name: 'Samen Midwest',
        recentEvents: [{ type: 'TASK_CREATED', subjectId: tasks.shared }],
        tasks: {
          totalCount: 1,
          nodes: [
            {
              title: 'Gedeeld met Fedasil',
              checklist: [],
              checklistTotal: 0,
              commentCount: 0,
              actors: [{ code: 'FEDASIL' }],
            },
          ],
        },
      },
      nodes: [null, null, null, null],
    });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
    const vdab = await stage.as('vdab');
    expect(
      await vdab.get(`query ($id: ID!) { partnership(id: $id) { tasks { totalCount } recentEvents { type } } }`, {
        id: stage.partnershipId,
      }),
    ).toEqual({
      partnership: { tasks: { totalCount: 0 }, recentEvents: [] },
    });
  });

  it('is never seen present and never sees who is', async () => {
    const stream = (await stage.as('fedasil')).subscribe(
      'subscription ($id: ID!) { presence(partnershipId: $id) { people { id } } }',
      {
        id: stage.partnershipId,
      },
    );
    await stream.untilEnd();
    expect(stream.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('changes nothing', async () => {
    const fedasil = await stage.as('fedasil');
    const update = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id } } }`;
    const refusal = await fedasil.refusal(update, { input: { id: tasks.shared, expectedVersion: 1, title: 'x' } });
    expect(refusal.extensions.code).toBe('NOT_FOUND');
  });

  it('loses a task that is withdrawn from it, and hears so', async () => {
    const officer = await stage.as('officer');
    const fedasil = await stage.as('fedasil');
    const at = await fedasil.get<{ partnership: { eventCursor: string } }>(
      `query ($id: ID!) { partnership(id: $id) { eventCursor } }`,
      { id: stage.partnershipId },
    );
    const stream = fedasil.subscribe<{ partnershipEvents: { type: string; subject: unknown; subjectId: string } }>(
      'subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { type subjectId subject { id } } }',
      { id: stage.partnershipId, after: at.partnership.eventCursor },
    );
    const update = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version } } }`;
    const change = (expectedVersion: number, input: object) =>
      officer.get(update, { input: { id: tasks.shared, expectedVersion, ...input } });
    await change(1, { priority: 'HIGH' });
    await stream.atLeast(1);
    await change(2, { audience: 'PARTNERSHIP' });
    await stream.atLeast(2);
    await change(3, { title: `${CANARY} nu intern` });
    await change(4, { audience: 'INVOLVED_ACTORS', title: 'Weer gedeeld' });
    const events = (await stream.atLeast(3)).map(({ partnershipEvents }) => partnershipEvents);
    expect(events.map(({ subject }) => subject)).toEqual([{ id: tasks.shared }, null, { id: tasks.shared }]);
  });
});

describe('roles inside', () => {
  const update = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id } } }`;
  const comment = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { body } } }`;

  it('go as far as the policy says', async () => {
    const coordinator = await stage.as('coordinator');
    const change = { input: { id: tasks.hidden, expectedVersion: 1, title: 'x' } };
    expect((await coordinator.refusal(update, change)).extensions).toMatchObject({
      code: 'FORBIDDEN',
      args: { capability: 'task.write' },
    });
    expect(await coordinator.get(comment, { input: { taskId: tasks.hidden, body: 'gezien' } })).toMatchObject({
      addTaskComment: {},
    });
    const reader = await stage.as('reader');
    expect((await reader.refusal(comment, { input: { taskId: tasks.hidden, body: 'x' } })).extensions.code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('the second wall alone', () => {
  it('shows nothing to a transaction without an account, and only its own to one with', async () => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: stage.database.apiUrl });
    await client.connect();
    try {
      const count = async (table: string) =>
        Number((await client.query(`select count(*) from ${table}`)).rows[0].count);
      const tables = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema') and has_table_privilege(current_user, format('%I.%I', schemaname, tablename), 'select')`,
      );
      expect(tables.rows.length).toBeGreaterThan(15);
      for (const { name } of tables.rows) expect([name, await count(name)]).toEqual([name, 0]);
      await client.query('begin');
      const as = (persona: Persona) =>
        client.query(`select set_config('app.account_id', $1, true), set_config('app.organisation_id', $2, true)`, [
          stage.people[persona].accountId,
          stage.people[persona].organisationId,
        ]);
      await as('outsider');
      expect(await count('coordination.tasks')).toBe(0);
      expect(await count('partnerships.partnerships')).toBe(1);
      await as('fedasil');
      expect(await count('coordination.tasks')).toBe(1);
      expect(await count('coordination.comments')).toBe(0);
      const written = client.query(`update coordination.tasks set title = 'x'`);
      expect((await written).rowCount).toBe(0);
      await client.query('rollback');
    } finally {
      await client.end();
    }
  });
});
