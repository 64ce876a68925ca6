import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readExcel from 'read-excel-file/node';
import { toGlobalId } from '#libs/kernel';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateCustomFieldInput!) { createCustomField(input: $input) { field { id name choices version } } }`;
const UPDATE = `mutation ($input: UpdateCustomFieldInput!) { updateCustomField(input: $input) { field { choices version } } }`;
const REMOVE = `mutation ($input: RemoveCustomFieldInput!) { removeCustomField(input: $input) { removedId } }`;
const TASK = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
const CHANGE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version customValues { fieldId value } } } }`;
const LIST = `query ($id: ID!, $fields: [CustomFieldFilter!]) { partnership(id: $id) {
  taskCounts(filter: { customFields: $fields }) { status count }
  tasks(first: 20, orderBy: NUMBER, filter: { customFields: $fields }) { totalCount nodes { title } } } }`;
const BULK = `mutation ($input: ChangeTasksInput!) { changeTasks(input: $input) { bulkChange { id fields taskCount } results { id outcome code } } }`;
const UNDO = `mutation ($input: UndoTaskChangesInput!) { undoTaskChanges(input: $input) { results { id outcome code } } }`;
const VALUES = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CoordinationTask { version customValues { fieldId value }
  history(first: 20) { nodes { field before after } } } } }`;
const FILE = `query ($id: ID!) { node(id: $id) { ... on TaskImport { version importedCount refusedCount
  columns { title field customFieldId } problems(first: 100) { row column customFieldId code value } } } }`;
const MAP = `mutation ($input: MapTaskImportInput!) { mapTaskImport(input: $input) { taskImport { columns { field customFieldId } problemCount } } }`;
const RUN = `mutation ($input: RunTaskImportInput!) { runTaskImport(input: $input) { taskImport { importedCount refusedCount } } }`;
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
  for (const persona of ['manager', 'officer', 'member', 'fedasil'] as const) who[persona] = await stage.as(persona);
});
afterAll(() => stage.close());

describe('what tasks have in own fields', () => {
  const ids: Record<string, string> = {};
  const tasks: Record<string, string> = {};
  const make = async (title: string, values: Record<string, string>, more: object = {}) => {
    const customValues = Object.entries(values).map(([name, value]) => ({ fieldId: ids[name], value }));
    const input = { partnershipId: stage.partnershipId, title, customValues, ...more };
    const { createTask } = await who.officer.get<{ createTask: { task: { id: string } } }>(TASK, { input });
    tasks[title] = createTask.task.id;
  };
  const titles = async (filters: Record<string, object>, persona: Persona = 'officer') => {
    const fields = Object.entries(filters).map(([name, filter]) => ({ fieldId: ids[name], ...filter }));
    const { partnership } = await who[persona].get<{
      partnership: { taskCounts: { count: number }[]; tasks: { totalCount: number; nodes: { title: string }[] } };
    }>(LIST, { id: stage.partnershipId, fields });
    const found = partnership.tasks.nodes.map(({ title }) => title);
    expect(partnership.tasks.totalCount).toBe(found.length);
    expect(partnership.taskCounts.reduce((sum, { count }) => sum + count, 0)).toBe(found.length);
    return found.join(' ');
  };
  const values = async (id: string) => {
    const { nodes } = await who.officer.get<{
      nodes: { version: number; customValues: { fieldId: string; value: string }[]; history: { nodes: object[] } }[];
    }>(VALUES, { ids: [id] });
    const { customValues, ...rest } = nodes[0]!;
    return { ...rest, values: Object.fromEntries(customValues.map(({ fieldId, value }) => [fieldId, value])) };
  };
  const files = (path: string, init: RequestInit = {}) =>
    fetch(`${stage.api.url}${path}`, {
      ...init,
      headers: { ...(init.headers as object), authorization: `Bearer ${who.officer.token}` },
    });

  it('finds them, for those who see them only', async () => {
    const choices = ['idee', 'loopt', 'klaar'];
    const types = { Nota: 'TEXT', Som: 'NUMBER', Dag: 'DATE', Stand: 'CHOICE', Wie: 'PERSON', Akkoord: 'YES_NO' };
    for (const [name, type] of Object.entries(types))
      ids[name] = await field(name, type, type === 'CHOICE' ? choices : undefined);
    const me = toGlobalId('Person', stage.people.officer.accountId);
    await make('a', {
      Nota: 'Brief aan Élise',
      Som: '-12,5',
      Dag: '2026-12-01',
      Stand: 'idee',
      Wie: me,
      Akkoord: 'YES',
    });
    await make('b', { Nota: 'brief_100%', Som: '9', Dag: '2027-01-31', Stand: 'loopt', Akkoord: 'NO' });
    await make('c', { Som: '100' });
    await make('d', { Stand: 'idee', Som: '9' }, { audience: 'OWN_ORGANISATION' });

    expect(await titles({ Stand: { anyOf: ['idee'] } })).toBe('a d');
    expect(await titles({ Stand: { anyOf: ['idee', 'loopt'] } })).toBe('a b d');
    expect(await titles({ Stand: { anyOf: ['loopt'], empty: true } })).toBe('b c');
    expect(await titles({ Stand: { empty: true } })).toBe('c');
    expect(await titles({ Stand: { empty: false } })).toBe('a b d');
    expect(await titles({ Stand: { anyOf: [] } })).toBe('');
    expect(await titles({ Nota: { contains: 'BRIEF elise' } })).toBe('a');
    expect(await titles({ Nota: { contains: '100%' } })).toBe('b');
    expect(await titles({ Nota: { contains: 'f_1' } })).toBe('b');
    // As numbers and not as texts; both ends count.
    expect(await titles({ Som: { from: '9' } })).toBe('b c d');
    expect(await titles({ Som: { from: '-12,5', until: '9' } })).toBe('a b d');
    expect(await titles({ Som: { until: '-12.6' } })).toBe('');
    expect(await titles({ Dag: { from: '2026-12-01', until: '2026-12-31' } })).toBe('a');
    expect(await titles({ Wie: { anyOf: [me] } })).toBe('a');
    expect(await titles({ Akkoord: { anyOf: ['NO'] } })).toBe('b');
    expect(await titles({ Stand: { anyOf: ['idee'] }, Som: { from: '0' } })).toBe('d');
    // What an organisation keeps to itself is not found by others, whatever they look for.
    expect(await titles({ Stand: { anyOf: ['idee'] } }, 'member')).toBe('a');
    expect(await titles({ Stand: { empty: true } }, 'member')).toBe('c');

    const wrong = async (persona: Persona, fields: object[]) => {
      const { extensions } = await who[persona].refusal(LIST, { id: stage.partnershipId, fields });
      return [extensions.code, extensions.field];
    };
    for (const bad of [
      { fieldId: ids.Som, from: 'veel' },
      { fieldId: ids.Dag, until: '2026-02-30' },
      { fieldId: ids.Stand, contains: 'idee' },
      { fieldId: ids.Nota, anyOf: ['x'] },
    ])
      expect(await wrong('officer', [bad])).toEqual(['CUSTOM_FILTER_WRONG', 'customFields']);
    expect(await wrong('officer', [{ fieldId: ids.Nota }, { fieldId: ids.Nota }])).toEqual([
      ...['INVALID_INPUT', 'customFields'],
    ]);
    // To actors outside a field is as if it did not exist: it finds nothing.
    expect(await titles({ Nota: { empty: true } }, 'fedasil')).toBe('');
  });

  it('is set and emptied for many at once, each as far as it goes, and put back', async () => {
    const at = async (...names: string[]) =>
      Promise.all(
        names.map(async (name) => ({ id: tasks[name], expectedVersion: (await values(tasks[name]!)).version })),
      );
    const change = async (chosen: object[], customValues: object[], persona: Persona = 'officer') =>
      (
        await who[persona].get<{ changeTasks: { bulkChange: { id: string } | null; results: { outcome: string }[] } }>(
          BULK,
          { input: { partnershipId: stage.partnershipId, tasks: chosen, change: { customValues } } },
        )
      ).changeTasks;
    const set = await change(await at('a', 'b', 'c'), [{ fieldId: ids.Stand, value: 'loopt' }]);
    expect(set.results.map(({ outcome }) => outcome)).toEqual(['CHANGED', 'UNCHANGED', 'CHANGED']);
    expect(set.bulkChange).toMatchObject({ fields: ['customValues'], taskCount: 2 });
    expect(await titles({ Stand: { anyOf: ['loopt'] } })).toBe('a b c');
    expect((await values(tasks.a!)).history.nodes[0]).toEqual({ field: '=Stand', before: ['idee'], after: ['loopt'] });
    // Somebody changes one of them since; another field of it does not count.
    await who.officer.get(CHANGE, {
      input: { id: tasks.c, expectedVersion: 2, customValues: [{ fieldId: ids.Stand, value: 'klaar' }] },
    });
    await who.officer.get(CHANGE, {
      input: { id: tasks.a, expectedVersion: 2, customValues: [{ fieldId: ids.Som, value: '-12' }] },
    });
    const { undoTaskChanges } = await who.officer.get<{ undoTaskChanges: { results: { outcome: string }[] } }>(UNDO, {
      input: { id: set.bulkChange!.id },
    });
    expect(undoTaskChanges.results.map(({ outcome }) => outcome).sort()).toEqual(['CHANGED', 'CONFLICT']);
    expect((await values(tasks.a!)).values).toMatchObject({ [ids.Stand!]: 'idee', [ids.Som!]: '-12' });
    expect((await values(tasks.c!)).values).toMatchObject({ [ids.Stand!]: 'klaar' });

    const emptied = await change(await at('a', 'b'), [{ fieldId: ids.Nota, value: null }]);
    expect(await titles({ Nota: { empty: false } })).toBe('');
    await who.officer.get(UNDO, { input: { id: emptied.bulkChange!.id } });
    expect(await titles({ Nota: { empty: false } })).toBe('a b');
    // Who does not see a task does not change what it has.
    const unseen = await change(await at('d'), [{ fieldId: ids.Stand, value: 'loopt' }], 'member');
    expect(unseen.results).toMatchObject([{ outcome: 'REFUSED', code: 'NOT_FOUND' }]);
    const input = { partnershipId: stage.partnershipId, tasks: await at('a') };
    expect(
      await refused('officer', BULK, { ...input, change: { customValues: [{ fieldId: ids.Som, value: 'x' }] } }),
    ).toEqual(['CUSTOM_VALUE_WRONG', 'customValues']);
  });

  it('leaves as columns with their type, and comes in by the names of the fields', async () => {
    const address = `/tasks/export?partnershipId=${encodeURIComponent(stage.partnershipId)}&customFields=${encodeURIComponent(
      JSON.stringify([{ fieldId: ids.Som, until: '9' }]),
    )}`;
    const csv = (await (await files(address)).text()).trim().split('\r\n');
    expect(csv.map((line) => line.split(';').slice(13).join(';'))).toEqual([
      'Herhaling;Nota;Som;Dag;Stand;Wie;Akkoord',
      ';Brief aan Élise;-12;2026-12-01;idee;Persoon officer;Ja',
      ';brief_100%;9;2027-01-31;loopt;;Nee',
      ';;9;;idee;;',
    ]);
    const [sheet] = (await readExcel(
      Buffer.from(await (await files(`${address}&format=xlsx`)).arrayBuffer()),
    )) as unknown as { data: unknown[][] }[];
    expect(sheet!.data[1]!.slice(14)).toEqual([
      ...['Brief aan Élise', -12, new Date('2026-12-01T00:00:00Z'), 'idee', 'Persoon officer', 'Ja'],
    ]);
    expect((await files(`${address}x`)).status).toBe(400);

    const bring = async (text: string) => {
      const path = `/tasks/import?partnershipId=${encodeURIComponent(stage.partnershipId)}&name=taken.csv`;
      const headers = { 'content-type': 'application/octet-stream' };
      return ((await (await files(path, { method: 'POST', headers, body: text })).json()) as { id: string }).id;
    };
    // A file of our own comes back as it went, and what does not fit is told by row and column.
    const id = await bring(
      [
        'Titel;Tegen;Herhaling;som;STAND;Wie;Akkoord;Nota',
        'e;1/12/2026;elk kwartaal;-1,5;Loopt;persoon officer;ja;Over en weer',
        'f;;maandelijks;veel;misschien;Niemand;soms;',
        'g;;nooit;;;;;',
      ].join('\n'),
    );
    interface FileNow {
      node: {
        version: number;
        columns: { title: string; field: string; customFieldId: string | null }[];
        problems: { row: number; column: string; customFieldId: string | null; code: string; value: string }[];
      };
    }
    const { node } = await who.officer.get<FileNow>(FILE, { id });
    // 'Wie' is a head of ours before it is a field of theirs.
    expect(node.columns.map(({ field: filled, customFieldId }) => customFieldId ?? filled)).toEqual([
      ...['TITLE', 'DUE_ON', 'RECURRENCE', ids.Som, ids.Stand, 'ASSIGNEE', ids.Akkoord, ids.Nota],
    ]);
    expect(
      node.problems.map(({ row, column, customFieldId, code, value }) => [row, customFieldId ?? column, code, value]),
    ).toEqual([
      [2, 'ASSIGNEE', 'UNKNOWN', 'Niemand'],
      [2, 'RECURRENCE', 'NEEDS_DUE', 'maandelijks'],
      [2, ids.Som, 'NOT_A_NUMBER', 'veel'],
      [2, ids.Stand, 'NOT_A_CHOICE', 'misschien'],
      [2, ids.Akkoord, 'NOT_YES_OR_NO', 'soms'],
    ]);
    const fields = node.columns.map(({ field: filled, title }) => (title === 'Wie' ? 'CUSTOM_FIELD' : filled));
    const customFieldIds = node.columns.map(({ title, customFieldId }) => (title === 'Wie' ? ids.Wie : customFieldId));
    const map = { id, expectedVersion: node.version, fields, customFieldIds };
    const elsewhere = customFieldIds.map((own) => own && ids.Som!.replace(/.{4}$/, 'AAAA'));
    expect((await refused('officer', MAP, { ...map, customFieldIds: elsewhere }))[0]).toBe('NOT_FOUND');
    await who.officer.get(MAP, { input: map });
    const { runTaskImport } = await who.officer.get<{ runTaskImport: { taskImport: object } }>(RUN, {
      input: { id, count: 10 },
    });
    expect(runTaskImport.taskImport).toEqual({ importedCount: 2, refusedCount: 1 });
    expect(await titles({ Nota: { contains: 'weer' }, Akkoord: { anyOf: ['YES'] }, Som: { until: '-1' } })).toBe('e');
    const { partnership } = await who.officer.get<{ partnership: { tasks: { nodes: object[] } } }>(
      `query ($id: ID!) { partnership(id: $id) { tasks(filter: { text: "e", dueFrom: "2026-12-01" }, first: 5) { nodes {
        title recurrence nextOccurrenceOn customValues { value } } } } }`,
      { id: stage.partnershipId },
    );
    expect(partnership.tasks.nodes).toEqual([
      {
        ...{ title: 'e', recurrence: 'FREQ=MONTHLY;INTERVAL=3', nextOccurrenceOn: expect.any(String) },
        customValues: [
          'Over en weer',
          '-1.5',
          'loopt',
          toGlobalId('Person', stage.people.officer.accountId),
          'YES',
        ].map((value) => ({ value })),
      },
    ]);
    const back = await (await files(`/tasks/import/${encodeURIComponent(id)}/refused`)).text();
    expect(back.split('\r\n')[1]).toBe(
      'f;;maandelijks;veel;misschien;Niemand;soms;;2;RECURRENCE NEEDS_DUE, som NOT_A_NUMBER, STAND NOT_A_CHOICE, Wie UNKNOWN, Akkoord NOT_YES_OR_NO',
    );
    for (const fieldId of Object.values(ids))
      await who.manager.get(REMOVE, { input: { id: fieldId, expectedVersion: 1 } });
  });
});

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
