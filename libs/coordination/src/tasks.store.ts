import { visible } from '#libs/access';
import { commonErrors, type CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { taskColumns, taskLinks, taskSteps } from './task-columns.js';
import { TaskRow } from './task.entity.js';
import { taskConditions, type TaskQuery } from './task-filter.js';
import type { TaskStatus } from './task.rules.js';

/** A task with everything a card shows, in one row. */
export interface TaskView extends Omit<TaskRow, 'createdAt' | 'updatedAt' | 'completedAt' | 'archivedAt'> {
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
  archivedAt: string | null;
  /** The organisation it stays inside, or EVERYBODY. */
  keptBy: string;
  municipalityIds: string[];
  actorIds: string[];
  labelIds: string[];
  checklistDone: number;
  checklistTotal: number;
  commentCount: number;
  /** Tasks that have to be done first and are not. */
  blockedBy: number;
  subtaskDone: number;
  subtaskTotal: number;
  /** Keys of the row's place in the list it was read for. */
  place?: CursorKeys;
}

/** Columns of a task to set; moments as dates, or as they were read. */
export type TaskChanges = Partial<Omit<TaskRow, 'completedAt'> & { completedAt: Date | string | null }>;

/** How many tasks stand in a column, and how many of them are late. */
export interface StatusCount {
  status: TaskStatus;
  count: number;
  overdue: number;
}

/** Lists that hang on a task, and the column that says what. */
const linkColumns = {
  task_municipalities: 'municipality_id',
  task_actors: 'actor_id',
  task_labels: 'label_id',
} as const;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.tasks', 't');

/** Collects the values of a statement and answers their placeholders. */
export const binder = () => {
  const values: unknown[] = [];
  return { values, bind: (value: unknown) => `$${values.push(value)}` };
};

/** Tasks: lists and single ones for reading, rows for writing. */
@Injectable()
export class TasksStore {
  constructor(private readonly db: Db) {}

  async count(partnershipId: string, query: TaskQuery): Promise<number> {
    const { values, bind } = binder();
    const sql = `select count(*)::int as count from coordination.tasks t where ${taskConditions(partnershipId, query, bind)}`;
    const [row] = await this.db.query<{ count: number }>(sql, values);
    return row?.count ?? 0;
  }

  async counts(partnershipId: string, query: TaskQuery, today: string): Promise<StatusCount[]> {
    const { values, bind } = binder();
    const conditions = taskConditions(partnershipId, query, bind);
    return this.db.query<StatusCount>(
      `select t.status, count(*)::int as count,
              count(*) filter (where t.status <> 'DONE' and t.due_on < ${bind(today)})::int as overdue
       from coordination.tasks t where ${conditions} group by t.status`,
      values,
    );
  }

  async byIds(ids: readonly string[]): Promise<TaskView[]> {
    if (ids.length === 0) return [];
    return this.db.query<TaskView>(
      `select ${taskColumns()}, ${taskLinks()} from coordination.tasks t ${taskSteps()} where t.id = any ($1) and ${readable()}`,
      [ids],
    );
  }

  async idByNumber(partnershipId: string, number: number): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `select id from coordination.tasks t where partnership_id = $1 and number = $2 and ${readable()}`,
      [partnershipId, number],
    );
    return row?.id;
  }

  /** Open tasks per municipality, for several partnerships at once. */
  async openPerMunicipality(
    partnershipIds: readonly string[],
  ): Promise<{ partnershipId: string; municipalityId: string; count: number }[]> {
    return this.db.query(
      `select m.partnership_id as "partnershipId", m.municipality_id as "municipalityId", count(*)::int as count
       from coordination.task_municipalities m join coordination.tasks t on t.id = m.task_id
       where m.partnership_id = any ($1) and ${readable()}
             and ${visible('coordination.task_municipalities', 'm')} and t.status <> 'DONE' and t.archived_at is null group by 1, 2`,
      [partnershipIds],
    );
  }

  /** @throws NOT_FOUND when there is no such task for the caller. */
  async get(id: string, field = 'id'): Promise<TaskView> {
    const [task] = await this.byIds([id]);
    if (!task) throw commonErrors.NOT_FOUND({ field });
    return task;
  }

  /** Lets changes of one task come one after the other until commit. */
  async hold(id: string): Promise<void> {
    await this.db.query(`select from coordination.tasks t where t.id = $1 and ${readable()} for update`, [id]);
  }

  /** The next readable number; writers of one partnership wait here for each other until commit. */
  async nextNumber(partnershipId: string): Promise<number> {
    const [row] = await this.db.query<{ last_number: number }>(
      `insert into coordination.task_counters (partnership_id, last_number) values ($1, 1)
       on conflict (partnership_id) do update set last_number = task_counters.last_number + 1 returning last_number`,
      [partnershipId],
    );
    return row!.last_number;
  }

  /** The rank of the card right under a rank in a column (or of its first card), leaving one task out. */
  async rankBelow(
    partnershipId: string,
    status: TaskStatus,
    rank: string | undefined,
    without: string,
  ): Promise<string | undefined> {
    return this.rank('min', '>', partnershipId, status, rank, without);
  }

  /** The rank of the card right above a rank in a column, leaving one task out. */
  async rankAbove(
    partnershipId: string,
    status: TaskStatus,
    rank: string,
    without: string,
  ): Promise<string | undefined> {
    return this.rank('max', '<', partnershipId, status, rank, without);
  }

  private async rank(
    pick: 'min' | 'max',
    side: '<' | '>',
    partnershipId: string,
    status: TaskStatus,
    rank: string | undefined,
    without: string,
  ) {
    const [row] = await this.db.query<{ rank: string | null }>(
      `select ${pick}(rank collate "C") as rank from coordination.tasks t
       where ${readable()} and partnership_id = $1 and status = $2 and archived_at is null and id <> $3
             and ($4::text is null or rank ${side} $4::text collate "C")`,
      [partnershipId, status, without, rank ?? null],
    );
    return row?.rank ?? undefined;
  }

  async insert(row: TaskRow): Promise<void> {
    await this.db.manager.insert(TaskRow, row);
  }

  /** Changes a task that still has the expected version, in one statement with what it is then; undefined when it had not. */
  async update(id: string, expectedVersion: number, changes: TaskChanges): Promise<TaskView | undefined> {
    const { values, bind } = binder();
    const row = this.db.manager.dataSource.getMetadata(TaskRow);
    const column = (name: string) => row.findColumnWithPropertyName(name)!.databaseName;
    const set = Object.entries(changes).map(([name, value]) => `${column(name)} = ${bind(value)}`);
    const [task] = await this.db.query<TaskView>(
      `with changed as (
         update coordination.tasks set ${[...set, 'version = version + 1'].join(', ')}
         where id = ${bind(id)} and version = ${bind(expectedVersion)} returning *)
       select ${taskColumns()}, ${taskLinks()} from changed t ${taskSteps()} where ${readable()}`,
      values,
    );
    return task;
  }

  /** Puts exactly these municipalities, actors or labels on a task. */
  async link(
    table: keyof typeof linkColumns,
    task: Pick<TaskRow, 'id' | 'partnershipId'>,
    ids: readonly string[],
  ): Promise<void> {
    const column = linkColumns[table];
    await this.db.query(`delete from coordination.${table} where task_id = $1 and ${column} <> all ($2)`, [
      task.id,
      ids,
    ]);
    await this.db.query(
      `insert into coordination.${table} (partnership_id, task_id, ${column}) select $1, $2, unnest($3::uuid[]) on conflict do nothing`,
      [task.partnershipId, task.id, ids],
    );
  }
}
