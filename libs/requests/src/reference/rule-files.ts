import { cleanLine, isCalendarDay } from '#libs/kernel';
import { ConfigError } from '#libs/platform';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { requestKinds } from '../request.rules.js';
import { startRules, termUnits } from '../terms/term.rules.js';

/** The rule files cannot be used; the message names file, line and column. */
export class RequestRulesError extends ConfigError {}

type Column = (cell: string) => unknown;
const REFUSED = Symbol('refused');

const required =
  (column: Column): Column =>
  (cell) =>
    cell === '' ? REFUSED : column(cell);
const optional =
  (column: Column): Column =>
  (cell) =>
    cell === '' ? null : column(cell);
const text: Column = (cell) => (cleanLine(cell, { field: 'cell', max: 1_000 }) === cell ? cell : REFUSED);
const matching =
  (pattern: RegExp): Column =>
  (cell) =>
    pattern.test(cell) ? cell : REFUSED;
const oneOf =
  (values: readonly string[]): Column =>
  (cell) =>
    values.includes(cell) ? cell : REFUSED;
const listOf =
  (values: readonly string[]): Column =>
  (cell) => {
    const found = cell === '' ? [] : cell.split(';');
    return found.every((value) => values.includes(value)) ? found : REFUSED;
  };
const whole =
  (least: number, most: number): Column =>
  (cell) =>
    /^-?\d{1,4}$/.test(cell) && Number(cell) >= least && Number(cell) <= most ? Number(cell) : REFUSED;
const day: Column = (cell) => (isCalendarDay(cell) ? cell : REFUSED);
const yesNo: Column = (cell) => (cell === 'yes' ? true : cell === 'no' ? false : REFUSED);

const levels = ['FEDERAL', 'FLEMISH', 'PROVINCIAL', 'REGIONAL', 'LOCAL', 'CIVIL_SOCIETY'] as const;
const code = matching(/^[A-Z][A-Z0-9_]*$/);
const dated = { valid_from: required(day), valid_until: optional(day) };
const sourced = {
  source: required(text),
  verification: required(oneOf(['V', 'V-content', 'NR', 'C', 'GK', 'NF'])),
};

/** The rule files of this room with their columns. */
export const ruleLayouts = {
  'public-holidays.csv': {
    ...{ code: required(code), name: required(text), month: optional(whole(1, 12)), day: optional(whole(1, 31)) },
    ...{ easter_offset: optional(whole(-60, 60)), ...dated, ...sourced },
  },
  'legal-terms.csv': {
    ...{ code: required(code), name: required(text), authority_scope: required(text) },
    ...{ government_levels: listOf(levels), kinds: listOf(requestKinds), days: optional(whole(1, 365)) },
    ...{ unit: optional(oneOf(termUnits)), start_rule: required(oneOf(startRules)) },
    ...{ extended_days: optional(whole(1, 365)), on_silence: text, article: required(text), ...dated, ...sourced },
  },
  'escalation-ladders.csv': {
    ...{ actor: optional(code), government_level: optional(oneOf(levels)), level: required(whole(0, 5)) },
    ...{ addressee: required(text), grace_days: required(whole(0, 365)), term_days: required(whole(1, 365)) },
    ...{ unit: required(oneOf(termUnits)), needs_approval: required(yesNo), ...dated, ...sourced },
  },
} as const satisfies Record<string, Record<string, Column>>;
export type RuleFile = keyof typeof ruleLayouts;
const files = Object.keys(ruleLayouts) as RuleFile[];

/** A row by its columns, with the line it stands on. */
export type RuleRow = Record<string, unknown> & { line: number };
export type RuleRows = Record<RuleFile, RuleRow[]>;

/** The `reference` folder of this repository, seen from the source as well as from what is built of it. */
const ownFolder = (): string => {
  for (let place = import.meta.dirname; ; place = path.dirname(place)) {
    const folder = path.join(place, 'reference');
    if (existsSync(path.join(folder, 'escalation-ladders.csv'))) return folder;
    if (place === path.dirname(place))
      throw new RequestRulesError('The folder "reference" is missing from this installation.');
  }
};

const readFile = (file: RuleFile, content: Buffer): RuleRow[] => {
  const columns: Record<string, Column> = ruleLayouts[file];
  const [heading = [], ...lines] = parse(content, { bom: true, skip_empty_lines: true });
  if ([...heading].sort().join() !== Object.keys(columns).sort().join())
    throw new RequestRulesError(`${file}: the columns have to be ${Object.keys(columns).join(', ')}.`);
  return lines.map((cells, index) => {
    const line = index + 2;
    const row: RuleRow = { line };
    heading.forEach((column, place) => {
      const value = columns[column]!(cells[place]!);
      if (value === REFUSED)
        throw new RequestRulesError(`${file}, line ${line}: "${cells[place]}" is not accepted as ${column}.`);
      row[column] = value;
    });
    return row;
  });
};

/**
 * Reads the rule files of a folder; one that is not there is taken from our own.
 * @throws RequestRulesError for the first cell that is not accepted
 */
export const readRuleFiles = (folder = ownFolder()): { rows: RuleRows; hash: string } => {
  const hash = createHash('sha256');
  const rows = files.map((file) => {
    const given = path.join(folder, file);
    const content = readFileSync(existsSync(given) ? given : path.join(ownFolder(), file));
    hash.update(content);
    return [file, readFile(file, content)];
  });
  return { rows: Object.fromEntries(rows) as RuleRows, hash: hash.digest('hex') };
};
