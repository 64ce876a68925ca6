import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id number reference version title
  description status rank checklistTotal actors { code } municipalities { name } assignee { displayName } } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id version title archived assignee { id } } } }`;
const MOVE = `mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { id version status rank waitingOnNote completedAt } } }`;
const COLUMN = `query ($id: ID!, $status: TaskStatus!, $first: Int, $after: Cursor) { partnership(id: $id) {
  tasks(filter: { statuses: [$status] }, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id title rank } } } }`;

interface Task {
  id: string;
  number: number;
  reference: string;
  version: number;
  title: string;
  description: string;
  status: string;
  rank: string;
  checklistTotal: number;
}
interface Column {
  partnership: { tasks: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: Task[] } };
}

let stage: Stage;
let officer: Client;

const create = async (input: Record<string, unknown>): Promise<Task> =>
  (
    await officer.get<{ createTask: { task: Task } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, ...input },
    })
  ).createTask.task;
const column = async (status: string, first = 100, after?: string) =>
  (await officer.get<Column>(COLUMN, { id: stage.partnershipId, status, first, after })).partnership.tasks;
const refused = async (query: string, input: Record<string, unknown>) => {
  const { extensions } = await officer.refusal(query, { input });
  return [extensions.code, extensions.field, extensions.args.reason];
};

beforeAll(async () => {
  stage = await setStage();
  officer = await stage.as('officer');
});
afterAll(() => stage.close());

describe('a task', () => {
  it('is made with all that belongs to it, and numbered per partnership', async () => {
    const task = await create({
      title: 'Tolk regelen voor infoavond',
      description: 'Arabisch of Dari?',
      dueOn: '2026-12-11',
      policyDomain: 'EDUCATION',
      objectives: ['ACCESSIBILITY', 'ACCESSIBILITY'],
      municipalityIds: [stage.municipalities.pittem],
      actorIds: [stage.actors.fedasil],
      checklist: ['school gebeld', 'tolk bevestigd'],
    });
    expect(task).toMatchObject({
      number: 1,
      reference: 'T-0001',
      version: 1,
      status: 'TODO',
      checklistTotal: 2,
      municipalities: [{ name: 'Pittem' }],
      actors: [{ code: 'FEDASIL' }],
    });
    const next = await Promise.all(Array.from({ length: 8 }, (_, index) => create({ title: `tegelijk ${index}` })));
    expect(next.map(({ number }) => number).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each([
    ['emoji', '👩‍👩‍👧‍👦 welkom in de buurt 🎉'],
    ['right-to-left script', 'مرحبا بكم في أردوي'],
    ['markup', '<script>alert(1)</script> & <b>vet</b>'],
    ['a formula', "=cmd|' /C calc'!A0"],
    ['SQL', `'); drop table coordination.tasks; --`],
  ])('keeps %s as it was typed', async (_kind, text) => {
    const task = await create({ title: text, description: text });
    expect([task.title, task.description]).toEqual([text, text]);
  });

  it('refuses what it cannot keep, field by field, and keeps nothing of it', async () => {
    const partnershipId = stage.partnershipId;
    const before = (await column('TODO')).totalCount;
    expect(await refused(CREATE, { partnershipId, title: ' ' })).toEqual(['INVALID_INPUT', 'title', 'REQUIRED']);
    expect(await refused(CREATE, { partnershipId, title: 'x'.repeat(201) })).toEqual([
      'INVALID_INPUT',
      'title',
      'TOO_LONG',
    ]);
    expect(await refused(CREATE, { partnershipId, title: 'a\u0000b' })).toEqual([
      'INVALID_INPUT',
      'title',
      'UNPRINTABLE',
    ]);
    expect(await refused(CREATE, { partnershipId, title: 't', description: 'x'.repeat(100_000) })).toEqual([
      'INVALID_INPUT',
      'description',
      'TOO_LONG',
    ]);
    expect(await refused(CREATE, { partnershipId, title: 't', status: 'WAITING' })).toEqual([
      'TASK_WAITING_ON_REQUIRED',
      'waitingOnActorId',
      undefined,
    ]);
    expect(await refused(CREATE, { partnershipId, title: 't', municipalityIds: [stage.municipalities.mesen] })).toEqual(
      ['TASK_MUNICIPALITY_NOT_MEMBER', 'municipalityIds', undefined],
    );
    expect(await refused(CREATE, { partnershipId, title: 't', audience: 'INVOLVED_ACTORS' })).toEqual([
      'TASK_AUDIENCE_NEEDS_ACTOR',
      'actorIds',
      undefined,
    ]);
    expect(await refused(CREATE, { partnershipId, title: 't', checklist: Array(101).fill('stap') })).toEqual([
      'TASK_CHECKLIST_FULL',
      'checklist',
      undefined,
    ]);
    expect((await refused(CREATE, { partnershipId, title: 't', actorIds: [stage.municipalities.pittem] }))[0]).toBe(
      'NOT_FOUND',
    );
    expect((await refused(CREATE, { partnershipId, title: 't', dueOn: '2026-02-30' }))[0]).toBe('DOCUMENT_INVALID');
    expect((await column('TODO')).totalCount).toBe(before);
  });

  it('is assigned only to people of the partnership', async () => {
    const task = await create({ title: 'Wie doet het' });
    const outsider = await (
      await stage.as('outsider')
    ).get<{ viewer: { person: { id: string } } }>('{ viewer { person { id } } }');
    const input = { id: task.id, expectedVersion: 1, assigneeId: outsider.viewer.person.id };
    expect((await refused(UPDATE, input))[0]).toBe('TASK_ASSIGNEE_NOT_IN_PARTNERSHIP');
    const member = await (
      await stage.as('member')
    ).get<{ viewer: { person: { id: string } } }>('{ viewer { person { id } } }');
    const { updateTask } = await officer.get<{ updateTask: { task: { assignee: { id: string } } } }>(UPDATE, {
      input: { ...input, assigneeId: member.viewer.person.id },
    });
    expect(updateTask.task.assignee.id).toBe(member.viewer.person.id);
  });
});

