import { caller, EVERYBODY, visible } from '#libs/access';
import { Clock, newId, type CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { TaskView } from '../tasks.store.js';
import type { FieldChange } from './history.rules.js';

/** One field that somebody changed. */
export interface ChangeRow {
  id: string;
  field: string;
  before: string[];
  after: string[];
  at: string;
  byId: string;
}

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.task_changes', 'h');

/** The history of tasks. */
@Injectable()
export class HistoryStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps changes of the open transaction, by the caller. What a task was like while it stayed inside an organisation stays
   * there too, also in the change that opens it to others; of that one, others read only that it was opened.
   */
  async keep(task: TaskView, changes: readonly FieldChange[], before: TaskView = task): Promise<void> {
    if (changes.length === 0) return;
    const keptBy = before.keptBy === EVERYBODY ? task.keptBy : before.keptBy;
    const rows = changes.map((change) => ({
      ...change,
      id: newId(),
      written_for: change.field === 'audience' ? task.keptBy : keptBy,
    }));
    await this.db.query(
      `insert into coordination.task_changes (id, partnership_id, task_id, field, before, after, at, by_id, written_for)
       select c.id, $1, $2, c.field, c.before, c.after, $3, $4, c.written_for
       from json_to_recordset($5) c (id uuid, field text, before text[], after text[], written_for uuid)`,
      [task.partnershipId, task.id, this.clock.now(), caller().accountId, JSON.stringify(rows)],
    );
  }

  /** Newest first, one row more than the page. */
  async page(taskId: string, size: number, after?: CursorKeys): Promise<ChangeRow[]> {
    return this.db.query(
      `select h.id, h.field, h.before, h.after, h.at, h.by_id as "byId" from coordination.task_changes h
       where h.task_id = $1 and ${readable()} and ($2::uuid is null or (h.at, h.id) < ($3::timestamptz, $2::uuid))
       order by h.at desc, h.id desc limit $4`,
      [taskId, after?.[1] ?? null, after?.[0] ?? null, size + 1],
    );
  }

  async count(taskId: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from coordination.task_changes h where h.task_id = $1 and ${readable()}`,
      [taskId],
    );
    return row?.count ?? 0;
  }
}
