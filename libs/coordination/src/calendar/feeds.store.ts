import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { CalendarTask } from './calendar.rules.js';

/** The address of somebody's calendar, without the secret, of which only the hash is kept. */
export interface FeedRow {
  id: string;
  accountId: string;
  organisationId: string;
  createdAt: string;
}

/** Secret addresses of calendars. */
@Injectable()
export class FeedsStore {
  constructor(private readonly db: Db) {}

  async of(accountId: string, organisationId: string): Promise<FeedRow | null> {
    const [row] = await this.db.query<FeedRow>(
      `select f.id, f.account_id as "accountId", f.organisation_id as "organisationId", f.created_at as "createdAt"
       from coordination.calendar_feeds f
       where f.account_id = $1 and f.organisation_id = $2 and ${visible('coordination.calendar_feeds', 'f')}`,
      [accountId, organisationId],
    );
    return row ?? null;
  }

  async insert(row: Omit<FeedRow, 'createdAt'>, hash: Buffer, now: Date): Promise<void> {
    await this.db.query(
      `insert into coordination.calendar_feeds (id, account_id, organisation_id, token_hash, created_at)
       values ($1, $2, $3, $4, $5)`,
      [row.id, row.accountId, row.organisationId, hash, now],
    );
  }

  async remove(accountId: string, organisationId: string): Promise<boolean> {
    const rows = await this.db.query(
      `delete from coordination.calendar_feeds where account_id = $1 and organisation_id = $2 returning id`,
      [accountId, organisationId],
    );
    return rows.length > 0;
  }

  /** What stands under a secret address; undefined when it is none, or no longer. */
  async tasks(hash: Buffer, firstDay: string): Promise<CalendarTask[] | undefined> {
    const [row] = await this.db.queryAsNobody<{ feed: { tasks: CalendarTask[] } | null }>(
      `select coordination.calendar_feed($1, $2) as feed`,
      [hash, firstDay],
    );
    return row?.feed?.tasks;
  }
}
