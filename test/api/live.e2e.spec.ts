import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId } from '#libs/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Inbox } from '../support/client.js';
import { cursorAt } from '../support/cursor.js';
import { setStage, type Stage } from '../support/partnership.js';
import { startRedis, type TestRedis } from '../support/redis.js';

interface Event {
  partnershipEvents: {
    sequence: number;
    cursor: string;
    type: string;
    by: { displayName: string } | null;
    subject: { title?: string } | null;
  };
}
type People = { displayName: string }[];
interface Presence {
  presence: { people: People; items: { nodeId: string; viewers: People; typing: People }[] };
}
interface ItemPresence {
  itemPresence: { viewers: People; typing: People };
}

const EVENTS = `subscription ($id: ID!, $after: Cursor, $types: [EventType!]) { partnershipEvents(partnershipId: $id, after: $after, types: $types) {
  sequence cursor type by { displayName } subject { ... on CoordinationTask { title } } } }`;
const PRESENCE = `subscription ($id: ID!, $visible: Boolean) { presence(partnershipId: $id, visible: $visible) {
  people { displayName } items { nodeId viewers { displayName } typing { displayName } } } }`;
const AT_ITEM = `subscription ($id: ID!, $nodeId: ID!, $typing: Boolean! = false, $visible: Boolean! = true) {
  itemPresence(partnershipId: $id, nodeId: $nodeId, typing: $typing, visible: $visible) { viewers { displayName } typing { displayName } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;

const numbers = (inbox: Inbox<Event>) => inbox.received.map(({ partnershipEvents }) => partnershipEvents.sequence);
const oneByOne = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

// Both kinds of bus pass the same file.
describe.each(['in-process', 'Redis'])('the live picture over the %s bus', (kind) => {
  let redis: TestRedis | undefined;
  let stage: Stage;
  let officer: Client;
  let id: string;
  const open: Inbox<unknown>[] = [];

  const follow = async (client: Client, variables: Record<string, unknown> = {}) => {
    const cursor = await client.get<{ partnership: { eventCursor: string } }>(
      `query ($id: ID!) { partnership(id: $id) { eventCursor } }`,
      { id },
    );
    const inbox = client.subscribe<Event>(EVENTS, { id, after: cursor.partnership.eventCursor, ...variables });
    open.push(inbox);
    return inbox;
  };
  const create = (client: Client, title: string) => client.get(CREATE, { input: { partnershipId: id, title } });
  const head = async () => {
    const { partnership } = await officer.get<{ partnership: { recentEvents: { sequence: number }[] } }>(
      `query ($id: ID!) { partnership(id: $id) { recentEvents(first: 1) { sequence } } }`,
      { id },
    );
    return partnership.recentEvents[0]!.sequence;
  };

  beforeAll(async () => {
    redis = kind === 'Redis' ? await startRedis() : undefined;
    stage = await setStage({ redisUrl: redis?.url });
    officer = await stage.as('officer');
    id = stage.partnershipId;
  });
  afterEach(() => open.splice(0).forEach((inbox) => inbox.close()));
  afterAll(async () => {
    await stage.close();
    await redis?.stop();
  });

  it('reaches everybody, in order, with the subject as each may see it', async () => {
    const member = await stage.as('member');
    const [mine, theirs] = [await follow(officer), await follow(member)];
    const from = (await head()) + 1;
    await create(officer, 'een');
    await create(member, 'twee');
    for (const inbox of [mine, theirs]) {
      await inbox.atLeast(2);
      expect(numbers(inbox)).toEqual(oneByOne(from, 2));
      expect(inbox.received.map(({ partnershipEvents: { subject, by } }) => [subject?.title, by?.displayName])).toEqual(
        [
          ['een', 'Persoon officer'],
          ['twee', 'Persoon member'],
        ],
      );
    }
  });

  it('numbers simultaneous changes without gap or repeat', async () => {
    const member = await stage.as('member');
    const inbox = await follow(officer);
    const from = (await head()) + 1;
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => create(index % 2 ? officer : member, `tegelijk ${index}`)),
    );
    await inbox.atLeast(30);
    await sleep(200);
    expect(numbers(inbox)).toEqual(oneByOne(from, 30));
  });

  it('goes on behind a cursor: what was missed, then what comes', async () => {
    const inbox = await follow(officer);
    await create(officer, 'voor de onderbreking');
    const [{ partnershipEvents: last }] = (await inbox.atLeast(1)) as [Event];
    inbox.close();
    for (const title of ['gemist 1', 'gemist 2']) await create(officer, title);
    const resumed = officer.subscribe<Event>(EVENTS, { id, after: last.cursor });
    open.push(resumed);
    await resumed.atLeast(2);
    await create(officer, 'live');
    await resumed.atLeast(3);
    await sleep(100);
    expect(numbers(resumed)).toEqual(oneByOne(last.sequence + 1, 3));
  });

  it('asks to resync for a cursor of another history, of the future, or of nothing', async () => {
    const [{ epoch } = { epoch: '' }] = await stage.world.rows<{ epoch: string }>(
      `select epoch from live.streams where id = $1`,
      [fromGlobalId(id)!.id],
    );
    const cursors = [
      '',
      'onzin',
      Buffer.from(`${epoch}:1`).toString('base64url'),
      await cursorAt(stage.world, epoch, 999_999),
      await cursorAt(stage.world, stage.people.officer.accountId, 1),
    ];
    for (const after of cursors) {
      const inbox = officer.subscribe<Event>(EVENTS, { id, after });
      await inbox.untilEnd();
      expect([inbox.received, inbox.errors[0]?.extensions.code]).toEqual([[], 'RESYNC_REQUIRED']);
    }
  });

  it('gives only the types that are asked for, and moves on past the others', async () => {
    const inbox = await follow(officer, { types: ['TASK_COMMENT_ADDED'] });
    const { createTask } = await officer.get<{ createTask: { task: { id: string } } }>(CREATE, {
      input: { partnershipId: id, title: 'stil' },
    });
    await officer.get(`mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }`, {
      input: { taskId: createTask.task.id, body: 'hoorbaar' },
    });
    await inbox.atLeast(1);
    expect(inbox.received.map(({ partnershipEvents }) => partnershipEvents.type)).toEqual(['TASK_COMMENT_ADDED']);
  });

  it('shows who is there, and that they left', async () => {
    const [member, reader] = [await stage.as('member'), await stage.as('reader')];
    const names = ({ presence }: Presence) => presence.people.map(({ displayName }) => displayName);
    const mine = officer.subscribe<Presence>(PRESENCE, { id });
    await mine.until((change) => names(change).join() === 'Persoon officer');
    const theirs = member.subscribe<Presence>(PRESENCE, { id });
    await mine.until((change) => names(change).length === 2);
    const unseen = reader.subscribe<Presence>(PRESENCE, { id, visible: false });
    const [first] = await unseen.atLeast(1);
    expect(names(first!)).toEqual(['Persoon officer', 'Persoon member']);
    theirs.close();
    await mine.until((change) => mine.received.indexOf(change) > 1 && names(change).join() === 'Persoon officer');
    [mine, unseen].forEach((inbox) => inbox.close());
  });

  it('shows who looks at a task and who types there, for a few seconds at a time', async () => {
    const [member, fedasil] = [await stage.as('member'), await stage.as('fedasil')];
    const { createTask } = await officer.get<{ createTask: { task: { id: string } } }>(CREATE, {
      input: { partnershipId: id, title: 'wie is hier', audience: 'INVOLVED_ACTORS', actorIds: [stage.actors.fedasil] },
    });
    const nodeId = createTask.task.id;
    const board = officer.subscribe<Presence>(PRESENCE, { id, visible: false });
    const names = (people: People) => people.map(({ displayName }) => displayName).join();
    const both = ({ viewers, typing }: { viewers: People; typing: People }) => `${names(viewers)} / ${names(typing)}`;
    const mine = officer.subscribe<ItemPresence>(AT_ITEM, { id, nodeId });
    // Who came first stands first.
    await mine.until(({ itemPresence }) => both(itemPresence) === 'Persoon officer / ');
    const theirs = member.subscribe<ItemPresence>(AT_ITEM, { id, nodeId, typing: true });
    const hidden = member.subscribe<ItemPresence>(AT_ITEM, { id, nodeId, visible: false });
    open.push(board, mine, theirs, hidden);
    const lastOf = <T>(inbox: Inbox<T>) => inbox.received.at(-1)!;
    await mine.until(({ itemPresence }) => both(itemPresence) === 'Persoon officer,Persoon member / Persoon member');
    await board.until(({ presence: { items, people } }) =>
      items.some((item) => item.nodeId === nodeId && both(item).endsWith('Persoon member') && people.length === 0),
    );
    // Nobody says that it is over: it is.
    await mine.until(() => both(lastOf(mine).itemPresence) === 'Persoon officer,Persoon member / ');
    theirs.close();
    await mine.until(() => both(lastOf(mine).itemPresence) === 'Persoon officer / ');
    // A picture that is the same as before is not told again.
    const pictures = mine.received.map(({ itemPresence }) => JSON.stringify(itemPresence));
    expect(pictures.filter((picture, index) => picture === pictures[index - 1])).toEqual([]);
    for (const [client, variables] of [
      [fedasil, { id, nodeId }],
      [officer, { id, nodeId: 'onzin' }],
      [officer, { id, nodeId: stage.actors.fedasil }],
    ] as const) {
      const refused = client.subscribe<ItemPresence>(AT_ITEM, variables);
      await refused.untilEnd();
      expect([refused.received, refused.errors[0]?.extensions.code]).toEqual([[], 'NOT_FOUND']);
    }
  });

  it('ends by itself when the right to see it ends', async () => {
    const coordinator = await stage.as('coordinator');
    const inbox = await follow(coordinator);
    const presence = coordinator.subscribe<Presence>(PRESENCE, { id });
    await presence.atLeast(1);
    await create(officer, 'nog wel voor de regio');
    await inbox.atLeast(1);
    await stage.world.withdraw(stage.people.coordinator.accountId);
    await create(officer, 'niet meer voor de regio');
    await inbox.untilEnd();
    expect([inbox.received.length, inbox.errors[0]?.extensions.code]).toEqual([1, 'ACCESS_ENDED']);
    const again = coordinator.subscribe<Event>(EVENTS, { id });
    await again.untilEnd();
    expect(again.errors[0]?.extensions.code).toBe('NOT_FOUND');
    await presence.untilEnd(5_000);
    expect(presence.errors[0]?.extensions.code).toBe('ACCESS_ENDED');
  });

  it('answers a bad document with an error for that operation alone', async () => {
    const inbox = officer.subscribe('subscription { nonsense }');
    await inbox.untilEnd();
    expect(inbox.errors[0]?.extensions.code).toBe('DOCUMENT_INVALID');
  });
});