describe('changes', () => {
  it('touch only the fields that are given', async () => {
    const task = await create({ title: 'Een', description: 'blijft' });
    const { updateTask } = await officer.get<{ updateTask: { task: Task } }>(UPDATE, {
      input: { id: task.id, expectedVersion: 1, title: 'Twee' },
    });
    expect(updateTask.task).toMatchObject({ version: 2, title: 'Twee' });
    const same = await officer.get<{ updateTask: { task: Task } }>(UPDATE, {
      input: { id: task.id, expectedVersion: 2, title: 'Twee' },
    });
    expect(same.updateTask.task.version).toBe(2);
    expect(await refused(UPDATE, { id: task.id, expectedVersion: 2, title: null })).toEqual([
      'INVALID_INPUT',
      'title',
      'REQUIRED',
    ]);
  });

  it('made on an old version answer who was first, and change nothing', async () => {
    const task = await create({ title: 'Samen' });
    const member = await stage.as('member');
    await member.get(UPDATE, { input: { id: task.id, expectedVersion: 1, title: 'Van de gemeente' } });
    const { extensions } = await officer.refusal(UPDATE, {
      input: { id: task.id, expectedVersion: 1, title: 'Van de ambtenaar' },
    });
    expect(extensions).toMatchObject({ code: 'CONFLICT', args: { currentVersion: 2, changedBy: 'Persoon member' } });
    expect(Date.parse(String(extensions.args.changedAt))).not.toBeNaN();
  });

  it('made at the same moment are accepted once', async () => {
    const task = await create({ title: 'Race' });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        officer.ask(UPDATE, { input: { id: task.id, expectedVersion: 1, title: `Poging ${index}` } }),
      ),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(
      answers.flatMap(({ errors }) => errors ?? []).every(({ extensions }) => extensions.code === 'CONFLICT'),
    ).toBe(true);
  });

  it('put a task away and back', async () => {
    const task = await create({ title: 'Weg' });
    const archive = (expectedVersion: number, archived: boolean) =>
      officer.get(UPDATE, { input: { id: task.id, expectedVersion, archived } });
    await archive(1, true);
    expect((await column('TODO')).nodes.map(({ id }) => id)).not.toContain(task.id);
    await archive(2, false);
    expect((await column('TODO')).nodes.map(({ id }) => id)).toContain(task.id);
  });
});

