import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readExcel from 'read-excel-file/node';
import type { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id version } } }`;
const BULK = `mutation ($input: ChangeTasksInput!) { changeTasks(input: $input) { bulkChange { id fields taskCount }
  results { id outcome code } } }`;
const UNDO = `mutation ($input: UndoTaskChangesInput!) { undoTaskChanges(input: $input) { bulkChange { undoneAt } results { id outcome code } } }`;
const TASK = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on CoordinationTask { version status dueOn priority archived
  waitingOnNote completedAt assignee { displayName } municipalities { name } } } }`;
const SAVE = `mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) { view { id query version mine shared } } }`;
const RENAME = `mutation ($input: UpdateSavedViewInput!) { updateSavedView(input: $input) { view { id name version } } }`;
const REMOVE = `mutation ($input: RemoveSavedViewInput!) { removeSavedView(input: $input) { removedId } }`;
const VIEWS = `query ($id: ID!) { partnership(id: $id) { savedViews { id name mine } } }`;
const FILE = `query ($id: ID!) { node(id: $id) { ... on TaskImport { version rowCount nextRow importedCount refusedCount
  finishedAt problemCount columns { title field } problems(first: 100) { row column code value } } } }`;
const MAP = `mutation ($input: MapTaskImportInput!) { mapTaskImport(input: $input) { taskImport { version problemCount } } }`;
const RUN = `mutation ($input: RunTaskImportInput!) { runTaskImport(input: $input) { taskImport { nextRow importedCount refusedCount finishedAt } } }`;
const COUNT = `query ($id: ID!) { partnership(id: $id) { tasks(first: 1) { totalCount } } }`;

interface Result {
  id: string;
  outcome: string;
  code: string | null;
}
interface Bulk {
  changeTasks: { bulkChange: { id: string; fields: string[]; taskCount: number } | null; results: Result[] };
}
interface TaskNow {
  id: string;
  version: number;
  status: string;
  dueOn: string | null;
  priority: string;
  waitingOnNote: string | null;
  completedAt: string | null;
  assignee: { displayName: string } | null;
  municipalities: { name: string }[];
}
interface ImportNow {
  version: number;
  rowCount: number;
  nextRow: number;
  importedCount: number;
  refusedCount: number;
  finishedAt: string | null;
  problemCount: number;
  columns: { title: string; field: string | null }[];
  problems: { row: number; column: string; code: string; value: string }[];
}

let stage: Stage;
let officer: Client;
let member: Client;

const make = async (title: string, more: object = {}) =>
  (
    await officer.get<{ createTask: { task: { id: string; version: number } } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, title, ...more },
    })
  ).createTask.task;
const change = async (tasks: { id: string; version: number }[], fields: object, who = officer) =>
  (
    await who.get<Bulk>(BULK, {
      input: {
        partnershipId: stage.partnershipId,
        tasks: tasks.map(({ id, version }) => ({ id, expectedVersion: version })),
        change: fields,
      },
    })
  ).changeTasks;
const now = async (ids: string[]) => (await officer.get<{ nodes: TaskNow[] }>(TASK, { ids })).nodes;
const outcomes = (results: Result[]) => results.map(({ outcome, code }) => code ?? outcome);
const request = (who: Client, path: string, init: RequestInit = {}) =>
  fetch(`${stage.api.url}${path}`, {
    ...init,
    headers: { ...(init.headers as object), ...(who.token && { authorization: `Bearer ${who.token}` }) },
  });
const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]!.extensions.code;
};

beforeAll(async () => {
  stage = await setStage();
  officer = await stage.as('officer');
  member = await stage.as('member');
});
afterAll(() => stage.close());

