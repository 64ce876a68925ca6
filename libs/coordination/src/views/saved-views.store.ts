import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { SavedViewRow } from './saved-view.types.js';

const COLUMNS = `v.id, v.partnership_id as "partnershipId", v.account_id as "accountId", v.name, v.query, v.audience,
  v.created_at as "createdAt", v.updated_at as "updatedAt", v.version,
  v.account_id = nullif(current_setting('app.account_id', true), '')::uuid as mine`;

/** Views people saved. */
@Injectable()
export class SavedViewsStore {
  constructor(private readonly db: Db) {}

  async byIds(ids: readonly string[]): Promise<SavedViewRow[]> {
    return this.db.query<SavedViewRow>(
      `select ${COLUMNS} from coordination.saved_views v
       where v.id = any ($1) and ${visible('coordination.saved_views', 'v')}`,
      [ids],
    );
  }

  /** Own and shared ones, own first, by name. */
  async ofPartnerships(ids: readonly string[]): Promise<SavedViewRow[]> {
    return this.db.query<SavedViewRow>(
      `select ${COLUMNS} from coordination.saved_views v
       where v.partnership_id = any ($1) and ${visible('coordination.saved_views', 'v')}
       order by mine desc, lower(v.name), v.id limit 500`,
      [ids],
    );
  }

  async countOwn(partnershipId: string, accountId: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from coordination.saved_views v where v.partnership_id = $1 and v.account_id = $2`,
      [partnershipId, accountId],
    );
    return row?.count ?? 0;
  }

  async insert(row: Omit<SavedViewRow, 'mine' | 'createdAt' | 'updatedAt' | 'version'>, now: Date): Promise<void> {
    await this.db.query(
      `insert into coordination.saved_views (id, partnership_id, account_id, name, query, audience, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [row.id, row.partnershipId, row.accountId, row.name, row.query, row.audience, now],
    );
  }

  /** Whether the view still had the version. */
  async update(
    id: string,
    version: number,
    { name, query, audience }: Pick<SavedViewRow, 'name' | 'query' | 'audience'>,
    now: Date,
  ): Promise<boolean> {
    const rows = await this.db.query(
      `update coordination.saved_views set name = $3, query = $4, audience = $5, updated_at = $6, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, version, name, query, audience, now],
    );
    return rows.length === 1;
  }

  async remove(id: string, version: number): Promise<boolean> {
    const rows = await this.db.query(
      `delete from coordination.saved_views where id = $1 and version = $2 returning id`,
      [id, version],
    );
    return rows.length === 1;
  }
}
