import { newId } from '#libs/kernel';
import { Client } from 'pg';
import { datedCodes } from './dated-codes.js';
import { matchMunicipalities, nameChanges, type NameChanges } from './identity.rules.js';
import { ImportStore, type Changes, type TableRow } from './import.store.js';
import { fileNames, type FileName, type ReferenceRows } from './layouts.js';
import { readRows } from './read-rows.js';
import { hashesOf, readContents, ReferenceDataError } from './reference.files.js';
import { checkRows } from './reference.rules.js';
import type { Refusal } from './refusals.js';
import type { Refuse } from './refuse.js';

/** What became of the files. Nothing is imported when anything is refused. */
export interface ImportReport {
  status: 'refused' | 'checked' | 'unchanged' | 'imported';
  /** Rows per file. */
  rows: Partial<Record<FileName, number>>;
  refusals: Refusal[];
  /** Rows per table; of a check: what an import would do. */
  changes: Record<string, Changes>;
  milliseconds: number;
}

/** What the files mean for what the database has. */
interface Plan {
  ids: ReadonlyMap<string, string>;
  names: NameChanges;
}

const plan = async (store: ImportStore, rows: ReferenceRows, refuse: Refuse): Promise<Plan> => {
  const ids = matchMunicipalities(rows, await store.nisCodes(), newId, refuse);
  return { ids, names: nameChanges(rows, ids, await store.names(), refuse) };
};

/** Everything that follows from the rows, written in the order in which the tables refer to each other. */
const write = async (
  store: ImportStore,
  rows: ReferenceRows,
  { ids, names }: Plan,
): Promise<Record<string, Changes>> => {
  const changes: Record<string, Changes> = {};
  const idOf = (nis: string) => ids.get(nis)!;
  const regions = rows['reference-regions.csv'];
  changes.reference_regions = await store.fill(
    'reference_regions',
    regions.map(({ code, name }) => ({ id: newId(), code, name })),
  );
  const regionIds = await store.regionIds();
  changes.municipalities = await store.fill(
    'municipalities',
    rows['municipalities.csv'].map((row) => ({
      ...row,
      id: idOf(row.nis),
      reference_region_id: row.reference_region && regionIds.get(row.reference_region),
      language_facilities: row.language_facilities ?? false,
    })),
  );
  changes.municipality_names = await store.changeNames(names);
  changes.municipality_codes = await store.fillCodes(
    datedCodes(rows).map(({ nis, scheme, value, from, until }) => ({
      ...{ id: newId(), municipality_id: idOf(nis), scheme, value, valid_from: from, valid_until: until },
    })),
  );
  changes.municipality_figures = await store.fill(
    'municipality_figures',
    rows['population.csv'].map(({ nis, year, population }) => ({ municipality_id: idOf(nis), year, population })),
  );
  changes.municipality_borders = await store.fill('municipality_borders', borders(rows, idOf));
  changes.successions = await store.fill(
    'successions',
    rows['successions.csv'].map((row) => ({
      ...row,
      predecessor_id: idOf(row.predecessor),
      successor_id: idOf(row.successor),
    })),
  );
  const actors = rows['actors.csv'];
  changes.actors = await store.fill(
    'actors',
    actors.map((row) => ({ ...row, id: newId(), active: true })),
  );
  changes.actors.removed = await store.retireActors(actors.map((actor) => actor.code));
  return changes;
};

const borders = (rows: ReferenceRows, idOf: (nis: string) => string): TableRow<'municipality_borders'>[] =>
  rows['municipalities.csv'].flatMap((row) =>
    row.neighbours
      .map((nis) => ({ one_id: idOf(row.nis), other_id: idOf(nis) }))
      .filter(({ one_id, other_id }) => one_id < other_id),
  );

const throughDatabase = async <T>(ownerUrl: string, work: (store: ImportStore) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: ownerUrl, application_name: 'samenregie-reference' });
  await client.connect();
  try {
    return await work(new ImportStore(client));
  } finally {
    await client.end();
  }
};

/** Reads, checks and, when all is well, writes: for good, or to see what it would do. */
const run = async (mode: 'check' | 'import', ownerUrl: string | undefined, place?: string): Promise<ImportReport> => {
  const began = performance.now();
  const contents = readContents(place);
  const hashes = hashesOf(contents);
  const report: ImportReport = { status: 'unchanged', rows: {}, refusals: [], changes: {}, milliseconds: 0 };
  const finish = (status: ImportReport['status']): ImportReport => {
    report.status = report.refusals.length > 0 ? 'refused' : status;
    return { ...report, milliseconds: Math.round(performance.now() - began) };
  };
  const read = (): ReferenceRows | undefined => {
    const { rows, refusals } = readRows(contents);
    // Rows that were left out would only lead to more complaints about the same cells.
    report.refusals = refusals.length > 0 ? refusals : checkRows(rows);
    for (const file of fileNames) report.rows[file] = rows[file].length;
    return report.refusals.length > 0 ? undefined : rows;
  };
  const attempt = async (store: ImportStore): Promise<ImportReport> => {
    if (mode === 'import' && (await store.lastHash()) === hashes.content) return finish('unchanged');
    const rows = read();
    if (!rows) return finish('refused');
    const planned = await plan(store, rows, (file, line, column, code, value) =>
      report.refusals.push({ file, line, column, code, value: String(value) }),
    );
    if (report.refusals.length > 0) return finish('refused');
    report.changes = await write(store, rows, planned);
    if (mode === 'check') return finish('checked');
    const files = fileNames.map((name) => ({ name, sha256: hashes.files[name], rows: report.rows[name] }));
    await store.log(hashes.content, files, report.changes);
    return finish('imported');
  };
  if (!ownerUrl) {
    read();
    return finish('checked');
  }
  return throughDatabase(ownerUrl, async (store) => {
    if (await store.isMigrated())
      return store.transaction(
        () => attempt(store),
        ({ status }) => status === 'imported',
      );
    if (mode === 'import')
      throw new ReferenceDataError('The database has no tables yet: start Samenregie once, then import.');
    read();
    return finish('checked');
  });
};

/**
 * Imports reference data in one transaction, as the owner of the tables: all of it, or nothing when anything is refused.
 * The same files a second time change nothing and cost one statement. Municipalities keep their ids: they are found by
 * their dated codes; figures of other years stay; a name or code with new dates keeps the one before it.
 * @param ownerUrl database address of the owner
 * @param place folder with the files, or one of them to go with our own others; without it the repository's `reference`
 * @throws ReferenceDataError when the place cannot be used or the database has no tables
 */
export const importReference = (ownerUrl: string, place?: string): Promise<ImportReport> =>
  run('import', ownerUrl, place);

/**
 * Checks reference data and changes nothing; with a database also what an import into it would change.
 * @throws ReferenceDataError when the place cannot be used
 */
export const checkReference = (ownerUrl?: string, place?: string): Promise<ImportReport> =>
  run('check', ownerUrl, place);