describe('many tasks at once', () => {
  it('change in one go, each with its own answer, and with one event each', async () => {
    const [a, b, c] = [await make('a'), await make('b', { priority: 'HIGH' }), await make('c')];
    await officer.get(UPDATE, { input: { id: c.id, expectedVersion: 1, title: 'c van een ander' } });
    const input = [a, b, c, { id: stage.partnershipId.replace(/.$/, 'x'), version: 1 }];
    const refusal = await officer.refusal(BULK, {
      input: {
        partnershipId: stage.partnershipId,
        tasks: [{ id: input[3]!.id, expectedVersion: 1 }],
        change: { priority: 'HIGH' },
      },
    });
    expect(refusal.extensions.code).toBe('NOT_FOUND');
    const { results, bulkChange } = await change([a, b, c], {
      priority: 'HIGH',
      municipalityIds: [stage.municipalities.pittem],
    });
    expect(outcomes(results)).toEqual(['CHANGED', 'CHANGED', 'CONFLICT']);
    expect(bulkChange).toMatchObject({ taskCount: 2, fields: expect.arrayContaining(['priority', 'municipalities']) });
    const after = await now([a.id, b.id, c.id]);
    expect(after.map(({ version, priority }) => [version, priority])).toEqual([
      [2, 'HIGH'],
      [2, 'HIGH'],
      [2, 'NORMAL'],
    ]);
    expect(after[0]!.municipalities).toEqual([{ name: 'Pittem' }]);
    const { partnership } = await officer.get<{
      partnership: { recentEvents: { type: string; changedFields: string[] }[] };
    }>(`query ($id: ID!) { partnership(id: $id) { recentEvents(first: 2) { type changedFields } } }`, {
      id: stage.partnershipId,
    });
    expect(partnership.recentEvents.map(({ type }) => type)).toEqual(['TASK_UPDATED', 'TASK_UPDATED']);
  });

  it('leave alone what a rule forbids, and say why, while the others go on', async () => {
    const own = await make('Alleen wij', { audience: 'OWN_ORGANISATION' });
    const open = await make('Iedereen');
    const { viewer } = await member.get<{ viewer: { person: { id: string } } }>('{ viewer { person { id } } }');
    const { results } = await change([own, open], { assigneeId: viewer.person.id });
    expect(outcomes(results)).toEqual(['TASK_ASSIGNEE_OUTSIDE', 'CHANGED']);
    // What stays inside another organisation is as if it did not exist.
    const asMember = await change([{ id: own.id, version: 1 }], { priority: 'LOW' }, member);
    expect(asMember).toEqual({ bulkChange: null, results: [{ id: own.id, outcome: 'REFUSED', code: 'NOT_FOUND' }] });
    const tooMany = Array.from({ length: 201 }, () => ({ id: open.id, expectedVersion: 2 }));
    const input = { partnershipId: stage.partnershipId, tasks: tooMany, change: { priority: 'LOW' } };
    expect((await officer.refusal(BULK, { input })).extensions.code).toBe('TASK_BULK_TOO_MANY');
    expect((await officer.refusal(BULK, { input: { ...input, tasks: [], change: {} } })).extensions.code).toBe(
      'INVALID_INPUT',
    );
    const reader = await stage.as('reader');
    expect((await reader.refusal(BULK, { input: { ...input, tasks: [] } })).extensions.code).toBe('FORBIDDEN');
  });

  it('are put back as they were, except what somebody changed since', async () => {
    const [a, b] = [await make('terug', { dueOn: '2026-12-01' }), await make('niet terug')];
    const { bulkChange } = await change([a, b], { status: 'WAITING', waitingOnNote: 'de school', dueOn: '2026-12-24' });
    expect((await now([a.id]))[0]).toMatchObject({ status: 'WAITING', waitingOnNote: 'de school' });
    await officer.get(UPDATE, { input: { id: b.id, expectedVersion: 2, dueOn: '2027-01-15' } });
    expect((await member.refusal(UNDO, { input: { id: bulkChange!.id } })).extensions.code).toBe('NOT_FOUND');
    const { undoTaskChanges } = await officer.get<{ undoTaskChanges: { results: Result[] } }>(UNDO, {
      input: { id: bulkChange!.id },
    });
    expect(outcomes(undoTaskChanges.results).sort()).toEqual(['CHANGED', 'CHANGED']);
    expect(await now([a.id, b.id])).toMatchObject([
      { status: 'TODO', waitingOnNote: null, dueOn: '2026-12-01', version: 3 },
      { status: 'TODO', waitingOnNote: null, dueOn: '2027-01-15', version: 4 },
    ]);
    expect((await officer.refusal(UNDO, { input: { id: bulkChange!.id } })).extensions.code).toBe('TASK_BULK_UNDONE');
    const late = (await change([await make('te laat')], { priority: 'LOW' })).bulkChange!;
    await stage.world.rows(`update coordination.bulk_changes set at = at - interval '8 days'`);
    expect((await officer.refusal(UNDO, { input: { id: late.id } })).extensions).toMatchObject({
      ...{ code: 'TASK_BULK_TOO_OLD', args: { days: 7 } },
    });
  });
});

