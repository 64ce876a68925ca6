import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#libs/kernel';
import { eventually, type Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id version } } }`;
const MOVE = `mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { id version } } }`;
const STEP = `mutation ($input: AddChecklistItemInput!) { addChecklistItem(input: $input) { item { id version } } }`;
const TICK = `mutation ($input: UpdateChecklistItemInput!) { updateChecklistItem(input: $input) { item { id version } } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id mentions { displayName } } } }`;
const FOLLOW = `mutation ($input: FollowTaskInput!) { followTask(input: $input) { task { followers { displayName } } } }`;
const FOLLOWERS = `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { followers { displayName } } } }`;
const MENTIONABLE = `query ($id: ID!, $audience: TaskAudience!) { node(id: $id) {
  ... on CoordinationTask { mentionable(audience: $audience) { displayName } } } }`;
const HISTORY = `query ($id: ID!, $first: Int, $after: Cursor) { node(id: $id) { ... on CoordinationTask {
  history(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    nodes { field before after by { displayName } } } } } }`;
const MINE = `subscription ($after: Cursor) { myEvents(after: $after) { type subject { ... on CoordinationTask { title } } } }`;

type People = { displayName: string }[];
interface Mine {
  myEvents: { type: string; subject: { title: string } | null };
}
interface History {
  node: {
    history: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      nodes: { field: string; before: string[]; after: string[]; by: { displayName: string } }[];
    };
  };
}

let stage: Stage;
const who = {} as Record<Persona, Client>;
const id = (persona: Persona) => toGlobalId('Person', stage.people[persona].accountId);
const names = (people: People) => people.map(({ displayName }) => displayName.replace('Persoon ', '')).sort();

const create = async (persona: Persona, input: Record<string, unknown>) =>
  (
    await who[persona].get<{ createTask: { task: { id: string; version: number } } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, ...input },
    })
  ).createTask.task;
const followers = async (persona: Persona, task: string) =>
  names((await who[persona].get<{ node: { followers: People } }>(FOLLOWERS, { id: task })).node.followers);
const follow = (persona: Persona, taskId: string, following: boolean) =>
  who[persona].get(FOLLOW, { input: { taskId, following } });
const write = (persona: Persona, taskId: string, mentioned: Persona[], audience?: string) =>
  who[persona].get<{ addTaskComment: { comment: { mentions: People } } }>(COMMENT, {
    input: { taskId, body: 'Kijk even mee', audience, mentionIds: mentioned.map(id) },
  });
const listen = async (persona: Persona) => {
  const { viewer } = await who[persona].get<{ viewer: { myEventsCursor: string } }>(`{ viewer { myEventsCursor } }`);
  return who[persona].subscribe<Mine>(MINE, { after: viewer.myEventsCursor });
};

beforeAll(async () => {
  stage = await setStage();
  for (const persona of ['manager', 'officer', 'member', 'reader', 'coordinator', 'fedasil'] as const)
    who[persona] = await stage.as(persona);
});
afterAll(() => stage.close());

describe('following a task', () => {
  it('comes by itself for who made it, does it, writes or is named; a choice stands above that', async () => {
    const task = await create('officer', { title: 'Tolk regelen', assigneeId: id('member') });
    expect(await followers('reader', task.id)).toEqual(['member', 'officer']);
    await write('manager', task.id, ['coordinator']);
    expect(await followers('reader', task.id)).toEqual(['coordinator', 'manager', 'member', 'officer']);
    await follow('member', task.id, false);
    await follow('member', task.id, false);
    expect(await followers('officer', task.id)).toEqual(['coordinator', 'manager', 'officer']);
    await follow('member', task.id, true);
    expect(await followers('officer', task.id)).toEqual(['coordinator', 'manager', 'member', 'officer']);
    const { extensions } = await who.reader.refusal(FOLLOW, { input: { taskId: task.id, following: true } });
    expect(extensions.code).toBe('FORBIDDEN');
  });

  it('brings what changes to the followers and to nobody else, each once', async () => {
    const task = await create('officer', { title: 'Stil' });
    const [member, manager] = [await listen('member'), await listen('manager')];
    await follow('member', task.id, true);
    await who.officer.get(UPDATE, { input: { id: task.id, expectedVersion: 1, title: 'Luid' } });
    await write('officer', task.id, ['manager']);
    const heard = ({ received }: { received: Mine[] }) =>
      // What the inbox says of it comes a moment later, on its own.
      received.map(({ myEvents }) => myEvents.type).filter((type) => type.startsWith('TASK_'));
    await eventually(() => heard(member).length >= 2 && heard(manager).length >= 1);
    await follow('member', task.id, false);
    await who.officer.get(UPDATE, { input: { id: task.id, expectedVersion: 2, title: 'Weer stil' } });
    await who.officer.get(MOVE, { input: { id: task.id, expectedVersion: 3, status: 'TODO' } });
    await write('officer', task.id, ['member']);
    await eventually(() => heard(member).length >= 3 && heard(manager).length >= 3);
    expect(heard(member)).toEqual(['TASK_UPDATED', 'TASK_COMMENT_ADDED', 'TASK_PERSON_MENTIONED']);
    expect(heard(manager)).toEqual(['TASK_PERSON_MENTIONED', 'TASK_UPDATED', 'TASK_COMMENT_ADDED']);
    member.close();
    manager.close();
  });
});

describe('naming somebody', () => {
  it('offers those who may read the comment and refuses others', async () => {
    const task = await create('manager', { title: 'Begroting' });
    const possible = async (audience: string, persona: Persona = 'manager') => {
      const { node } = await who[persona].get<{ node: { mentionable: People } }>(MENTIONABLE, {
        id: task.id,
        audience,
      });
      return names(node.mentionable);
    };
    expect(await possible('PARTNERSHIP')).toEqual(['coordinator', 'manager', 'member', 'officer']);
    expect(await possible('OWN_ORGANISATION')).toEqual(['manager', 'officer']);
    const code = async (mentionIds: string[], audience?: string) =>
      (await who.manager.refusal(COMMENT, { input: { taskId: task.id, body: 'x', audience, mentionIds } })).extensions;
    expect(await code([id('member')], 'OWN_ORGANISATION')).toMatchObject({
      ...{ code: 'COMMENT_MENTION_CANNOT_READ', field: 'mentionIds' },
    });
    for (const outside of ['fedasil', 'outsider'] as const)
      expect((await code([id(outside)])).code).toBe('COMMENT_MENTION_CANNOT_READ');
    const many = Array.from({ length: 21 }, (_, index) =>
      toGlobalId('Person', `0198${String(index).padStart(4, '0')}-0000-7000-8000-000000000000`),
    );
    expect(await code(many)).toMatchObject({ code: 'COMMENT_TOO_MANY_MENTIONS', args: { limit: 20 } });
    const { addTaskComment } = await write('manager', task.id, ['officer', 'officer'], 'OWN_ORGANISATION');
    expect(names(addTaskComment.comment.mentions)).toEqual(['officer']);
    // That the officer is named in an internal note is nobody else's to know.
    expect(await followers('manager', task.id)).toEqual(['manager', 'officer']);
    expect(await followers('member', task.id)).toEqual(['manager']);
  });

  it('and who follows stays inside', async () => {
    const task = await create('officer', {
      ...{ title: 'Gedeeld', audience: 'INVOLVED_ACTORS', actorIds: [stage.actors.fedasil], assigneeId: id('member') },
    });
    await follow('manager', task.id, true);
    expect(await followers('fedasil', task.id)).toEqual([]);
    const { node } = await who.fedasil.get<{ node: { mentionable: People } }>(MENTIONABLE, {
      ...{ id: task.id, audience: 'INVOLVED_ACTORS' },
    });
    expect(node.mentionable).toEqual([]);
    const { node: changes } = await who.fedasil.get<History>(HISTORY, { id: task.id });
    expect(changes.history).toMatchObject({ totalCount: 0, nodes: [] });
  });
});

describe('history', () => {
  const history = async (persona: Persona, task: string, first = 50, after?: string) =>
    (await who[persona].get<History>(HISTORY, { id: task, first, after })).node.history;

  it('says who changed which field from what to what, newest first, in pages', async () => {
    const task = await create('officer', { title: 'Eerst', actorIds: [stage.actors.fedasil] });
    await who.member.get(UPDATE, {
      input: {
        ...{ id: task.id, expectedVersion: 1, title: 'Dan', dueOn: '2026-12-11', assigneeId: id('officer') },
        ...{ municipalityIds: [stage.municipalities.pittem], actorIds: [] },
      },
    });
    await who.officer.get(MOVE, {
      input: { id: task.id, expectedVersion: 2, status: 'WAITING', waitingOnNote: 'school' },
    });
    await who.officer.get(MOVE, { input: { id: task.id, expectedVersion: 3, status: 'WAITING' } });
    const { addChecklistItem } = await who.officer.get<{ addChecklistItem: { item: { id: string } } }>(STEP, {
      input: { taskId: task.id, label: 'bellen' },
    });
    await who.member.get(TICK, { input: { id: addChecklistItem.item.id, expectedVersion: 1, done: true } });
    const { totalCount, nodes, pageInfo } = await history('reader', task.id, 4);
    expect(totalCount).toBe(9);
    const rest = await history('reader', task.id, 50, pageInfo.endCursor);
    const said = [...nodes, ...rest.nodes].map(({ field, before, after, by }) => [
      ...[by.displayName.replace('Persoon ', ''), field, before.join(), after.join()],
    ]);
    expect(said.slice(0, 2)).toEqual([
      ['member', 'stepDone', '', 'bellen'],
      ['officer', 'step', '', 'bellen'],
    ]);
    expect(said.slice(2, 4).sort()).toEqual([
      ['officer', 'status', 'TODO', 'WAITING'],
      ['officer', 'waitingOnNote', '', 'school'],
    ]);
    expect(said.slice(4).sort()).toEqual([
      ['member', 'actors', expect.stringContaining('Fedasil'), ''],
      ['member', 'assignee', '', 'Persoon officer'],
      ['member', 'dueOn', '', '2026-12-11'],
      ['member', 'municipalities', '', 'Pittem'],
      ['member', 'title', 'Eerst', 'Dan'],
    ]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('of the time a task stayed inside an organisation stays there when it is shared', async () => {
    const task = await create('manager', { title: 'Binnenskamers', audience: 'OWN_ORGANISATION' });
    await who.manager.get(UPDATE, { input: { id: task.id, expectedVersion: 1, title: 'Voor allen' } });
    await who.manager.get(UPDATE, {
      input: { id: task.id, expectedVersion: 2, title: 'Voor iedereen', audience: 'PARTNERSHIP' },
    });
    await who.member.get(UPDATE, { input: { id: task.id, expectedVersion: 3, priority: 'HIGH' } });
    expect((await history('officer', task.id)).nodes.map(({ field }) => field).sort()).toEqual([
      ...['audience', 'priority', 'title', 'title'],
    ]);
    const seen = await history('member', task.id);
    expect([seen.totalCount, seen.nodes.map(({ field }) => field)]).toEqual([2, ['priority', 'audience']]);
  });
});
