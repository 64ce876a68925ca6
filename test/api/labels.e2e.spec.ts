import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { id name colour version } } }`;
const UPDATE = `mutation ($input: UpdateLabelInput!) { updateLabel(input: $input) { label { name colour version } } }`;
const REMOVE = `mutation ($input: RemoveLabelInput!) { removeLabel(input: $input) { removedId } }`;
const TASK = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
const CHANGE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version labels { name } } } }`;
const LOOK = `query ($id: ID!, $labels: [ID!]) { partnership(id: $id) { labels { name colour }
  tasks(filter: { labelIds: $labels }) { totalCount nodes { title labels { name } } } } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { type
  subject { ... on Partnership { labels { name } } ... on CoordinationTask { labels { name } } } } }`;

interface Label {
  id: string;
  name: string;
  version: number;
}
interface Look {
  partnership: {
    labels: { name: string; colour: string }[];
    tasks: { totalCount: number; nodes: { title: string; labels: { name: string }[] }[] };
  };
}

let stage: Stage;
let manager: Client;
let officer: Client;
const create = async (name: string, colour = 'GREEN') =>
  (
    await manager.get<{ createLabel: { label: Label } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, name, colour },
    })
  ).createLabel.label;
const look = (who: Client, labels?: string[]) => who.get<Look>(LOOK, { id: stage.partnershipId, labels });
const refused = async (who: Client, query: string, input: Record<string, unknown>) => {
  const { extensions } = await who.refusal(query, { input });
  return [extensions.code, extensions.field];
};

beforeAll(async () => {
  stage = await setStage();
  [manager, officer] = [await stage.as('manager'), await stage.as('officer')];
});
afterAll(() => stage.close());

describe('labels', () => {
  it('are made by managers, once per name, put on tasks by those who write, and filtered by', async () => {
    const [school, urgent] = [await create('School'), await create('Élan', 'PINK')];
    const partnershipId = stage.partnershipId;
    expect(await refused(manager, CREATE, { partnershipId, name: ' school ', colour: 'BLUE' })).toEqual([
      ...['LABEL_NAME_TAKEN', 'name'],
    ]);
    expect(await refused(manager, UPDATE, { id: school.id, expectedVersion: 1, name: 'elan' })).toEqual([
      ...['LABEL_NAME_TAKEN', 'name'],
    ]);
    expect(await refused(officer, CREATE, { partnershipId, name: 'x', colour: 'BLUE' })).toEqual([
      'FORBIDDEN',
      undefined,
    ]);
    const at = await Promise.allSettled([create('Tegelijk'), create('tegelijk')]);
    expect(at.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

    const { partnership } = await manager.get<{ partnership: { eventCursor: string } }>(
      `query ($id: ID!) { partnership(id: $id) { eventCursor } }`,
      { id: partnershipId },
    );
    const stream = manager.subscribe<{ partnershipEvents: { type: string; subject: { labels: { name: string }[] } } }>(
      ...[EVENTS, { id: partnershipId, after: partnership.eventCursor }],
    );
    const { createTask } = await officer.get<{ createTask: { task: { id: string } } }>(TASK, {
      input: { partnershipId, title: 'Inschrijven', audience: 'INVOLVED_ACTORS', actorIds: [stage.actors.fedasil] },
    });
    await officer.get(TASK, { input: { partnershipId, title: 'Iets anders' } });
    await officer.get(CHANGE, {
      input: { id: createTask.task.id, expectedVersion: 1, labelIds: [school.id, urgent.id] },
    });
    const changed = await stream.until(({ partnershipEvents: { type } }) => type === 'TASK_UPDATED');
    expect(changed.partnershipEvents.subject.labels.map(({ name }) => name).sort()).toEqual(['School', 'Élan']);
    const { tasks } = (await look(officer, [school.id])).partnership;
    expect(tasks).toMatchObject({ totalCount: 1, nodes: [{ title: 'Inschrijven' }] });
    expect(tasks.nodes[0]!.labels).toHaveLength(2);

    const fedasil = await look(await stage.as('fedasil'));
    expect(fedasil.partnership.labels).toEqual([]);
    expect(fedasil.partnership.tasks.nodes).toEqual([{ title: 'Inschrijven', labels: [] }]);
    expect((await look(await stage.as('fedasil'), [school.id])).partnership.tasks.totalCount).toBe(0);

    await manager.get(UPDATE, { input: { id: school.id, expectedVersion: 1, name: 'Onderwijs' } });
    const { code } = (await manager.refusal(REMOVE, { input: { id: school.id, expectedVersion: 1 } })).extensions;
    expect(code).toBe('CONFLICT');
    await manager.get(REMOVE, { input: { id: school.id, expectedVersion: 2 } });
    await stream.until(({ partnershipEvents: { type } }) => type === 'LABELS_CHANGED');
    stream.close();
    const after = (await look(officer)).partnership;
    expect(after.labels.map(({ name }) => name.toLowerCase())).toEqual(['élan', 'tegelijk']);
    expect(after.tasks.nodes.find(({ title }) => title === 'Inschrijven')!.labels).toEqual([{ name: 'Élan' }]);
    expect(
      await refused(officer, CHANGE, { id: createTask.task.id, expectedVersion: 2, labelIds: [school.id] }),
    ).toEqual([...['NOT_FOUND', 'labelIds']]);
    // The name is free again.
    await create('Onderwijs');
    await stage.world.rows(
      `insert into coordination.labels (id, partnership_id, name, colour)
       select gen_random_uuid(), partnership_id, 'nr ' || n, colour
       from coordination.labels, generate_series(4, 50) n where removed_at is null and name = 'Onderwijs'`,
    );
    expect((await refused(manager, CREATE, { partnershipId, name: 'Te veel', colour: 'BLUE' }))[0]).toBe('LABELS_FULL');
  });

  it('of another partnership do not exist here', async () => {
    const outsider = await stage.as('outsider');
    const { partnerships } = await outsider.get<{ partnerships: { nodes: { id: string }[] } }>(
      `{ partnerships { nodes { id } } }`,
    );
    const { createLabel } = await outsider.get<{ createLabel: { label: Label } }>(CREATE, {
      input: { partnershipId: partnerships.nodes[0]!.id, name: 'Vreemd', colour: 'GREY' },
    });
    const { createTask } = await officer.get<{ createTask: { task: { id: string } } }>(TASK, {
      input: { partnershipId: stage.partnershipId, title: 'Hier' },
    });
    expect(
      await refused(officer, CHANGE, { id: createTask.task.id, expectedVersion: 1, labelIds: [createLabel.label.id] }),
    ).toEqual(['NOT_FOUND', 'labelIds']);
  });
});