describe('a saved view', () => {
  it('is found by whom it is for, and changed only by whoever saved it', async () => {
    const input = { partnershipId: stage.partnershipId, name: ' Mijn  lijst ', query: '?weergave=lijst&wie=niemand' };
    const { createSavedView: own } = await officer.get<{ createSavedView: { view: { id: string; query: string } } }>(
      SAVE,
      { input },
    );
    expect(own.view).toMatchObject({ query: 'weergave=lijst&wie=niemand', version: 1, mine: true, shared: false });
    const { createSavedView: shared } = await officer.get<{ createSavedView: { view: { id: string } } }>(SAVE, {
      input: { ...input, name: 'Voor ons', shared: true },
    });
    const seen = async (who: Client) =>
      (
        await who.get<{ partnership: { savedViews: { name: string; mine: boolean }[] } }>(VIEWS, {
          id: stage.partnershipId,
        })
      ).partnership.savedViews.map(({ name, mine }) => [name, mine]);
    expect(await seen(officer)).toEqual([
      ['Mijn lijst', true],
      ['Voor ons', true],
    ]);
    expect(await seen(member)).toEqual([['Voor ons', false]]);
    expect(await seen(await stage.as('fedasil'))).toEqual([]);
    const rename = (id: string, expectedVersion: number) => ({ input: { id, expectedVersion, name: 'Anders' } });
    expect((await member.refusal(RENAME, rename(shared.view.id, 1))).extensions.code).toBe('FORBIDDEN');
    expect((await member.refusal(RENAME, rename(own.view.id, 1))).extensions.code).toBe('NOT_FOUND');
    await officer.get(RENAME, rename(own.view.id, 1));
    expect((await officer.refusal(RENAME, rename(own.view.id, 1))).extensions.code).toBe('CONFLICT');
    await officer.get(REMOVE, { input: { id: own.view.id, expectedVersion: 2 } });
    expect(await seen(officer)).toEqual([['Voor ons', true]]);
    const odd = { input: { ...input, query: 'javascript:alert(1)=x' } };
    expect((await officer.refusal(SAVE, odd)).extensions.args.reason).toBe('NOT_A_VIEW');
    await stage.world.rows(
      `insert into coordination.saved_views select gen_random_uuid(), partnership_id, account_id, name, query, audience,
         created_at, updated_at, 1 from coordination.saved_views, generate_series(2, 100)`,
    );
    expect((await officer.refusal(SAVE, { input })).extensions.code).toBe('TASK_VIEWS_FULL');
  });
});

describe('tasks as a file', () => {
  const address = (more: string) => `/tasks/export?partnershipId=${encodeURIComponent(stage.partnershipId)}&${more}`;

  it('hold what the list holds for whoever asks, and no formula', async () => {
    await make("=cmd|' /C calc'!A0", { dueOn: '2026-12-11', actorIds: [stage.actors.fedasil], priority: 'URGENT' });
    await make('Alleen wij exporteren', { audience: 'OWN_ORGANISATION' });
    await make('Met de bond', { audience: 'INVOLVED_ACTORS', actorIds: [stage.actors.fedasil] });
    const csv = await (await request(officer, address('format=csv&lang=fr'))).text();
    expect(csv).toMatch(/^Numéro;Titre;/);
    expect(csv).toContain(`;'=cmd|' /C calc'!A0;`);
    expect(csv).toContain('Alleen wij exporteren');
    const { partnership } = await officer.get<{ partnership: { tasks: { totalCount: number } } }>(COUNT, {
      id: stage.partnershipId,
    });
    expect(csv.trim().split('\r\n')).toHaveLength(partnership.tasks.totalCount + 1);
    expect(await (await request(member, address(''))).text()).not.toContain('Alleen wij exporteren');
    const outside = await (await request(await stage.as('fedasil'), address(''))).text();
    expect(
      outside
        .trim()
        .split('\r\n')
        .map((line) => line.split(';')[1]),
    ).toEqual(['Titel', 'Met de bond']);
    expect((await (await request(officer, address(`labelIds=${stage.partnershipId}`))).json()) as object).toMatchObject(
      {
        errors: [{ extensions: { code: 'NOT_FOUND', field: 'labelIds' } }],
      },
    );
    const filtered = await (await request(officer, address('dueFrom=2026-12-11&dueUntil=2026-12-11'))).text();
    expect(filtered.trim().split('\r\n')).toHaveLength(2);
    expect(await codeOf(await request(await stage.as('outsider'), address('')))).toBe('NOT_FOUND');
    expect(await codeOf(await request(officer, address('orderBy=X')))).toBe('INVALID_INPUT');
    const spreadsheet = await request(officer, address('format=xlsx&dueFrom=2026-12-11&dueUntil=2026-12-11'));
    const read: unknown = await readExcel(Buffer.from(await spreadsheet.arrayBuffer()));
    expect(JSON.stringify(read)).toContain(`"=cmd|' /C calc'!A0"`);
    expect(JSON.stringify(read)).toContain('2026-12-11T00:00:00.000Z');
  });
});

