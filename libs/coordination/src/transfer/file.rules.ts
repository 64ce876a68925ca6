import { AppError } from '#libs/kernel';
import { parse } from 'csv-parse/sync';
import { zipSync } from 'fflate';
import { inflateRawSync } from 'node:zlib';
import readExcel from 'read-excel-file/node';
import { taskErrors } from '../task.rules.js';

/** Bounds of a file of tasks. */
export const FILE_BOUNDS = {
  bytes: 5_000_000,
  rows: 5_000,
  columns: 50,
  cell: 20_000,
  unpacked: 60_000_000,
  parts: 500,
};

/** What a file holds: the heads of its columns, and rows of as many texts. */
export interface Sheet {
  columns: string[];
  rows: string[][];
}

const tooLarge = (limit: number) => taskErrors.TASK_FILE_TOO_LARGE({ args: { limit } });
const unreadable = () => taskErrors.TASK_FILE_UNREADABLE();

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));

/**
 * The parts of a ZIP file, packed anew without compression. Each is unpacked here by what its directory says and never
 * beyond the bound, so that the reader of spreadsheets meets nothing that grows under its hands.
 */
const repacked = (bytes: Buffer): Buffer => {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw unreadable();
  const count = bytes.readUInt16LE(end + 10);
  if (count > FILE_BOUNDS.parts) throw tooLarge(FILE_BOUNDS.bytes);
  const parts: Record<string, Uint8Array> = {};
  let left = FILE_BOUNDS.unpacked;
  for (let part = 0, at = bytes.readUInt32LE(end + 16); part < count; part++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    const [method, packed, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    if (local + 30 > bytes.length) throw unreadable();
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (size > left) throw tooLarge(FILE_BOUNDS.bytes);
    const content = bytes.subarray(start, start + packed);
    if (/\.(xml|rels)$/i.test(name)) {
      parts[name] = method === 0 ? content : inflateRawSync(content, { maxOutputLength: Math.max(1, left) });
      left -= parts[name].length;
    }
    at += 46 + nameLength + extra + comment;
  }
  return Buffer.from(zipSync(parts, { level: 0 }));
};

/** A cell as text; days as ISO dates. */
const cellText = (value: string | number | boolean | Date | null | undefined): string => {
  if (value === null || value === undefined) return '';
  // A spreadsheet knows days without a time zone; the reader gives them as UTC.
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  // As many digits as a spreadsheet shows: 0.1 + 0.2 is 0.3 there.
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return String(value);
};

const readSpreadsheet = async (bytes: Buffer): Promise<string[][]> => {
  try {
    const sheets: unknown = await readExcel(repacked(bytes));
    const first: unknown = Array.isArray(sheets) ? sheets[0] : undefined;
    const data = (
      Array.isArray(first) ? sheets : ((first as { data?: unknown } | undefined)?.data ?? [])
    ) as Parameters<typeof cellText>[0][][];
    return data.map((row) => row.map(cellText));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(FILE_BOUNDS.bytes) : unreadable();
  }
};

/** UTF-8, or what older spreadsheets on Windows write. */
const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

const readCsv = (bytes: Buffer): string[][] => {
  if (bytes.includes(0)) throw unreadable();
  const text = decode(bytes);
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [';', '\t', ','].sort((a, b) => head.split(b).length - head.split(a).length)[0]!;
  try {
    return parse(text, {
      ...{ bom: true, delimiter, relax_column_count: true, skip_empty_lines: true },
      ...{ max_record_size: 1_000_000, to: FILE_BOUNDS.rows + 2 },
    });
  } catch {
    throw unreadable();
  }
};

/** What our own export writes before a text that a spreadsheet would take for a formula. */
const plain = (text: string): string => text.replace(/^'(?=\s*[=+\-@|%])/, '');

/**
 * A CSV or XLSX file, by what it is and not by its name.
 * @throws TASK_FILE_UNREADABLE, TASK_FILE_TOO_LARGE
 */
export const readSheet = async (bytes: Buffer): Promise<Sheet> => {
  if (bytes.length > FILE_BOUNDS.bytes) throw tooLarge(FILE_BOUNDS.bytes);
  const all = isZip(bytes) ? await readSpreadsheet(bytes) : readCsv(bytes);
  const filled = all.filter((row) => row.some((cell) => cell.trim() !== ''));
  const [head, ...rows] = filled;
  if (!head || rows.length === 0) throw unreadable();
  if (rows.length > FILE_BOUNDS.rows) throw tooLarge(FILE_BOUNDS.rows);
  const width = head.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (width > FILE_BOUNDS.columns) throw tooLarge(FILE_BOUNDS.columns);
  const fit = (row: string[]) =>
    // Postgres keeps no NUL; what else a text may not hold is told row by row.
    Array.from({ length: width }, (_, column) =>
      plain((row[column] ?? '').replaceAll('\u0000', '').slice(0, FILE_BOUNDS.cell + 1)),
    );
  return { columns: fit(head).map((text) => text.trim().slice(0, 200)), rows: rows.map(fit) };
};
