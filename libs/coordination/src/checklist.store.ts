import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';

/** One step of a task. */
export interface ChecklistItemRow {
  id: string;
  partnershipId: string;
  taskId: string;
  label: string;
  done: boolean;
  position: number;
  version: number;
  /** The organisation its task stays inside, or EVERYBODY. */
  keptBy: string;
}

const COLUMNS = `id, partnership_id as "partnershipId", task_id as "taskId", label, done, position, version,
  kept_by as "keptBy"`;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.checklist_items', 'i');

/** The steps of tasks. */
@Injectable()
export class ChecklistStore {
  constructor(private readonly db: Db) {}

  async byTasks(taskIds: readonly string[]): Promise<ChecklistItemRow[]> {
    return this.db.query(
      `select ${COLUMNS} from coordination.checklist_items i
       where task_id = any ($1) and ${readable()} order by position, id`,
      [taskIds],
    );
  }

  async byIds(ids: readonly string[]): Promise<ChecklistItemRow[]> {
    return this.db.query(
      `select ${COLUMNS} from coordination.checklist_items i where id = any ($1) and ${readable()}`,
      [ids],
    );
  }

  /** Adds a step at the end. */
  async add(item: Pick<ChecklistItemRow, 'id' | 'partnershipId' | 'taskId' | 'label'>): Promise<void> {
    await this.db.query(
      `insert into coordination.checklist_items (id, partnership_id, task_id, label, position)
       select $1, $2, $3, $4, coalesce(max(position), 0) + 1 from coordination.checklist_items i
       where task_id = $3 and ${readable()}`,
      [item.id, item.partnershipId, item.taskId, item.label],
    );
  }

  /** Changes a step that still has the expected version; answers whether it had. */
  async update(id: string, expectedVersion: number, label: string, done: boolean): Promise<boolean> {
    const rows = await this.db.query(
      `update coordination.checklist_items set label = $3, done = $4, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, expectedVersion, label, done],
    );
    return rows.length === 1;
  }

  /** Removes a step that still has the expected version; answers whether it had. */
  async remove(id: string, expectedVersion: number): Promise<boolean> {
    const rows = await this.db.query(
      `delete from coordination.checklist_items where id = $1 and version = $2 returning id`,
      [id, expectedVersion],
    );
    return rows.length === 1;
  }
}