describe('a calendar address', () => {
  const RENEW = `mutation { renewCalendarFeed(input: {}) { url } }`;
  const renew = async () => (await officer.get<{ renewCalendarFeed: { url: string } }>(RENEW)).renewCalendarFeed.url;
  const read = async (url: string) => {
    const response = await fetch(`${stage.api.url}${new URL(url).pathname}`);
    return { status: response.status, text: await response.text() };
  };

  it('shows without signing in what its owner has to do, in summer and winter, until it is renewed or rights end', async () => {
    const { viewer } = await officer.get<{ viewer: { person: { id: string } } }>('{ viewer { person { id } } }');
    const mine = { assigneeId: viewer.person.id };
    const summer = await make('Zomerfeest', { ...mine, dueOn: '2027-07-01' });
    await make('Winterfeest', { ...mine, dueOn: '2027-01-31', audience: 'OWN_ORGANISATION' });
    await make('Van niemand', { dueOn: '2027-07-01' });
    const url = await renew();
    const { status, text } = await read(url);
    expect(status).toBe(200);
    expect(text).toContain('DTSTART;VALUE=DATE:20270701');
    expect(text).toContain('DTSTART;VALUE=DATE:20270131');
    expect(text).not.toContain('Van niemand');
    const next = await renew();
    expect((await read(url)).status).toBe(404);
    expect((await read(next)).text).toContain('Zomerfeest');
    const one = await request(officer, `/tasks/${encodeURIComponent(summer.id)}/calendar`);
    expect(await one.text()).toContain('SUMMARY:Zomerfeest');
    expect((await request(await stage.as('outsider'), `/tasks/${encodeURIComponent(summer.id)}/calendar`)).status).toBe(
      404,
    );
    await stage.world.rows(`update access.mandates set withdrawn_at = now() where account_id = $1`, [
      stage.people.officer.accountId,
    ]);
    expect((await read(next)).text).not.toContain('Zomerfeest');
    await stage.world.rows(`update access.mandates set withdrawn_at = null where account_id = $1`, [
      stage.people.officer.accountId,
    ]);
    await officer.get(`mutation { removeCalendarFeed(input: {}) { removed } }`);
    expect((await read(next)).status).toBe(404);
    expect((await read(`https://x.example/calendar/${'a'.repeat(43)}.ics`)).status).toBe(404);
  });
});

