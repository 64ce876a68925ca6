import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, toGlobalId } from '#libs/kernel';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
const COPY = `mutation ($input: CopyTaskToMunicipalitiesInput!) { copyTaskToMunicipalities(input: $input) {
  task { id subtaskTotal } copies { id number title status audience dueOn recurrence rank municipalities { name }
  checklist { label done } parent { title } } } }`;
const REPEAT = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { recurrence } } }`;
const ALL = `query ($id: ID!, $text: String!) { partnership(id: $id) { tasks(first: 50, filter: { text: $text }) { totalCount } } }`;

interface Copied {
  copyTaskToMunicipalities: {
    task: { subtaskTotal: number };
    copies: {
      id: string;
      number: number;
      rank: string;
      municipalities: { name: string }[];
      parent: { title: string } | null;
    }[];
  };
}

let stage: Stage;
const who = {} as Record<Persona, Client>;
const make = async (input: Record<string, unknown>) =>
  (
    await who.officer.get<{ createTask: { task: { id: string } } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, ...input },
    })
  ).createTask.task.id;
const copy = async (input: Record<string, unknown>) =>
  (await who.officer.get<Copied>(COPY, { input })).copyTaskToMunicipalities;
const refused = async (persona: Persona, input: Record<string, unknown>) => {
  const { extensions } = await who[persona].refusal(COPY, { input });
  return [extensions.code, extensions.field];
};
const count = async (text: string) =>
  (await who.officer.get<{ partnership: { tasks: { totalCount: number } } }>(ALL, { id: stage.partnershipId, text }))
    .partnership.tasks.totalCount;

beforeAll(async () => {
  stage = await setStage();
  for (const persona of ['officer', 'reader', 'outsider'] as const) who[persona] = await stage.as(persona);
});
afterAll(() => stage.close());

describe('a task copied to municipalities', () => {
  it('is there for each of them, begun anew, all at once and once', async () => {
    const { ardooie, pittem, ronse } = stage.municipalities;
    const id = await make({
      ...{ title: 'Raadsbesluit voorbereiden', dueOn: '2027-03-31', checklist: ['Nota', 'Agenderen'] },
      ...{ municipalityIds: [pittem], actorIds: [stage.actors.vdab], audience: 'INVOLVED_ACTORS' },
    });
    await who.officer.get(REPEAT, { input: { id, expectedVersion: 1, recurrence: 'FREQ=YEARLY' } });
    const input = { id, municipalityIds: [pittem, ardooie, pittem], clientMutationId: 'kopieer-1' };
    const { copies } = await copy(input);
    expect(copies.map(({ municipalities }) => municipalities.map(({ name }) => name))).toEqual([
      ...[['Pittem'], ['Ardooie']],
    ]);
    for (const one of copies)
      expect(one).toMatchObject({
        ...{ title: 'Raadsbesluit voorbereiden', status: 'TODO', audience: 'INVOLVED_ACTORS', dueOn: '2027-03-31' },
        ...{ recurrence: null, parent: null },
        checklist: [
          { label: 'Nota', done: false },
          { label: 'Agenderen', done: false },
        ],
      });
    expect(copies[0]!.number).not.toBe(copies[1]!.number);
    // They hang on top in the order in which they were asked.
    expect(copies[0]!.rank < copies[1]!.rank).toBe(true);
    // Sent again because the answer was lost: the same copies.
    expect((await copy(input)).copies.map((one) => one.id)).toEqual(copies.map((one) => one.id));
    expect(await count('Raadsbesluit')).toBe(3);

    // One that is no member: none is made.
    expect(await refused('officer', { id, municipalityIds: [ardooie, ronse] })).toEqual([
      ...['TASK_MUNICIPALITY_NOT_MEMBER', 'municipalityIds'],
    ]);
    expect(await refused('officer', { id, municipalityIds: [] })).toEqual(['INVALID_INPUT', 'municipalityIds']);
    const many = Array.from({ length: 51 }, () => toGlobalId('Municipality', newId()));
    expect(await refused('officer', { id, municipalityIds: many })).toEqual([
      ...['TASK_COPIES_TOO_MANY', 'municipalityIds'],
    ]);
    expect((await refused('reader', { id, municipalityIds: [ardooie] }))[0]).toBe('FORBIDDEN');
    expect((await refused('outsider', { id, municipalityIds: [ronse] }))[0]).toBe('NOT_FOUND');
    expect(await count('Raadsbesluit')).toBe(3);
  });

  it('has its copies as parts when that is wanted, one level deep', async () => {
    const { ardooie, pittem, wielsbeke } = stage.municipalities;
    const id = await make({ title: 'Onthaalplan', audience: 'OWN_ORGANISATION' });
    const { task, copies } = await copy({ id, municipalityIds: [ardooie, pittem, wielsbeke], asParts: true });
    expect(task.subtaskTotal).toBe(3);
    expect(copies.map(({ parent }) => parent?.title)).toEqual(['Onthaalplan', 'Onthaalplan', 'Onthaalplan']);
    expect(await refused('officer', { id: copies[0]!.id, municipalityIds: [pittem], asParts: true })).toEqual([
      ...['TASK_PARTS_ONE_LEVEL', 'id'],
    ]);
    expect(await count('Onthaalplan')).toBe(4);
    // Without being parts of a part they may be made.
    expect((await copy({ id: copies[0]!.id, municipalityIds: [pittem] })).copies).toHaveLength(1);
  });
});
