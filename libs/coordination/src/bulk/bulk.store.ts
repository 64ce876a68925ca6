import { own, visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { BulkItem } from './bulk.rules.js';

/** A change of several tasks, as its table has it. */
export interface BulkRow {
  id: string;
  partnershipId: string;
  accountId: string;
  at: string;
  fields: string[];
  items: BulkItem[];
  undoneAt: string | null;
}

const COLUMNS = `b.id, b.partnership_id as "partnershipId", b.account_id as "accountId", b.at, b.fields, b.items,
  b.undone_at as "undoneAt"`;
const readable = () => visible('coordination.bulk_changes', 'b');

/** Changes of several tasks at once: kept so that they can be undone. */
@Injectable()
export class BulkStore {
  constructor(private readonly db: Db) {}

  async byIds(ids: readonly string[]): Promise<BulkRow[]> {
    return this.db.query<BulkRow>(
      `select ${COLUMNS} from coordination.bulk_changes b where b.id = any ($1) and ${readable()}`,
      [ids],
    );
  }

  /** Held until the end of the transaction, so that it is undone once. */
  async hold(id: string): Promise<BulkRow | undefined> {
    const [row] = await this.db.query<BulkRow>(
      `select ${COLUMNS} from coordination.bulk_changes b where b.id = $1 and ${readable()} for update`,
      [id],
    );
    return row;
  }

  /** The caller's last ones that can still be undone or were, newest first. */
  async recent(partnershipIds: readonly string[], since: Date): Promise<BulkRow[]> {
    return this.db.query<BulkRow>(
      `select ${COLUMNS} from coordination.bulk_changes b
       where b.partnership_id = any ($1) and b.at >= $2 and ${own('b.account_id')} and ${readable()}
       order by b.at desc, b.id limit 20`,
      [partnershipIds, since],
    );
  }

  /** Keeps a change. */
  async insert(row: Omit<BulkRow, 'undoneAt' | 'at'>, now: Date): Promise<void> {
    await this.db.query(
      `insert into coordination.bulk_changes (id, partnership_id, account_id, at, fields, items)
       values ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.partnershipId, row.accountId, now, row.fields, JSON.stringify(row.items)],
    );
  }

  async markUndone(id: string, now: Date): Promise<void> {
    await this.db.query(`update coordination.bulk_changes set undone_at = $2 where id = $1`, [id, now]);
  }
}
