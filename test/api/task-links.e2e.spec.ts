import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version parent { title } } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id version } } }`;
const MOVE = `mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { id version } } }`;
const ADD = `mutation ($input: AddTaskNeedInput!) { addTaskNeed(input: $input) { task { blockedBy needs { title } } } }`;
const REMOVE = `mutation ($input: RemoveTaskNeedInput!) { removeTaskNeed(input: $input) { task { blockedBy } } }`;
const PARENT = `mutation ($input: SetTaskParentInput!) { setTaskParent(input: $input) { task { parent { title } } } }`;
const LOOK = `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { blockedBy subtaskDone subtaskTotal
  needs { title status } neededBy { title } parent { title } subtasks { title } history(first: 20) { nodes { field before after } } } } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { type changedFields
  subject { ... on CoordinationTask { title blockedBy subtaskDone subtaskTotal } } } }`;

interface Task {
  id: string;
  version: number;
}
interface Look {
  blockedBy: number;
  subtaskDone: number;
  subtaskTotal: number;
  needs: { title: string; status: string }[];
  neededBy: { title: string }[];
  parent: { title: string } | null;
  subtasks: { title: string }[];
  history: { nodes: { field: string; before: string[]; after: string[] }[] };
}
interface Event {
  partnershipEvents: { type: string; changedFields: string[]; subject: Partial<Look & { title: string }> | null };
}

let stage: Stage;
const who = {} as Record<Persona, Client>;
const create = async (title: string, more: Record<string, unknown> = {}, persona: Persona = 'officer') =>
  (
    await who[persona].get<{ createTask: { task: Task } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, title, ...more },
    })
  ).createTask.task;
const look = async (task: Task, persona: Persona = 'officer') =>
  (await who[persona].get<{ node: Look }>(LOOK, { id: task.id })).node;
const need = (task: Task, needed: Task, persona: Persona = 'officer') =>
  who[persona].get(ADD, { input: { taskId: task.id, neededId: needed.id } });
const refused = async (query: string, input: Record<string, unknown>, persona: Persona = 'officer') => {
  const { extensions } = await who[persona].refusal(query, { input });
  return [extensions.code, extensions.field];
};
const finish = (task: Task, persona: Persona = 'officer') =>
  who[persona].get(MOVE, { input: { id: task.id, expectedVersion: task.version, status: 'DONE' } });
const follow = async (persona: Persona) => {
  const { partnership } = await who[persona].get<{ partnership: { eventCursor: string } }>(
    `query ($id: ID!) { partnership(id: $id) { eventCursor } }`,
    { id: stage.partnershipId },
  );
  return who[persona].subscribe<Event>(EVENTS, { id: stage.partnershipId, after: partnership.eventCursor });
};
const titles = (tasks: { title: string }[]) => tasks.map(({ title }) => title);

beforeAll(async () => {
  stage = await setStage();
  for (const persona of ['manager', 'officer', 'member', 'reader', 'fedasil', 'outsider'] as const)
    who[persona] = await stage.as(persona);
});
afterAll(() => stage.close());

describe('a task that can only begin after another', () => {
  it('says so on both sides, and live to others when the other is done', async () => {
    const [first, second] = [await create('Tolk zoeken'), await create('Infoavond')];
    await need(second, first);
    await need(second, first);
    expect(await look(second)).toMatchObject({ blockedBy: 1, needs: [{ title: 'Tolk zoeken', status: 'TODO' }] });
    expect(titles((await look(first)).neededBy)).toEqual(['Infoavond']);
    const stream = await follow('reader');
    await finish(first);
    const seen = await stream.until(({ partnershipEvents: { changedFields } }) => changedFields.includes('blockedBy'));
    expect(seen.partnershipEvents).toMatchObject({ subject: { title: 'Infoavond', blockedBy: 0 } });
    stream.close();
    expect((await look(second)).history.nodes).toEqual([
      { field: 'needs', before: [], after: [expect.stringMatching(/^T-\d{4} Tolk zoeken$/)] },
    ]);
    await who.officer.get(REMOVE, { input: { taskId: second.id, neededId: first.id } });
    expect((await look(second)).needs).toEqual([]);
  });

  it('closes no circle, not even when two are added at the same moment', async () => {
    const ring = await Promise.all(['a', 'b', 'c', 'd'].map((title) => create(title)));
    const [a, b, c, d] = ring as [Task, Task, Task, Task];
    await need(a, b);
    await need(b, c);
    expect(await refused(ADD, { taskId: c.id, neededId: a.id })).toEqual(['TASK_LINK_CIRCLE', 'neededId']);
    expect(await refused(ADD, { taskId: a.id, neededId: a.id })).toEqual(['TASK_LINK_ITSELF', 'neededId']);
    // c after d and d after a at once: one of the two would close the circle.
    for (let round = 0; round < 5; round += 1) {
      const settled = await Promise.allSettled([need(c, d), need(d, a, 'member')]);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const [task, needed] of [
        [c, d],
        [d, a],
      ] as const)
        await who.officer.get(REMOVE, { input: { taskId: task.id, neededId: needed.id } });
    }
  });

  it('leans on nothing that its readers do not see, also after the audience changed', async () => {
    const [shared, own] = [await create('Voor allen'), await create('Binnen', { audience: 'OWN_ORGANISATION' })];
    expect(await refused(ADD, { taskId: shared.id, neededId: own.id })).toEqual(['TASK_LINK_NOT_SEEN', 'neededId']);
    await need(own, shared);
    const another = await create('Ook voor allen', {}, 'member');
    await need(another, shared, 'member');
    expect(titles((await look(shared)).neededBy)).toEqual(['Binnen', 'Ook voor allen']);
    expect(titles((await look(shared, 'member')).neededBy)).toEqual(['Ook voor allen']);
    expect(await refused(ADD, { taskId: another.id, neededId: own.id }, 'member')).toEqual(['NOT_FOUND', 'neededId']);
    const stream = await follow('member');
    await who.officer.get(UPDATE, { input: { id: shared.id, expectedVersion: 1, audience: 'OWN_ORGANISATION' } });
    await stream.until(({ partnershipEvents: { subject } }) => subject?.title === 'Ook voor allen');
    stream.close();
    expect(titles((await look(shared)).neededBy)).toEqual(['Binnen']);
    expect(await look(another, 'member')).toMatchObject({ blockedBy: 0, needs: [] });
    await who.officer.get(UPDATE, { input: { id: own.id, expectedVersion: 1, audience: 'PARTNERSHIP' } });
    expect((await look(own)).needs).toEqual([]);
  });

  it('tells actors outside nothing of it, and takes nothing from another partnership', async () => {
    const task = await create('Gedeeld', { audience: 'INVOLVED_ACTORS', actorIds: [stage.actors.fedasil] });
    await need(task, await create('Eerst'));
    await create('Deel', { parentId: task.id });
    expect(await look(task, 'fedasil')).toMatchObject({
      ...{ blockedBy: 0, needs: [], neededBy: [], parent: null, subtasks: [], subtaskTotal: 0 },
    });
    expect(await refused(ADD, { taskId: task.id, neededId: task.id }, 'fedasil')).toEqual(['NOT_FOUND', 'taskId']);
    expect(await refused(ADD, { taskId: task.id, neededId: task.id }, 'outsider')).toEqual(['NOT_FOUND', 'taskId']);
  });
});

describe('a task with parts', () => {
  it('shows how far they are, one level deep, live to others', async () => {
    const whole = await create('Onthaal vernieuwen');
    const [one, two] = [await create('Map', { parentId: whole.id }), await create('Film', { parentId: whole.id })];
    expect(await look(whole)).toMatchObject({
      subtaskDone: 0,
      subtaskTotal: 2,
      subtasks: [{ title: 'Map' }, { title: 'Film' }],
    });
    const stream = await follow('member');
    await finish(one);
    const seen = await stream.until(({ partnershipEvents: { changedFields } }) => changedFields.includes('subtasks'));
    expect(seen.partnershipEvents).toMatchObject({ subject: { subtaskDone: 1, subtaskTotal: 2 } });
    stream.close();
    const other = await create('Elders');
    expect(await refused(PARENT, { taskId: other.id, parentId: two.id })).toEqual(['TASK_PARTS_ONE_LEVEL', 'parentId']);
    expect(await refused(PARENT, { taskId: whole.id, parentId: other.id })).toEqual([
      'TASK_PARTS_ONE_LEVEL',
      'parentId',
    ]);
    expect(await refused(CREATE, { partnershipId: stage.partnershipId, title: 'x', parentId: two.id })).toEqual([
      ...['TASK_PARTS_ONE_LEVEL', 'parentId'],
    ]);
    await who.officer.get(PARENT, { input: { taskId: two.id, parentId: other.id } });
    expect((await look(two)).parent).toEqual({ title: 'Elders' });
    await who.officer.get(PARENT, { input: { taskId: two.id, parentId: null } });
    expect(await look(whole)).toMatchObject({ subtaskDone: 1, subtaskTotal: 1 });
  });

  it('has at most fifty', async () => {
    const whole = await create('Veel');
    for (let index = 0; index < 50; index += 1) await create(`deel ${index}`, { parentId: whole.id });
    expect(await refused(CREATE, { partnershipId: stage.partnershipId, title: 'x', parentId: whole.id })).toEqual([
      ...['TASK_LINKS_FULL', 'parentId'],
    ]);
    expect((await look(whole)).subtaskTotal).toBe(50);
  });
});
