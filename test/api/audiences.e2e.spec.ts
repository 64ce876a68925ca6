import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, toGlobalId } from '#libs/kernel';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CANARY = 'KANARIE';
let stage: Stage;
const people = {} as Record<Persona, Client>;
let own: { id: string; version: number };
let shared: { id: string; version: number };
let start: string;

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id version audience } } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) {
  addTaskComment(input: $input) { comment { id audience } task { commentCount } }
}`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) {
  partnershipEvents(partnershipId: $id, after: $after) { sequence type subjectId subject { ... on CoordinationTask { title } } }
}`;

interface Event {
  partnershipEvents: { sequence: number; type: string; subjectId: string; subject: { title: string } | null };
}

const create = async (who: Persona, input: Record<string, unknown>) => {
  const { createTask } = await people[who].get<{ createTask: { task: { id: string; version: number } } }>(CREATE, {
    input: { partnershipId: stage.partnershipId, ...input },
  });
  return createTask.task;
};
const comment = (who: Persona, taskId: string, body: string, audience?: string) =>
  people[who].get<{ addTaskComment: { comment: { id: string; audience: string } } }>(COMMENT, {
    input: { taskId, body, audience },
  });

beforeAll(async () => {
  stage = await setStage();
  for (const persona of ['manager', 'officer', 'member', 'coordinator', 'fedasil'] as const)
    people[persona] = await stage.as(persona);
  const { partnership } = await people.manager.get<{ partnership: { eventCursor: string } }>(
    `query ($id: ID!) { partnership(id: $id) { eventCursor } }`,
    { id: stage.partnershipId },
  );
  start = partnership.eventCursor;
  own = await create('manager', {
    ...{ title: `${CANARY} begroting`, audience: 'OWN_ORGANISATION', checklist: [`${CANARY} stap`] },
    ...{ actorIds: [stage.actors.fedasil], municipalityIds: [stage.municipalities.pittem] },
  });
  await comment('manager', own.id, `${CANARY} onder ons`);
  shared = await create('manager', {
    ...{ title: 'Gedeeld', audience: 'INVOLVED_ACTORS', actorIds: [stage.actors.fedasil] },
  });
});
afterAll(() => stage.close());

const LOOK = `query ($id: ID!, $ids: [ID!]!, $own: ID!) {
  partnership(id: $id) {
    tasks { totalCount nodes { title } } taskCounts { count } recentEvents(first: 50) { subjectId }
    members { openTaskCount }
  }
  nodes(ids: $ids) { id }
  node(id: $own) { ... on CoordinationTask { title checklist { label } comments { totalCount nodes { body } } actors { code } } }
  taskByNumber(partnershipId: $id, number: 1) { title }
}`;

interface Sight {
  partnership: { tasks: { totalCount: number }; members: { openTaskCount: number }[] };
  node: unknown;
  taskByNumber: unknown;
}

const look = (who: Persona) => people[who].get<Sight>(LOOK, { id: stage.partnershipId, ids: [own.id], own: own.id });

