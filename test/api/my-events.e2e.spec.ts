import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Inbox } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

interface Mine {
  myEvents: {
    cursor: string;
    sequence: number;
    type: string;
    partnershipId: string;
    subjectId: string;
    by: { displayName: string } | null;
    subject: { title?: string; role?: string } | null;
  };
}
const MINE = `subscription ($after: Cursor) { myEvents(after: $after) { cursor sequence type partnershipId subjectId
  by { displayName } subject { ... on CoordinationTask { title } ... on Mandate { role } } } }`;
const CURSOR = `{ viewer { myEventsCursor person { id } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }`;
const CHANGE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version } } }`;

let stage: Stage;
let officer: Client;
let member: Client;
let memberId: string;
beforeAll(async () => {
  stage = await setStage();
  [officer, member] = [await stage.as('officer'), await stage.as('member')];
  memberId = (await me(member)).person.id;
}, 60_000);
afterAll(() => stage.close());

const me = async (client: Client) =>
  (await client.get<{ viewer: { myEventsCursor: string; person: { id: string } } }>(CURSOR)).viewer;
const create = async (client: Client, title: string, assigneeId?: string) =>
  (
    await client.get<{ createTask: { task: { id: string; version: number } } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, title, ...(assigneeId && { assigneeId }) },
    })
  ).createTask.task;
/** News about a person is counted in their inbox too, which they hear of in between. */
const told = (inbox: Inbox<Mine>) =>
  inbox.received
    .filter(({ myEvents: { type } }) => !type.startsWith('NOTIFICATION_'))
    .map(({ myEvents: { type, by, subject } }) => [type, by?.displayName, subject?.title ?? subject?.role]);
const numbersOf = (inbox: Inbox<Mine>) => inbox.received.map(({ myEvents }) => myEvents.sequence);
const oneByOne = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

describe('what concerns a person', () => {
  it('comes in order, without what does not concern them or what they did themselves, and goes on behind a cursor', async () => {
    const { myEventsCursor } = await me(member);
    const inbox = member.subscribe<Mine>(MINE, { after: myEventsCursor });
    const task = await create(officer, 'voor jou', memberId);
    await create(officer, 'voor niemand');
    await create(member, 'voor mezelf', memberId);
    await officer.get(COMMENT, { input: { taskId: task.id, body: 'lukt het?' } });
    await inbox.until(({ myEvents: { type } }) => type === 'TASK_COMMENT_ADDED');
    await officer.get(CHANGE, { input: { id: task.id, expectedVersion: task.version, assigneeId: null } });
    await inbox.until(({ myEvents: { type } }) => type === 'TASK_UPDATED');
    await sleep(100);
    expect(told(inbox)).toEqual([
      ['TASK_CREATED', 'Persoon officer', 'voor jou'],
      ['TASK_COMMENT_ADDED', 'Persoon officer', 'voor jou'],
      ['TASK_UPDATED', 'Persoon officer', 'voor jou'],
    ]);
    expect(numbersOf(inbox)).toEqual(oneByOne(1, inbox.received.length));
    inbox.close();
    const resumed = member.subscribe<Mine>(MINE, { after: inbox.received[0]!.myEvents.cursor });
    await resumed.until(({ myEvents: { type } }) => type === 'TASK_UPDATED');
    await create(officer, 'live', memberId);
    await resumed.until(({ myEvents: { subject } }) => subject?.title === 'live');
    expect(numbersOf(resumed)).toEqual(oneByOne(2, resumed.received.length));
    resumed.close();
  });

  it('numbers what many tell at once without gap or repeat', async () => {
    const manager = await stage.as('manager');
    const inbox = member.subscribe<Mine>(MINE, { after: (await me(member)).myEventsCursor });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => create(index % 2 ? officer : manager, `tegelijk ${index}`, memberId)),
    );
    await inbox.until(() => told(inbox).length === 20);
    await sleep(200);
    const numbers = numbersOf(inbox);
    expect(told(inbox)).toHaveLength(20);
    expect(numbers).toEqual(oneByOne(numbers[0]!, numbers.length));
    inbox.close();
  });

  it("is nobody else's: a cursor of another's log cannot be continued", async () => {
    const { myEventsCursor } = await me(officer);
    for (const after of [myEventsCursor, 'onzin']) {
      const inbox = member.subscribe<Mine>(MINE, { after });
      await inbox.untilEnd();
      expect([inbox.received, inbox.errors[0]?.extensions.code]).toEqual([[], 'RESYNC_REQUIRED']);
    }
    const theirs = officer.subscribe<Mine>(MINE);
    await create(officer, 'niet voor mij', memberId);
    await sleep(300);
    expect(theirs.received).toEqual([]);
    theirs.close();
  });

  it('tells of a mandate that is withdrawn, and of nothing in that partnership from then on', async () => {
    const [manager, reader] = [await stage.as('manager'), await stage.as('reader')];
    const { myEventsCursor, person } = await me(reader);
    const inbox = reader.subscribe<Mine>(MINE, { after: myEventsCursor });
    const members = `query ($id: ID!) { partnershipAccess(partnershipId: $id) { members { person { id } mandate { id version } } } }`;
    const { partnershipAccess } = await manager.get<{
      partnershipAccess: { members: { person: { id: string }; mandate: { id: string; version: number } }[] };
    }>(members, { id: stage.partnershipId });
    const held = partnershipAccess.members.find((one) => one.person.id === person.id)!.mandate;
    await manager.get(
      `mutation ($input: WithdrawMandateInput!) { withdrawMandate(input: $input) { mandate { id } } }`,
      {
        input: { id: held.id, expectedVersion: held.version, reason: 'gestopt' },
      },
    );
    await inbox.atLeast(1);
    expect(inbox.received[0]!.myEvents).toMatchObject({
      ...{ type: 'MANDATE_WITHDRAWN', subjectId: held.id, partnershipId: stage.partnershipId },
    });
    expect(inbox.ended).toBe(false);
    inbox.close();
  });
});
