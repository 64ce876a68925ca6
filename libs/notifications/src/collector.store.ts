import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { Told } from './notifications.store.js';

/** What reads logs for nobody in particular, through functions of the owner. */
@Injectable()
export class CollectorStore {
  constructor(private readonly db: Db) {}

  /** Partnerships whose log goes on behind the place that was read. */
  async behind(most: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(`select id from notifications.behind($1) as behind (id)`, [most]);
    return rows.map(({ id }) => id);
  }

  collect(partnershipId: string, most: number, now: Date): Promise<Told[]> {
    return this.db.query(`select * from notifications.collect($1, $2, $3)`, [partnershipId, most, now]);
  }

  tellDeadlines(today: string, now: Date): Promise<Told[]> {
    return this.db.query(`select * from notifications.tell_deadlines($1, $2)`, [today, now]);
  }

  endPauses(now: Date): Promise<Told[]> {
    return this.db.query(`select * from notifications.end_pauses($1)`, [now]);
  }
}