describe('a task that stays inside one organisation', () => {
  it('is there for those who act for it', async () => {
    for (const who of ['manager', 'officer'] as const) {
      const { partnership, node } = await look(who);
      expect(partnership.tasks.totalCount).toBe(2);
      expect(node).toMatchObject({
        checklist: [{ label: `${CANARY} stap` }],
        comments: { totalCount: 1, nodes: [{ body: `${CANARY} onder ons` }] },
        actors: [{ code: 'FEDASIL' }],
      });
    }
  });

  it('is nothing at all for everybody else, also through changes', async () => {
    for (const who of ['member', 'coordinator', 'fedasil'] as const) {
      const answer = await look(who);
      expect(answer.partnership.tasks.totalCount).toBe(1);
      expect(answer.partnership.members.every(({ openTaskCount }) => openTaskCount === 0)).toBe(true);
      expect([answer.node, answer.taskByNumber]).toEqual([null, null]);
      expect(JSON.stringify(answer)).not.toContain(CANARY);
      expect(JSON.stringify(answer)).not.toContain(own.id);
      const change = (id: string) => people[who].refusal(UPDATE, { input: { id, expectedVersion: 1, title: 'x' } });
      const [real, none] = [await change(own.id), await change(toGlobalId('CoordinationTask', newId()))];
      expect({ ...real.extensions, traceId: '' }).toEqual({ ...none.extensions, traceId: '' });
    }
  });

  it('moves the cursor of others in silence, and disappears for them with one last event', async () => {
    const task = await create('member', { title: 'Voor iedereen' });
    const follow = (who: Persona) => people[who].subscribe<Event>(EVENTS, { id: stage.partnershipId, after: start });
    const [stream, others] = [follow('manager'), follow('coordinator')];
    const isNews = ({ partnershipEvents: { subjectId } }: Event) => subjectId === task.id;
    await Promise.all([stream.until(isNews), others.until(isNews)]);
    await people.member.get(UPDATE, { input: { id: task.id, expectedVersion: 1, audience: 'OWN_ORGANISATION' } });
    await people.member.get(UPDATE, { input: { id: task.id, expectedVersion: 2, title: `${CANARY} voor ons` } });
    await comment('coordinator', shared.id, 'Tot hier.');
    const isLast = ({ partnershipEvents: { subjectId, type } }: Event) =>
      subjectId === shared.id && type === 'TASK_COMMENT_ADDED';
    await Promise.all([stream.until(isLast), others.until(isLast)]);
    const later = follow('coordinator');
    await later.until(isLast);
    for (const { received, first } of [
      { received: stream.received, first: { title: 'Voor iedereen' } },
      { received: others.received, first: { title: 'Voor iedereen' } },
      { received: later.received, first: null },
    ]) {
      const about = received.filter(isNews);
      expect(about.map(({ partnershipEvents: { type, subject } }) => [type, subject])).toEqual([
        ['TASK_CREATED', first],
        ['TASK_UPDATED', null],
      ]);
      expect(JSON.stringify(about)).not.toContain(CANARY);
    }
    // The manager's own organisation hears of its own task; the others do not.
    expect(stream.received.some(({ partnershipEvents: { subjectId } }) => subjectId === own.id)).toBe(true);
    expect(others.received.some(({ partnershipEvents: { subjectId } }) => subjectId === own.id)).toBe(false);
    expect(JSON.stringify(others.received)).not.toContain(CANARY);
  });

  it('is not taken from another organisation, and goes to nobody who would not see it', async () => {
    const theirs = await create('manager', { title: 'Van Wielsbeke' });
    const taken = await people.member.refusal(UPDATE, {
      input: { id: theirs.id, expectedVersion: 1, audience: 'OWN_ORGANISATION' },
    });
    expect(taken.extensions).toMatchObject({ code: 'TASK_AUDIENCE_NOT_YOURS', field: 'audience' });
    const assigneeId = toGlobalId('Person', stage.people.member.accountId);
    const given = await people.manager.refusal(UPDATE, { input: { id: own.id, expectedVersion: 1, assigneeId } });
    expect(given.extensions).toMatchObject({ code: 'TASK_ASSIGNEE_OUTSIDE', field: 'assigneeId' });
    await people.manager.get(UPDATE, { input: { id: theirs.id, expectedVersion: 1, assigneeId } });
    const kept = await people.manager.refusal(UPDATE, {
      input: { id: theirs.id, expectedVersion: 2, audience: 'OWN_ORGANISATION' },
    });
    expect(kept.extensions).toMatchObject({ code: 'TASK_ASSIGNEE_OUTSIDE' });
  });

  it('is not shown to a manager of another organisation who looks through their eyes', async () => {
    const theirs = await create('member', { title: `${CANARY} van Pittem`, audience: 'OWN_ORGANISATION' });
    const person = toGlobalId('Person', stage.people.member.accountId);
    const through = (id: string, eyes: string) =>
      people.manager.get<{ previewAs: { node: unknown } }>(
        `query ($partnership: ID!, $person: ID!, $node: ID!) {
           previewAs(partnershipId: $partnership, personId: $person) { node(id: $node) { ... on CoordinationTask { title } } }
         }`,
        { partnership: stage.partnershipId, person: eyes, node: id },
      );
    expect(await through(theirs.id, person)).toEqual({ previewAs: { node: null } });
    const colleague = toGlobalId('Person', stage.people.officer.accountId);
    expect(await through(own.id, colleague)).toEqual({ previewAs: { node: { title: `${CANARY} begroting` } } });
  });
});

