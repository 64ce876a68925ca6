import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#libs/kernel';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateCustomFieldInput!) { createCustomField(input: $input) { field { id name choices version } } }`;
const UPDATE = `mutation ($input: UpdateCustomFieldInput!) { updateCustomField(input: $input) { field { choices version } } }`;
const REMOVE = `mutation ($input: RemoveCustomFieldInput!) { removeCustomField(input: $input) { removedId } }`;
const TASK = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
const CHANGE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version customValues { fieldId value } } } }`;
const LOOK = `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { customValues { value } partnership { customFields { name } }
  history(first: 20) { nodes { field before after } } } } }`;

interface Look {
  node: {
    customValues: { value: string }[];
    partnership: { customFields: { name: string }[] };
    history: { nodes: { field: string; before: string[]; after: string[] }[] };
  };
}

let stage: Stage;
const who = {} as Record<Persona, Client>;
const field = async (name: string, type: string, choices?: string[]) =>
  (
    await who.manager.get<{ createCustomField: { field: { id: string } } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, name, type, choices },
    })
  ).createCustomField.field.id;
const refused = async (persona: Persona, query: string, input: Record<string, unknown>) => {
  const { extensions } = await who[persona].refusal(query, { input });
  return [extensions.code, extensions.field];
};

beforeAll(async () => {
  stage = await setStage();
  for (const persona of ['manager', 'officer', 'fedasil'] as const) who[persona] = await stage.as(persona);
});
afterAll(() => stage.close());

describe('fields of a partnership’s own', () => {
  it('hold what their type says, with a history, and nothing for actors outside', async () => {
    const ids = [
      await field('Dossiernummer', 'TEXT'),
      await field('Bedrag', 'NUMBER'),
      await field('Zitting', 'DATE'),
      await field('Fase', 'CHOICE', ['idee', 'loopt']),
      await field('Trekker', 'PERSON'),
    ];
    const { createTask } = await who.officer.get<{ createTask: { task: { id: string } } }>(TASK, {
      input: {
        ...{ partnershipId: stage.partnershipId, title: 'Met velden', audience: 'INVOLVED_ACTORS' },
        actorIds: [stage.actors.fedasil],
      },
    });
    const { id } = createTask.task;
    const me = toGlobalId('Person', stage.people.officer.accountId);
    const texts = ['2026/17', '12,50', '2026-12-01', 'loopt', me];
    const put = (expectedVersion: number, values: (string | null)[]) => ({
      ...{ id, expectedVersion },
      customValues: values.map((value, index) => ({ fieldId: ids[index], value })),
    });
    await who.officer.get(CHANGE, { input: put(1, texts) });
    // Nothing changes: neither the version nor the history.
    await who.officer.get(CHANGE, { input: put(2, texts) });
    await who.officer.get(CHANGE, {
      input: { id, expectedVersion: 2, customValues: [{ fieldId: ids[0], value: null }] },
    });
    const { node } = await who.officer.get<Look>(LOOK, { id });
    expect(node.customValues.map(({ value }) => value)).toEqual(['12.5', '2026-12-01', 'loopt', me]);
    expect(node.history.nodes).toHaveLength(6);
    expect(node.history.nodes[0]).toEqual({ field: '=Dossiernummer', before: ['2026/17'], after: [] });
    expect(node.history.nodes).toContainEqual({ field: '=Trekker', before: [], after: ['Persoon officer'] });
    const outside = await who.fedasil.get<Look>(LOOK, { id });
    expect(outside.node).toEqual({ customValues: [], partnership: { customFields: [] }, history: { nodes: [] } });

    for (const [index, wrong] of [
      '',
      '1e3',
      '2026-02-30',
      'later',
      toGlobalId('Person', stage.people.fedasil.accountId),
    ].entries())
      if (index > 0)
        expect(
          await refused('officer', CHANGE, {
            id,
            expectedVersion: 3,
            customValues: [{ fieldId: ids[index], value: wrong }],
          }),
        ).toEqual(['CUSTOM_VALUE_WRONG', 'customValues']);
    const twice = [1, 1].map((index) => ({ fieldId: ids[index], value: '1' }));
    expect(await refused('officer', CHANGE, { id, expectedVersion: 3, customValues: twice })).toEqual([
      ...['INVALID_INPUT', 'customValues'],
    ]);
    const stale = { id, expectedVersion: 1, customValues: [{ fieldId: ids[0], value: 'x' }] };
    expect((await refused('officer', CHANGE, stale))[0]).toBe('CONFLICT');

    await who.manager.get(UPDATE, { input: { id: ids[3], expectedVersion: 1, choices: ['nieuw'] } });
    await who.manager.get(REMOVE, { input: { id: ids[4], expectedVersion: 1 } });
    const { node: after } = await who.officer.get<Look>(LOOK, { id });
    expect(after.customValues.map(({ value }) => value)).toEqual(['12.5', '2026-12-01', 'loopt']);
  });

  it('are kept by managers, once per name', async () => {
    const input = { partnershipId: stage.partnershipId, name: ' bedrag ', type: 'TEXT' };
    expect(await refused('manager', CREATE, input)).toEqual(['CUSTOM_FIELD_NAME_TAKEN', 'name']);
    expect((await refused('officer', CREATE, { ...input, name: 'x' }))[0]).toBe('FORBIDDEN');
    expect(await refused('manager', CREATE, { ...input, name: 'Keuze', type: 'CHOICE' })).toEqual([
      ...['CUSTOM_FIELD_CHOICES', 'choices'],
    ]);
    await stage.world.rows(
      `insert into coordination.custom_fields (id, partnership_id, name, type, choices)
       select gen_random_uuid(), partnership_id, 'nr ' || n, type, choices
       from coordination.custom_fields, generate_series(1, 20) n where name = 'Bedrag'`,
    );
    expect((await refused('manager', CREATE, { ...input, name: 'Te veel' }))[0]).toBe('CUSTOM_FIELDS_FULL');
  });
});
