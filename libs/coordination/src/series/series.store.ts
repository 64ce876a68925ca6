import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { LinkedTaskRow } from '../links/links.store.js';

/** Tasks of the same series. */
@Injectable()
export class SeriesStore {
  constructor(private readonly db: Db) {}

  /** The ones right after tasks (1) or right before them (-1). */
  async neighbours(step: 1 | -1, taskIds: readonly string[]): Promise<LinkedTaskRow[]> {
    return this.db.query(
      `select t.id as "ofId", o.id, o.number, o.title, o.status, o.due_on as "dueOn", o.archived_at is not null as archived
       from coordination.tasks t join coordination.tasks o
         on o.partnership_id = t.partnership_id and o.series_id = t.series_id and o.occurrence = t.occurrence + $1
       where t.id = any ($2) and ${visible('coordination.tasks', 't')} and ${visible('coordination.tasks', 'o')}`,
      [step, taskIds],
    );
  }
}
