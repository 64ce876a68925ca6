import { newId } from '#libs/kernel';
import { Client, DatabaseError } from 'pg';
import { readRuleFiles, RequestRulesError, type RuleFile, type RuleRow } from './rule-files.js';

/** What an import did: nothing when the same files were imported before. */
export interface RulesReport {
  status: 'imported' | 'unchanged';
  rows: Record<RuleFile, number>;
}

const insertRows = async (client: Client, table: string, rows: readonly object[], conflict: string): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  if (!columns) return;
  await client.query(
    `insert into requests.${table} (${columns}) select ${columns} from json_populate_recordset(null::requests.${table}, $1) ${conflict}`,
    [JSON.stringify(rows)],
  );
};

const without = ({ line: _line, ...row }: RuleRow): object => row;

/** On a repeated code everything but the code is replaced. */
const replacing = (rows: readonly object[]): string => {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'code');
  return `on conflict (code) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
};

const idsOfActors = async (client: Client, steps: readonly RuleRow[]): Promise<object[]> => {
  const { rows } = await client.query<{ code: string; id: string }>(`select code, id from directory.actors`);
  const ids = new Map(rows.map(({ code, id }) => [code, id]));
  return steps.map(({ line, actor, ...step }) => {
    const id = actor === null ? null : ids.get(actor as string);
    if (id === undefined)
      throw new RequestRulesError(`escalation-ladders.csv, line ${line}: there is no actor ${String(actor)}.`);
    return { id: newId(), actor_id: id, ...step };
  });
};

/** One code for two holidays or terms, or two steps of one ladder at once, the database would refuse without a line. */
const checkTwice = (file: RuleFile, rows: readonly RuleRow[], keyOf: (row: RuleRow) => string): void => {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const first = seen.get(keyOf(row));
    if (first) throw new RequestRulesError(`${file}, line ${row.line}: the same as on line ${first}.`);
    seen.set(keyOf(row), row.line);
  }
};

const checked = (place?: string) => {
  const { rows, hash } = readRuleFiles(place);
  for (const file of ['public-holidays.csv', 'legal-terms.csv'] as const)
    checkTwice(file, rows[file], ({ code }) => String(code));
  checkTwice('escalation-ladders.csv', rows['escalation-ladders.csv'], (row) =>
    JSON.stringify([row.actor, row.government_level, row.level, row.valid_from]),
  );
  return { rows, hash };
};

const counts = (rows: Record<RuleFile, RuleRow[]>) =>
  Object.fromEntries(Object.entries(rows).map(([file, list]) => [file, list.length])) as RulesReport['rows'];

/**
 * Reads the rule files and says how many rows they have.
 * @throws RequestRulesError naming file, line and column of what is not accepted
 */
export const checkRequestRules = (place?: string): RulesReport['rows'] => counts(checked(place).rows);

/**
 * Imports holidays, terms of law and ladders as the owner of the tables, all or nothing, after the actors. Terms of law are
 * never removed, because requests refer to them; ladders are replaced, because requests keep what they were shown.
 * @throws RequestRulesError
 */
export const importRequestRules = async (ownerUrl: string, place?: string): Promise<RulesReport> => {
  const { rows, hash } = checked(place);
  const client = new Client({ connectionString: ownerUrl, application_name: 'samenregie-request-rules' });
  await client.connect();
  try {
    await client.query('begin');
    const { rows: last } = await client.query<{ content_hash: string }>(
      `select content_hash from requests.imports order by imported_at desc, id desc limit 1`,
    );
    if (last[0]?.content_hash === hash) return { status: 'unchanged', rows: counts(rows) };
    const holidays = rows['public-holidays.csv'].map(without);
    const terms = rows['legal-terms.csv'].map(without);
    await insertRows(client, 'public_holidays', holidays, replacing(holidays));
    await insertRows(client, 'legal_terms', terms, replacing(terms));
    await client.query(`delete from requests.public_holidays where code <> all ($1)`, [
      rows['public-holidays.csv'].map(({ code }) => code),
    ]);
    await client.query(`delete from requests.ladder_steps`);
    await insertRows(client, 'ladder_steps', await idsOfActors(client, rows['escalation-ladders.csv']), '');
    await client.query(`insert into requests.imports (id, imported_at, content_hash) values ($1, now(), $2)`, [
      newId(),
      hash,
    ]);
    await client.query('commit');
    return { status: 'imported', rows: counts(rows) };
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('23'))
      throw new RequestRulesError(`The rules do not fit together: ${error.constraint ?? error.message}.`);
    throw error;
  } finally {
    // Nothing is kept of what was not committed.
    await client.end();
  }
};
