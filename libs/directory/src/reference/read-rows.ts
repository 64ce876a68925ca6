import { CsvError, parse } from 'csv-parse/sync';
import { Refused, type Column } from './columns.js';
import { fileNames, layouts, type FileName, type ReferenceRows } from './layouts.js';
import type { Refusal } from './refusals.js';

/** The content of the files; null for one that is not there. */
export type FileContents = Record<FileName, Buffer | null>;

interface Line {
  record: string[];
  info: { lines: number };
}

/** Rows of one file, and what of it is not accepted. A row with a refused cell is left out. */
const readFile = (file: FileName, content: Buffer | null, refuse: (refusal: Refusal) => void): { line: number }[] => {
  const refuseFile = (code: Refusal['code'], line: number | null = null, column: string | null = null, value = '') =>
    refuse({ file, line, column, code, value });
  if (!content) return (refuseFile('FILE_MISSING'), []);
  let lines: Line[];
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(content);
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
    lines = parse(decoded, options) as unknown as Line[];
  } catch (error) {
    if (error instanceof CsvError) refuseFile('FILE_UNREADABLE', Number(error.lines) || null, null, error.code);
    else refuseFile('ENCODING');
    return [];
  }
  const columns: Record<string, Column<unknown>> = layouts[file];
  const heading = lines[0]?.record ?? [];
  const missing = Object.keys(columns).filter((column) => !heading.includes(column));
  const strange = heading.filter(
    (column, index) => !Object.hasOwn(columns, column) || heading.indexOf(column) !== index,
  );
  missing.forEach((column) => refuseFile('COLUMN_MISSING', 1, column));
  strange.forEach((column) => refuseFile('COLUMN_UNKNOWN', 1, column));
  if (missing.length + strange.length > 0) return [];
  return lines.slice(1).flatMap(({ record, info: { lines: line } }) => {
    if (record.length !== heading.length) return (refuseFile('COLUMN_COUNT', line, null, String(record.length)), []);
    const row: Record<string, unknown> = {};
    heading.forEach((column, index) => {
      const cell = record[index]!;
      const value = columns[column]!(cell);
      if (value instanceof Refused) refuseFile(value.code, line, column, cell);
      else row[column] = value;
    });
    return Object.keys(row).length === heading.length ? [{ ...row, line }] : [];
  });
};

/** Reads the files cell by cell; whether the rows fit together is the matter of the rules. */
export const readRows = (contents: FileContents): { rows: ReferenceRows; refusals: Refusal[] } => {
  const refusals: Refusal[] = [];
  const rows = fileNames.map((file) => [file, readFile(file, contents[file], (refusal) => refusals.push(refusal))]);
  return { rows: Object.fromEntries(rows) as ReferenceRows, refusals };
};
