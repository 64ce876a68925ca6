import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, Clock } from '#libs/kernel';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const CHANGE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version recurrence nextOccurrenceOn } } }`;
const MOVE = `mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { version nextInSeries { id } } } }`;
const MANY = `mutation ($input: ChangeTasksInput!) { changeTasks(input: $input) { results { outcome } } }`;
const LABEL = `mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { id } } }`;
const TICK = `mutation ($input: UpdateChecklistItemInput!) { updateChecklistItem(input: $input) { item { done } } }`;
const LOOK = `query ($id: ID!) { node(id: $id) { ... on CoordinationTask {
  title description status dueOn recurrence nextOccurrenceOn audience version
  labels { id } municipalities { id } actors { id } assignee { id } checklist { id label done }
  previousInSeries { id } nextInSeries { id } history(first: 20) { nodes { field before after } } } } }`;
const ALL = `query ($id: ID!, $text: String!) { partnership(id: $id) { tasks(first: 50, filter: { text: $text }) { totalCount } } }`;

interface Look {
  title: string;
  description: string;
  status: string;
  dueOn: string | null;
  recurrence: string | null;
  nextOccurrenceOn: string | null;
  version: number;
  labels: { id: string }[];
  checklist: { id: string; label: string; done: boolean }[];
  previousInSeries: { id: string } | null;
  nextInSeries: { id: string } | null;
  history: { nodes: { field: string; before: string[]; after: string[] }[] };
}

let stage: Stage;
const who = {} as Record<Persona, Client>;
const today = new Clock().today();
const make = async (input: Record<string, unknown>) =>
  (
    await who.officer.get<{ createTask: { task: { id: string } } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, ...input },
    })
  ).createTask.task.id;
const look = async (id: string, persona: Persona = 'officer') =>
  (await who[persona].get<{ node: Look }>(LOOK, { id })).node;
const change = async (id: string, input: Record<string, unknown>) =>
  who.officer.get<{ updateTask: { task: Look } }>(CHANGE, {
    input: { id, expectedVersion: (await look(id)).version, ...input },
  });
const move = async (id: string, status: string) =>
  who.officer.get(MOVE, { input: { id, expectedVersion: (await look(id)).version, status } });
const refused = async (id: string, input: Record<string, unknown>) => {
  const { version } = await look(id);
  const { extensions } = await who.officer.refusal(CHANGE, { input: { id, expectedVersion: version, ...input } });
  return [extensions.code, extensions.field];
};
const count = async (text: string) =>
  (await who.officer.get<{ partnership: { tasks: { totalCount: number } } }>(ALL, { id: stage.partnershipId, text }))
    .partnership.tasks.totalCount;

beforeAll(async () => {
  stage = await setStage();
  for (const persona of ['manager', 'officer', 'fedasil'] as const) who[persona] = await stage.as(persona);
});
afterAll(() => stage.close());

describe('a task that repeats', () => {
  it('comes back once when it is done, with the same work begun anew, however often it is done', async () => {
    const { createLabel } = await who.manager.get<{ createLabel: { label: { id: string } } }>(LABEL, {
      input: { partnershipId: stage.partnershipId, name: 'Jaarlijks', colour: 'BLUE' },
    });
    const municipalityIds = [stage.municipalities.ardooie, stage.municipalities.pittem].sort();
    const id = await make({
      ...{ title: 'Kwartaalcijfers opvragen', description: 'Bij beide gemeenten', municipalityIds },
      ...{ actorIds: [stage.actors.fedasil], audience: 'INVOLVED_ACTORS', checklist: ['Mailen', 'Bundelen'] },
    });
    expect(await refused(id, { recurrence: 'FREQ=MONTHLY' })).toEqual(['TASK_RECURRENCE_NEEDS_DUE', 'recurrence']);
    expect(await refused(id, { dueOn: today, recurrence: 'FREQ=DAILY' })).toEqual([
      ...['TASK_RECURRENCE_UNSUPPORTED', 'recurrence'],
    ]);
    // Due three weeks ago: the next one is due after today, on a day of the rule.
    const dueOn = addDays(today, -21);
    const { updateTask } = await change(id, {
      ...{ dueOn, recurrence: 'RRULE:FREQ=WEEKLY;INTERVAL=2', labelIds: [createLabel.label.id] },
    });
    expect(updateTask.task).toMatchObject({
      ...{ recurrence: 'FREQ=WEEKLY;INTERVAL=2', nextOccurrenceOn: addDays(today, 7) },
    });
    // The same again changes nothing.
    const { version } = await look(id);
    await change(id, { recurrence: 'FREQ=WEEKLY;INTERVAL=2' });
    expect((await look(id)).version).toBe(version);
    const [step] = (await look(id)).checklist;
    await who.officer.get(TICK, { input: { id: step!.id, expectedVersion: 1, done: true } });

    // Two who say at once that it is done: one is refused, one next task comes.
    const both = await Promise.all(
      [who.officer, who.manager].map(async (client) =>
        client.ask(MOVE, { input: { id, expectedVersion: (await look(id)).version, status: 'DONE' } }),
      ),
    );
    expect(both.filter(({ errors }) => errors).length).toBe(1);
    const done = await look(id);
    const next = await look(done.nextInSeries!.id);
    expect(next).toMatchObject({
      ...{ title: done.title, description: 'Bij beide gemeenten', status: 'TODO', dueOn: addDays(today, 7) },
      ...{ audience: 'INVOLVED_ACTORS', recurrence: 'FREQ=WEEKLY;INTERVAL=2', nextOccurrenceOn: addDays(today, 21) },
      ...{ labels: [createLabel.label], municipalities: municipalityIds.map((one) => ({ id: one })) },
      ...{ actors: [{ id: stage.actors.fedasil }], previousInSeries: { id }, nextInSeries: null },
    });
    expect(next.checklist.map(({ label, done: ticked }) => [label, ticked])).toEqual([
      ...[
        ['Mailen', false],
        ['Bundelen', false],
      ],
    ]);
    expect(next.history.nodes[0]).toMatchObject({ field: 'previousInSeries', after: [expect.stringMatching(/^T-/)] });
    expect(done.history.nodes.map(({ field }) => field)).toContain('nextInSeries');
    expect(done.nextOccurrenceOn).toBeNull();

    await move(id, 'BUSY');
    await move(id, 'DONE');
    await move(id, 'DONE');
    expect(await count('Kwartaalcijfers')).toBe(2);
    expect(await refused(id, { recurrence: null })).toEqual(['TASK_RECURRENCE_WENT_ON', 'recurrence']);
    // Who reads along sees the work, and of the history nothing.
    expect(await look(done.nextInSeries!.id, 'fedasil')).toMatchObject({ recurrence: 'FREQ=WEEKLY;INTERVAL=2' });
  });

  it('ends, stops and moves as people say; many done at once each come back', async () => {
    const [last, stopped, moved] = [
      await make({ title: 'Reeks laatste', dueOn: today }),
      await make({ title: 'Reeks gestopt', dueOn: today }),
      await make({ title: 'Reeks verlegd', dueOn: today }),
    ];
    const until = addDays(today, 6).replaceAll('-', '');
    expect((await change(last, { recurrence: `FREQ=WEEKLY;UNTIL=${until}` })).updateTask.task.nextOccurrenceOn).toBe(
      null,
    );
    expect(await refused(stopped, { recurrence: `FREQ=WEEKLY;UNTIL=20200101` })).toEqual([
      ...['INVALID_INPUT', 'recurrence'],
    ]);
    await change(stopped, { recurrence: 'FREQ=WEEKLY' });
    await change(stopped, { recurrence: null });
    await change(moved, { recurrence: 'FREQ=WEEKLY' });
    // Another due day for one task leaves the days of the series alone.
    await change(moved, { dueOn: addDays(today, 3) });
    expect((await look(moved)).nextOccurrenceOn).toBe(addDays(today, 7));
    const tasks = await Promise.all(
      [last, stopped, moved].map(async (id) => ({ id, expectedVersion: (await look(id)).version })),
    );
    const { changeTasks } = await who.officer.get<{ changeTasks: { results: { outcome: string }[] } }>(MANY, {
      input: { partnershipId: stage.partnershipId, tasks, change: { status: 'DONE' } },
    });
    expect(changeTasks.results.map(({ outcome }) => outcome)).toEqual(['CHANGED', 'CHANGED', 'CHANGED']);
    expect(await count('Reeks')).toBe(4);
    const next = (await look(moved)).nextInSeries!.id;
    expect((await look(next)).dueOn).toBe(addDays(today, 7));
    // Chosen again on the new one, the rule counts from its day.
    await change(next, { dueOn: addDays(today, 9) });
    await change(next, { recurrence: 'FREQ=WEEKLY' });
    expect((await look(next)).nextOccurrenceOn).toBe(addDays(today, 16));
  });

  it('repeats from the moment it is made, and one made as done has the next one come', async () => {
    const input = { partnershipId: stage.partnershipId, title: 'Vanaf het begin', recurrence: 'RRULE:FREQ=WEEKLY' };
    const wrong = async (more: object) =>
      (await who.officer.refusal(CREATE, { input: { ...input, ...more } })).extensions;
    expect(await wrong({})).toMatchObject({ code: 'TASK_RECURRENCE_NEEDS_DUE', field: 'recurrence' });
    expect(await wrong({ dueOn: today, recurrence: 'FREQ=DAILY' })).toMatchObject({
      ...{ code: 'TASK_RECURRENCE_UNSUPPORTED', field: 'recurrence' },
    });
    const id = await make({ ...input, dueOn: today });
    expect(await look(id)).toMatchObject({
      recurrence: 'FREQ=WEEKLY',
      nextOccurrenceOn: addDays(today, 7),
      version: 1,
    });
    await move(id, 'DONE');
    expect((await look((await look(id)).nextInSeries!.id)).dueOn).toBe(addDays(today, 7));

    const done = await look(await make({ ...input, title: 'Al gedaan', dueOn: today, status: 'DONE' }));
    expect(done).toMatchObject({ status: 'DONE', nextOccurrenceOn: null });
    expect(await look(done.nextInSeries!.id)).toMatchObject({
      ...{ title: 'Al gedaan', status: 'TODO', dueOn: addDays(today, 7), recurrence: 'FREQ=WEEKLY' },
    });
    expect(await count('Al gedaan')).toBe(2);
  });
});
