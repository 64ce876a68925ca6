import { BYTE_ORDER_MARK, csvLine, type CursorKeys } from '#libs/kernel';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import writeExcel from 'write-excel-file/node';

/** Rows of a spreadsheet, which is made in memory; CSV has no such bound. */
export const MAX_SPREADSHEET_ROWS = 20_000;
/** Media types of the two kinds. */
export const listFileTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A list that leaves as a file. */
export interface ListFile {
  /** Of the file, without ending. */
  name: string;
  /** Of the sheet. */
  title: string;
  heads: readonly string[];
  /** Of the columns of the sheet, in characters. */
  widths: readonly number[];
  /** Pages of rows: texts, numbers, and days as ISO dates. */
  pages: AsyncIterable<readonly (string | number | null)[][]>;
  /** What stands before the decimals of numbers in CSV, as the spreadsheets of the reader's language have it. */
  decimal?: '.' | ',';
}

/** Page after page, each read when the one before was taken. */
export async function* pagesFrom<T>(
  read: (after: CursorKeys | undefined) => Promise<{ rows: T; next?: CursorKeys | undefined }>,
): AsyncGenerator<T> {
  for (let after: CursorKeys | undefined, more = true; more;) {
    const { rows, next } = await read(after);
    yield rows;
    after = next;
    more = next !== undefined;
  }
}

async function* csv({ heads, pages, decimal }: ListFile): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(heads);
  for await (const rows of pages) {
    const text = rows.map((row) => csvLine(row, decimal)).join('');
    if (text) yield text;
  }
}

/** Texts are texts here, never formulas; days are days, numbers numbers. */
const spreadsheetCell = (value: string | number | null) =>
  value === null
    ? null
    : typeof value === 'number'
      ? { value, type: Number }
      : /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
        : { value: value.slice(0, 32_000), type: String };

const spreadsheet = async ({ title, heads, widths, pages }: ListFile): Promise<Buffer> => {
  const head = heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const data = [];
  for await (const rows of pages) data.push(...rows.map((row) => row.map(spreadsheetCell)));
  const columns = widths.map((width) => ({ width }));
  return writeExcel([head, ...data], { sheet: title, columns, stickyRowsCount: 1 }).toBuffer();
};

/** Answers with a list: CSV flows page by page, a spreadsheet comes when it is whole. No cell of either is a formula. */
export const sendList = async (reply: FastifyReply, format: 'csv' | 'xlsx', list: ListFile): Promise<void> => {
  const file = format === 'xlsx' ? await spreadsheet(list) : Readable.from(csv(list));
  await reply
    .header('content-type', listFileTypes[format])
    .header('content-disposition', `attachment; filename="${list.name}.${format}"`)
    .header('cache-control', 'no-store')
    .send(file);
};