describe('the board', () => {
  const titles = async (status: string) =>
    (await column(status)).nodes.map(({ title }) => title).filter((title) => title.startsWith('k'));
  const move = async (input: Record<string, unknown>) =>
    (
      await officer.get<{ moveTask: { task: Task & { waitingOnNote: string | null; completedAt: string | null } } }>(
        MOVE,
        { input },
      )
    ).moveTask.task;

  it('keeps cards where they are put', async () => {
    const [k1, k2, k3] = [
      await create({ title: 'k1', status: 'BUSY' }),
      await create({ title: 'k2', status: 'BUSY' }),
      await create({ title: 'k3', status: 'BUSY' }),
    ];
    expect(await titles('BUSY')).toEqual(['k3', 'k2', 'k1']);
    await move({ id: k3.id, expectedVersion: 1, status: 'BUSY', afterId: k2.id, beforeId: k1.id });
    expect(await titles('BUSY')).toEqual(['k2', 'k3', 'k1']);
    await move({ id: k1.id, expectedVersion: 1, status: 'BUSY', beforeId: k2.id });
    expect(await titles('BUSY')).toEqual(['k1', 'k2', 'k3']);
    await move({ id: k1.id, expectedVersion: 2, status: 'BUSY', afterId: k3.id });
    expect(await titles('BUSY')).toEqual(['k2', 'k3', 'k1']);
    await move({ id: k1.id, expectedVersion: 3, status: 'BUSY' });
    expect(await titles('BUSY')).toEqual(['k1', 'k2', 'k3']);
  });

  it('says on whom a waiting card waits, and when a done one was done', async () => {
    const card = await create({ title: 'wachtkaart' });
    expect((await refused(MOVE, { id: card.id, expectedVersion: 1, status: 'WAITING' }))[0]).toBe(
      'TASK_WAITING_ON_REQUIRED',
    );
    const waiting = await move({ id: card.id, expectedVersion: 1, status: 'WAITING', waitingOnNote: 'de school' });
    expect(waiting.waitingOnNote).toBe('de school');
    const still = await move({ id: card.id, expectedVersion: 2, status: 'WAITING' });
    expect(still.waitingOnNote).toBe('de school');
    const done = await move({ id: card.id, expectedVersion: 3, status: 'DONE' });
    expect([done.waitingOnNote, done.completedAt === null]).toEqual([null, false]);
  });

  it('pages through a column without gaps or repeats', async () => {
    const all = (await column('TODO')).nodes.map(({ id }) => id);
    const paged: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await column('TODO', 3, after);
      paged.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(paged).toEqual(all);
    const { extensions } = await officer.refusal(COLUMN, { id: stage.partnershipId, status: 'TODO', after: 'x' });
    expect(extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'after' });
  });

  it('finds words without accents and numbers as they are said', async () => {
    await create({ title: 'Overleg met école française', description: 'over 100% dekking' });
    const find = async (text: string) =>
      (
        await officer.get<Column>(
          `query ($id: ID!, $text: String) { partnership(id: $id) { tasks(filter: { text: $text }) { nodes { title } totalCount } } }`,
          { id: stage.partnershipId, text },
        )
      ).partnership.tasks;
    expect((await find('ECOLE francaise')).nodes).toHaveLength(1);
    expect((await find('100%')).totalCount).toBe(1);
    expect((await find('t-1')).nodes).toEqual([{ title: 'Tolk regelen voor infoavond' }]);
    expect((await find('bestaatniet')).totalCount).toBe(0);
  });
});

describe('steps and comments', () => {
  it('have versions of their own', async () => {
    const task = await create({ title: 'Stappen' });
    const { addChecklistItem } = await officer.get<{ addChecklistItem: { item: { id: string; version: number } } }>(
      `mutation ($input: AddChecklistItemInput!) { addChecklistItem(input: $input) { item { id version } } }`,
      { input: { taskId: task.id, label: 'school bellen' } },
    );
    const tick = `mutation ($input: UpdateChecklistItemInput!) { updateChecklistItem(input: $input) { task { version checklistDone checklistTotal } item { done version } } }`;
    const input = { id: addChecklistItem.item.id, expectedVersion: 1, done: true };
    expect(await officer.get(tick, { input })).toEqual({
      updateChecklistItem: {
        task: { version: 1, checklistDone: 1, checklistTotal: 1 },
        item: { done: true, version: 2 },
      },
    });
    expect((await refused(tick, input))[0]).toBe('CONFLICT');
    const remove = `mutation ($input: RemoveChecklistItemInput!) { removeChecklistItem(input: $input) { task { checklistTotal } removedId } }`;
    expect((await refused(remove, { id: input.id, expectedVersion: 1 }))[0]).toBe('CONFLICT');
    await officer.get(remove, { input: { id: input.id, expectedVersion: 2 } });
    expect((await refused(remove, { id: input.id, expectedVersion: 2 }))[0]).toBe('NOT_FOUND');
  });

  it('stand under the task in the order they were written', async () => {
    const task = await create({ title: 'Gesprek' });
    const add = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }`;
    for (const body of ['een', 'twee', 'drie']) await officer.get(add, { input: { taskId: task.id, body } });
    const read = `query ($id: ID!, $after: Cursor) { node(id: $id) { ... on CoordinationTask { commentCount comments(first: 2, after: $after) {
      nodes { body author { displayName } } pageInfo { hasNextPage endCursor } } } } }`;
    interface Read {
      node: { commentCount: number; comments: { nodes: { body: string }[]; pageInfo: { endCursor: string } } };
    }
    const first = await officer.get<Read>(read, { id: task.id });
    expect(first.node.comments.nodes.map(({ body }) => body)).toEqual(['een', 'twee']);
    const rest = await officer.get<Read>(read, { id: task.id, after: first.node.comments.pageInfo.endCursor });
    expect(rest.node.comments.nodes).toEqual([{ body: 'drie', author: { displayName: 'Persoon officer' } }]);
  });
});
