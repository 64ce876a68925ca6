import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { checkReference, importReference } from './import-reference.js';
import { ownFolder } from './reference.files.js';
import { reportLines } from './report-lines.js';

let database: TestDatabase;
let owner: pg.Client;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  folder = mkdtempSync(path.join(tmpdir(), 'samenregie-reference-'));
  cpSync(ownFolder(), folder, { recursive: true });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await owner.end();
  await database.drop();
});

const rows = async <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  (await owner.query(sql, parameters)).rows as T[];
const ids = () => rows<{ id: string }>(`select id from directory.municipalities order by id`);
const idOf = async (nis: string): Promise<string> =>
  (
    await rows<{ id: string }>(`select municipality_id as id from directory.municipality_codes where value = $1`, [nis])
  )[0]!.id;

/** Changes a file of the copy; a replacement that is not found is a mistake of the test. */
const edit = (file: string, ...replacements: [string, string][]): void => {
  const place = path.join(folder, file);
  let content = readFileSync(place, 'utf8');
  for (const [from, to] of replacements) {
    if (!content.includes(from)) throw new Error(`${file} has no ${from}`);
    content = content.replace(from, to);
  }
  writeFileSync(place, content);
};

describe('importing reference data', () => {
  it('has filled the template database', async () => {
    expect(await ids()).toHaveLength(327);
    expect(await rows(`select sum(population)::int as sum from directory.municipality_figures`)).toEqual([
      { sum: 6_898_350 },
    ]);
    expect(await rows(`select count(*)::int as count from directory.imports`)).toEqual([{ count: 1 }]);
  });

  it('does nothing with the same files', async () => {
    const before = await ids();
    const report = await importReference(database.ownerUrl);
    expect(report).toMatchObject({ status: 'unchanged', refusals: [], changes: {} });
    expect(await ids()).toEqual(before);
    expect(await rows(`select count(*)::int as count from directory.imports`)).toEqual([{ count: 1 }]);
  });

  it('checks without changing anything', async () => {
    edit('actors.csv', ['Unia,', 'Unia (Gelijkekansencentrum),']);
    const report = await checkReference(database.ownerUrl, folder);
    expect(report.status).toBe('checked');
    expect(report.changes.actors).toEqual({ added: 0, changed: 1, removed: 0 });
    expect(reportLines(report)).toContain('An import would change:');
    expect(await rows(`select name from directory.actors where code = 'UNIA'`)).toEqual([{ name: 'Unia' }]);
  });

  it('imports nothing when anything is refused', async () => {
    const place = path.join(folder, 'reference-regions.csv');
    const good = readFileSync(place, 'utf8');
    edit('reference-regions.csv', ['REFREG10,', 'REFREG1,']);
    const report = await importReference(database.ownerUrl, folder);
    writeFileSync(place, good);
    expect(report.status).toBe('refused');
    expect(report.refusals).toEqual([
      { file: 'reference-regions.csv', line: 11, column: 'code', code: 'UNKNOWN_VALUE', value: 'REFREG1' },
    ]);
    expect(await rows(`select name from directory.actors where code = 'UNIA'`)).toEqual([{ name: 'Unia' }]);
  });

  it('refuses to lose a municipality that the database knows', async () => {
    const without = mkdtempSync(path.join(tmpdir(), 'samenregie-reference-'));
    cpSync(folder, without, { recursive: true });
    const drop = (file: string, unwanted: RegExp) => {
      const place = path.join(without, file);
      const lines = readFileSync(place, 'utf8').split('\n');
      writeFileSync(place, lines.filter((line) => !unwanted.test(line)).join('\n'));
    };
    // Puurs and its succession: consistent in itself, but the database has it.
    drop('municipalities.csv', /^12030,/);
    drop('successions.csv', /^12030,/);
    const report = await importReference(database.ownerUrl, without);
    rmSync(without, { recursive: true });
    expect(report.refusals.map(({ code, value }) => [code, value])).toEqual([['VANISHED', '12030']]);
  });

  it('keeps ids, old figures and old names when a newer edition comes', async () => {
    const before = await ids();
    const ardooie = await idOf('37020');
    edit('municipalities.csv', ['37020,Ardooie,,', '37020,Ardoye,2026-06-01,']);
    const [, ...figures] = readFileSync(path.join(folder, 'population.csv'), 'utf8').trim().split('\n');
    writeFileSync(
      path.join(folder, 'population.csv'),
      ['nis,year,population', ...figures, ...figures.map((line) => line.replace(',2026,', ',2027,')), ''].join('\n'),
    );
    const totals = readFileSync(path.join(folder, 'control-totals.csv'), 'utf8');
    const next = totals.replace(/^.*\n/, '').replaceAll(',2026,', ',2027,');
    writeFileSync(path.join(folder, 'control-totals.csv'), totals + next);

    const report = await importReference(database.ownerUrl, folder);
    expect(report.refusals).toEqual([]);
    expect(report.status).toBe('imported');
    expect(report.changes).toMatchObject({
      municipalities: { added: 0, changed: 0, removed: 0 },
      municipality_names: { added: 1, changed: 1, removed: 0 },
      municipality_codes: { added: 0, changed: 0, removed: 0 },
      municipality_figures: { added: 285, changed: 0, removed: 0 },
      municipality_borders: { added: 0, changed: 0, removed: 0 },
      actors: { added: 0, changed: 1, removed: 0 },
    });
    expect(await ids()).toEqual(before);
    expect(
      await rows(
        `select name, valid_from::text, valid_until::text from directory.municipality_names where municipality_id = $1 order by valid_from nulls first`,
        [ardooie],
      ),
    ).toEqual([
      { name: 'Ardooie', valid_from: null, valid_until: '2026-05-31' },
      { name: 'Ardoye', valid_from: '2026-06-01', valid_until: null },
    ]);
    expect(
      await rows(`select year from directory.municipality_figures where municipality_id = $1 order by 1`, [ardooie]),
    ).toEqual([{ year: 2026 }, { year: 2027 }]);
  });

  it('keeps the id of a municipality that gets another NIS code', async () => {
    const ardooie = await idOf('37020');
    const everywhere = /(?<![\d])37020(?![\d])/g;
    for (const file of ['municipalities.csv', 'municipality-codes.csv', 'population.csv']) {
      const place = path.join(folder, file);
      writeFileSync(place, readFileSync(place, 'utf8').replace(everywhere, '37099'));
    }
    edit('municipality-codes.csv', ['37099,KBO', '37099,NIS,37020,,2026-12-31\n37099,KBO']);
    const report = await importReference(database.ownerUrl, folder);
    expect(report.refusals).toEqual([]);
    expect(report.changes.municipality_codes).toEqual({ added: 2, changed: 0, removed: 1 });
    expect(await idOf('37099')).toBe(ardooie);
    expect(await idOf('37020')).toBe(ardooie);
  });

  it('takes a single file together with our own others', async () => {
    const file = path.join(folder, 'control-totals.csv');
    const report = await checkReference(undefined, file);
    // Totals of 2027 without figures of 2027.
    expect(new Set(report.refusals.map(({ code }) => code))).toEqual(
      new Set(['TOTAL_MUNICIPALITIES', 'TOTAL_POPULATION']),
    );
    await expect(checkReference(undefined, path.join(folder, 'README.md'))).rejects.toThrow(
      'README.md is not a reference file',
    );
    await expect(checkReference(undefined, path.join(folder, 'nowhere'))).rejects.toThrow('There is nothing at');
  });
});
