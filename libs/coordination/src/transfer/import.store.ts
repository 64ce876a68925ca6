import { own, visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { Sheet } from './file.rules.js';
import type { RowProblem } from './row.rules.js';
import type { ColumnTarget } from './words.js';

/** A file that is being imported, as its table has it, with how far it came. */
export interface ImportRow {
  id: string;
  partnershipId: string;
  accountId: string;
  fileName: string;
  createdAt: string;
  columns: string[];
  mapping: ColumnTarget[];
  rowCount: number;
  nextRow: number;
  finishedAt: string | null;
  version: number;
  importedCount: number;
  refusedCount: number;
}

/** One row of the file. */
export interface FileRow {
  number: number;
  cells: string[];
  problems: RowProblem[] | null;
}

const COLUMNS = `i.id, i.partnership_id as "partnershipId", i.account_id as "accountId", i.file_name as "fileName",
  i.created_at as "createdAt", i.columns, i.mapping, i.row_count as "rowCount", i.next_row as "nextRow",
  i.finished_at as "finishedAt", i.version,
  (select count(*)::int from coordination.task_import_rows r
   where r.import_id = i.id and r.task_id is not null and $ROWS) as "importedCount",
  (select count(*)::int from coordination.task_import_rows r
   where r.import_id = i.id and r.problems is not null and $ROWS) as "refusedCount"`;
const columns = () => COLUMNS.replaceAll('$ROWS', visible('coordination.task_import_rows', 'r'));
const readable = () => visible('coordination.task_imports', 'i');

/** Files of tasks between arriving and being imported; only who brought one sees it. */
@Injectable()
export class ImportStore {
  constructor(private readonly db: Db) {}

  async byIds(ids: readonly string[]): Promise<ImportRow[]> {
    return this.db.query<ImportRow>(
      `select ${columns()} from coordination.task_imports i where i.id = any ($1) and ${readable()}`,
      [ids],
    );
  }

  /** Held until the end of the transaction: two windows never import the same rows. */
  async hold(id: string): Promise<ImportRow | undefined> {
    await this.db.query(`select 1 from coordination.task_imports i where i.id = $1 and ${readable()} for update`, [id]);
    return (await this.byIds([id]))[0];
  }

  /** The caller's files, newest first. */
  async ofPartnerships(ids: readonly string[]): Promise<ImportRow[]> {
    return this.db.query<ImportRow>(
      `select ${columns()} from coordination.task_imports i
       where i.partnership_id = any ($1) and ${own('i.account_id')} and ${readable()}
       order by i.created_at desc, i.id limit 20`,
      [ids],
    );
  }

  async insert(
    row: Pick<ImportRow, 'id' | 'partnershipId' | 'accountId' | 'fileName' | 'mapping'>,
    sheet: Sheet,
    now: Date,
  ): Promise<void> {
    const owner = [row.partnershipId, row.id, row.accountId];
    await this.db.query(
      `insert into coordination.task_imports
         (partnership_id, id, account_id, file_name, created_at, columns, mapping, row_count)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [...owner, row.fileName, now, sheet.columns, row.mapping, sheet.rows.length],
    );
    await this.db.query(
      `insert into coordination.task_import_rows (partnership_id, import_id, account_id, number, cells)
       select $1, $2, $3, r.nr, array(select jsonb_array_elements_text(r.cells))
       from jsonb_array_elements($4::jsonb) with ordinality r(cells, nr)`,
      [...owner, JSON.stringify(sheet.rows)],
    );
  }

  async map(id: string, version: number, mapping: readonly string[]): Promise<boolean> {
    const rows = await this.db.query(
      `update coordination.task_imports set mapping = $3, version = version + 1 where id = $1 and version = $2 returning id`,
      [id, version, mapping],
    );
    return rows.length === 1;
  }

  async rows(id: string, from: number, count: number): Promise<FileRow[]> {
    return this.db.query<FileRow>(
      `select r.number, r.cells, r.problems from coordination.task_import_rows r
       where r.import_id = $1 and r.number >= $2 and ${visible('coordination.task_import_rows', 'r')}
       order by r.number limit $3`,
      [id, from, count],
    );
  }

  async refused(id: string): Promise<FileRow[]> {
    return this.db.query<FileRow>(
      `select r.number, r.cells, r.problems from coordination.task_import_rows r
       where r.import_id = $1 and r.problems is not null and ${visible('coordination.task_import_rows', 'r')}
       order by r.number`,
      [id],
    );
  }

  async settle(id: string, number: number, taskId: string | null, problems: readonly RowProblem[]): Promise<void> {
    await this.db.query(
      `update coordination.task_import_rows set task_id = $3, problems = $4 where import_id = $1 and number = $2`,
      [id, number, taskId, problems.length > 0 ? JSON.stringify(problems) : null],
    );
  }

  async advance(id: string, nextRow: number, finishedAt: Date | null): Promise<void> {
    await this.db.query(
      `update coordination.task_imports set next_row = $2, finished_at = $3, version = version + 1 where id = $1`,
      [id, nextRow, finishedAt],
    );
  }

  async remove(id: string): Promise<void> {
    await this.db.query(`delete from coordination.task_imports where id = $1`, [id]);
  }

  /** Forgets the caller's files of long ago. */
  async forget(accountId: string, before: Date): Promise<void> {
    await this.db.query(`delete from coordination.task_imports where account_id = $1 and created_at < $2`, [
      accountId,
      before,
    ]);
  }
}