describe('a comment', () => {
  it('reaches those it is meant for, and nobody else', async () => {
    await comment('manager', shared.id, `${CANARY} interne nota`, 'OWN_ORGANISATION');
    await comment('manager', shared.id, 'Voor het samenwerkingsverband');
    await comment('manager', shared.id, 'Ook voor Fedasil', 'INVOLVED_ACTORS');
    const read = async (who: Persona) => {
      const { node } = await people[who].get<{
        node: { commentCount: number; comments: { nodes: { body: string; audience: string }[] } };
      }>(
        `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { commentCount comments { nodes { body audience } } } } }`,
        { id: shared.id },
      );
      expect(node.commentCount).toBe(node.comments.nodes.length);
      return node.comments.nodes.map(({ body }) => body);
    };
    expect(await read('officer')).toEqual([
      'Tot hier.',
      `${CANARY} interne nota`,
      'Voor het samenwerkingsverband',
      'Ook voor Fedasil',
    ]);
    expect(await read('member')).toEqual(['Tot hier.', 'Voor het samenwerkingsverband', 'Ook voor Fedasil']);
    expect(await read('fedasil')).toEqual(['Ook voor Fedasil']);
    const stream = people.fedasil.subscribe<Event>(EVENTS, { id: stage.partnershipId, after: start });
    await stream.until(({ partnershipEvents: { type } }) => type === 'TASK_COMMENT_ADDED');
    const added = stream.received.filter(({ partnershipEvents: { type } }) => type === 'TASK_COMMENT_ADDED');
    expect(added).toHaveLength(1);
  });

  it('is meant for no more than those who see the task', async () => {
    const refused = await people.manager.refusal(COMMENT, {
      input: { taskId: own.id, body: 'x', audience: 'PARTNERSHIP' },
    });
    expect(refused.extensions).toMatchObject({ code: 'COMMENT_AUDIENCE_TOO_WIDE', field: 'audience' });
    const { addTaskComment } = await comment('officer', own.id, 'Onder ons');
    expect(addTaskComment.comment.audience).toBe('OWN_ORGANISATION');
  });
});

describe('the actors a row carries', () => {
  const update = async (id: string, version: number, fields: Record<string, unknown>) => {
    const { updateTask } = await people.manager.get<{ updateTask: { task: { version: number } } }>(UPDATE, {
      input: { id, expectedVersion: version, ...fields },
    });
    return updateTask.task.version;
  };
  /** Rows that carry others than those their task is shared with. */
  const wrong = () =>
    stage.world.rows(`
      select 'task' as what, t.id from coordination.tasks t where t.party_ids is distinct from
        case when t.audience = 'INVOLVED_ACTORS' and t.archived_at is null
             then array(select a.actor_id from coordination.task_actors a where a.task_id = t.id order by 1) else '{}' end
      union all
      select 'comment', c.id from coordination.comments c join coordination.tasks t on t.id = c.task_id
      where c.party_ids is distinct from case c.audience when 'INVOLVED_ACTORS' then t.party_ids else '{}' end`);
  const fedasilSees = async (id: string) => {
    const { node } = await people.fedasil.get<{ node: { comments: { nodes: unknown[] } } | null }>(
      `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { comments { nodes { id } } } } }`,
      { id },
    );
    return node && node.comments.nodes.length;
  };

  it('follow the audience, the actors involved and the archive', async () => {
    const { fedasil, vdab } = stage.actors;
    const { id, version } = await create('manager', {
      ...{ title: 'Van hand tot hand', audience: 'INVOLVED_ACTORS', actorIds: [fedasil] },
    });
    await comment('manager', id, 'Voor wie meedoet', 'INVOLVED_ACTORS');
    expect([await fedasilSees(id), await wrong()]).toEqual([1, []]);
    let at = version;
    const steps: [Record<string, unknown>, number | null][] = [
      [{ actorIds: [vdab] }, null],
      [{ actorIds: [fedasil, vdab] }, 1],
      [{ audience: 'PARTNERSHIP' }, null],
      [{ audience: 'INVOLVED_ACTORS' }, 1],
      [{ archived: true }, null],
      [{ archived: false }, 1],
      [{ audience: 'OWN_ORGANISATION' }, null],
    ];
    for (const [fields, seen] of steps) {
      at = await update(id, at, fields);
      expect([fields, await fedasilSees(id), await wrong()]).toEqual([fields, seen, []]);
    }
  });

  it('are right when somebody writes while the actors change, and nobody writes them by hand', async () => {
    const { fedasil, vdab } = stage.actors;
    const { id, version } = await create('manager', {
      ...{ title: 'Druk bezocht', audience: 'INVOLVED_ACTORS', actorIds: [fedasil] },
    });
    const changing = async () => {
      for (let at = version, nr = 0; nr < 12; nr++)
        at = await update(id, at, { actorIds: nr % 2 === 0 ? [vdab] : [fedasil, vdab] });
    };
    const writing = Array.from({ length: 12 }, (_, nr) =>
      comment('officer', id, `Nummer ${String(nr)}`, 'INVOLVED_ACTORS'),
    );
    await Promise.all([changing(), ...writing]);
    expect([await fedasilSees(id), await wrong()]).toEqual([12, []]);
    await stage.world.rows(`update coordination.tasks set party_ids = array(select id from directory.actors)`);
    expect(await wrong()).toEqual([]);
  });
});