describe('a file of tasks', () => {
  const bring = (who: Client, text: string, name = 'taken.csv') =>
    request(who, `/tasks/import?partnershipId=${encodeURIComponent(stage.partnershipId)}&name=${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: text,
    });
  const brought = async (text: string) => ((await (await bring(officer, text)).json()) as { id: string }).id;
  const file = async (id: string, who = officer) => (await who.get<{ node: ImportNow | null }>(FILE, { id })).node;
  const total = async () =>
    (await officer.get<{ partnership: { tasks: { totalCount: number } } }>(COUNT, { id: stage.partnershipId }))
      .partnership.tasks.totalCount;
  const run = async (id: string, count: number, more: object = {}) =>
    (await officer.get<{ runTaskImport: { taskImport: ImportNow } }>(RUN, { input: { id, count, ...more } }))
      .runTaskImport.taskImport;

  it('is shown before anything is made of it; bad rows are refused one by one and given back', async () => {
    const before = await total();
    const id = await brought(
      [
        'Taak;Einddatum;Gemeente;Kleur;Wie',
        'Een;11/12/2026;Pittem;rood;Persoon member',
        ';31/02/2026;Gent;;',
        '"Drie; met ""teken""";;"Ardooie, Pittem";;',
      ].join('\n'),
    );
    const preview = (await file(id))!;
    expect(preview).toMatchObject({ rowCount: 3, nextRow: 1, finishedAt: null, problemCount: 3 });
    expect(preview.columns.map(({ field }) => field)).toEqual(['TITLE', 'DUE_ON', 'MUNICIPALITIES', null, 'ASSIGNEE']);
    expect(preview.problems.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [2, 'TITLE', 'REQUIRED', ''],
      [2, 'DUE_ON', 'NOT_A_DATE', '31/02/2026'],
      [2, 'MUNICIPALITIES', 'UNKNOWN', 'Gent'],
    ]);
    expect(await total()).toBe(before);
    expect(await file(id, member)).toBeNull();
    expect((await member.refusal(RUN, { input: { id, count: 5 } })).extensions.code).toBe('NOT_FOUND');
    const twice = { input: { id, expectedVersion: 1, fields: ['TITLE', 'TITLE'] } };
    expect((await officer.refusal(MAP, twice)).extensions.code).toBe('TASK_IMPORT_NO_TITLE');
    const map = { input: { id, expectedVersion: 1, fields: ['TITLE', 'DUE_ON', null, 'DESCRIPTION', 'ASSIGNEE'] } };
    const { mapTaskImport } = await officer.get<{ mapTaskImport: { taskImport: ImportNow } }>(MAP, map);
    expect(mapTaskImport.taskImport.problemCount).toBe(2);
    // Asked twice at once, and once more with the same id after its answer got lost: each row becomes a task once.
    await Promise.all([run(id, 2, { clientMutationId: 'lost' }), run(id, 2)]);
    await run(id, 2, { clientMutationId: 'lost' });
    expect(await file(id)).toMatchObject({ nextRow: 4, importedCount: 2, refusedCount: 1 });
    expect((await file(id))!.finishedAt).not.toBeNull();
    expect(await total()).toBe(before + 2);
    expect((await officer.refusal(MAP, map)).extensions.code).toBe('TASK_IMPORT_RUNNING');
    const refused = await request(officer, `/tasks/import/${encodeURIComponent(id)}/refused`);
    expect(await refused.text()).toBe(
      'Taak;Einddatum;Gemeente;Kleur;Wie;#;!\r\n;31/02/2026;Gent;;;2;TITLE REQUIRED, DUE_ON NOT_A_DATE\r\n',
    );
    expect(await codeOf(await request(member, `/tasks/import/${encodeURIComponent(id)}/refused`))).toBe('NOT_FOUND');
  });

  it('is brought only by those who may make tasks, and only when it can be read', async () => {
    expect(await codeOf(await bring(await stage.as('reader'), 'Titel\nx'))).toBe('FORBIDDEN');
    expect(await codeOf(await bring(await stage.as('fedasil'), 'Titel\nx'))).toBe('NOT_FOUND');
    expect(await codeOf(await bring(officer, 'Titel'))).toBe('TASK_FILE_UNREADABLE');
    expect(await codeOf(await bring(officer, 'x'.repeat(5_000_001)))).toBe('TASK_FILE_TOO_LARGE');
  });

  // With IMPORT_ROWS=5000 as many as a file may have: a measurement, longer than a test should take.
  it('of many rows becomes a task each but for the one that is refused, whatever it takes', async () => {
    const before = await total();
    const count = Number(process.env.IMPORT_ROWS ?? 120);
    const rows = Array.from({ length: count }, (_, nr) => `Taak ${nr};${nr === 70 ? 'ooit' : '2027-03-01'};Pittem`);
    const id = await brought(['Titel;Tegen;Gemeenten', ...rows].join('\n'));
    const started = performance.now();
    for (let steps = 0; !(await run(id, 50)).finishedAt && steps < 101; steps++);
    console.info(`${count} rows imported in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    expect(await file(id)).toMatchObject({ importedCount: count - 1, refusedCount: 1, problemCount: 1 });
    expect(await total()).toBe(before + count - 1);
  }, 300_000);

  it('goes out as a spreadsheet as long as that is not too long', async () => {
    await stage.world.rows(
      `insert into coordination.tasks (id, partnership_id, number, title, description, status, priority, objectives, audience,
         organisation_id, rank, created_at, created_by, updated_at, updated_by, version)
       select gen_random_uuid(), partnership_id, number + 10000 + n, title, '', status, priority, objectives, audience,
         organisation_id, rank, created_at, created_by, updated_at, updated_by, 1
       from (select * from coordination.tasks where audience = 'PARTNERSHIP' order by number limit 1) t, generate_series(1, 20000) n`,
    );
    const spreadsheet = `/tasks/export?format=xlsx&partnershipId=${encodeURIComponent(stage.partnershipId)}`;
    expect(await codeOf(await request(officer, spreadsheet))).toBe('TASK_EXPORT_TOO_LONG');
  });
});
