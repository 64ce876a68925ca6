import { caller, requireCapability } from '#libs/access';
import { AppError, Clock, commonErrors, newId, toGlobalId } from '#libs/kernel';
import { Db, internalId, internalIds } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { CustomValues, type OwnValue } from '../fields/custom-values.js';
import { HistoryStore } from '../history/history.store.js';
import { LinksStore } from '../links/links.store.js';
import { TaskSeries } from '../series/task-series.js';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import { clean, notNull, rankBetween, taskErrors, waitingOn } from '../task.rules.js';
import type { TaskChanges, TaskView } from '../tasks.store.js';
import {
  apart,
  differing,
  fieldNames,
  MAX_TASKS,
  ownField,
  restorable,
  UNDO_DAYS,
  valuesOf,
  type BulkField,
  type BulkFields,
  type BulkItem,
  type BulkTask,
} from './bulk.rules.js';
import { BulkStore, type BulkRow } from './bulk.store.js';
import {
  TaskOutcome,
  type ChangeTasksInput,
  type TaskChangeResultType,
  type TasksChangeInput,
  type UndoTaskChangesInput,
} from './bulk.types.js';

/** What became of all of them. */
export interface BulkAnswer {
  bulk: BulkRow | null;
  results: TaskChangeResultType[];
}

const DAY_MS = 86_400_000;

const result = (taskId: string, outcome: TaskOutcome, code: string | null = null): TaskChangeResultType => ({
  ...{ id: toGlobalId('CoordinationTask', taskId), outcome, code },
});

/** The fields that a change sets, the same for every task. */
const read = (change: TasksChangeInput, now: Date): BulkFields => {
  const status = notNull('status', change.status);
  const archived = notNull('archived', change.archived);
  return {
    ...(status === undefined
      ? {}
      : {
          status,
          ...(({ actorId, note }) => ({ waitingOnActorId: actorId, waitingOnNote: note }))(
            waitingOn(status, { actorId: null, note: clean.waitingOnNote(change.waitingOnNote) }),
          ),
        }),
    dueOn: change.dueOn,
    priority: notNull('priority', change.priority),
    assigneeId: change.assigneeId ? internalId('Person', change.assigneeId, 'assigneeId') : change.assigneeId,
    archivedAt: archived === undefined ? undefined : archived ? now.toISOString() : null,
    municipalityIds:
      change.municipalityIds === undefined
        ? undefined
        : internalIds('Municipality', change.municipalityIds ?? [], 'municipalityIds'),
  };
};

const asFields = (own: readonly OwnValue[]): BulkFields =>
  Object.fromEntries(own.map(({ field, value }) => [ownField(field.id), value]));

/**
 * Changes several tasks in one transaction: each as far as it goes, each with its own answer and its own event. What they
 * were is kept, so that the change can be undone.
 */
@Injectable()
export class ChangeTasks {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly writer: TaskWriter,
    private readonly store: BulkStore,
    private readonly links: LinksStore,
    private readonly series: TaskSeries,
    private readonly customValues: CustomValues,
    private readonly history: HistoryStore,
  ) {}

  /** @throws TASK_BULK_TOO_MANY, INVALID_INPUT when nothing is to change */
  run(input: ChangeTasksInput): Promise<BulkAnswer> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'task.write', 'partnershipId');
    if (input.tasks.length > MAX_TASKS)
      throw taskErrors.TASK_BULK_TOO_MANY({ field: 'tasks', args: { limit: MAX_TASKS } });
    const asked = new Map(
      input.tasks.map(({ id, expectedVersion }) => [internalId('CoordinationTask', id, 'tasks'), expectedVersion]),
    );
    return this.db.transaction(async () => {
      const own = await this.customValues.read(partnershipId, input.change.customValues);
      const wanted = { ...read(input.change, this.clock.now()), ...asFields(own) };
      if (asked.size === 0 || Object.values<unknown>(wanted).every((value) => value === undefined))
        throw commonErrors.INVALID_INPUT({ field: 'change', args: { reason: 'REQUIRED' } });
      if (wanted.municipalityIds) await this.writer.checkMunicipalities(partnershipId, wanted.municipalityIds);
      // Numbers of next tasks are given out under this lock; whoever holds it may wait for a task.
      if (wanted.status === 'DONE') await this.links.hold(partnershipId);
      const tasks = await this.tasks([...asked.keys()], partnershipId, own.length > 0);
      const results = new Map<string, TaskChangeResultType>();
      const items: BulkItem[] = [];
      const ranks = wanted.status ? await this.ranks(partnershipId, wanted.status, asked.size) : [];
      // In the order of their ids, so that two changes of the same tasks never wait for each other.
      for (const [id, expectedVersion] of [...asked].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const task = tasks.get(id);
        const answer = await this.attempt(task, expectedVersion, own, () => this.columns(task!, wanted, ranks));
        if (answer.item) items.push(answer.item);
        results.set(id, result(id, answer.outcome, answer.code));
      }
      const bulk = items.length > 0 ? await this.keep(partnershipId, items) : null;
      return { bulk, results: [...asked.keys()].map((id) => results.get(id)!) };
    });
  }

  /**
   * Puts back what one changed, as far as nobody changed it since.
   * @throws TASK_BULK_UNDONE, TASK_BULK_TOO_OLD
   */
  undo(input: UndoTaskChangesInput): Promise<BulkAnswer> {
    const id = internalId('TaskBulkChange', input.id, 'id');
    return this.db.transaction(async () => {
      const bulk = await this.store.hold(id);
      if (!bulk) throw commonErrors.NOT_FOUND({ field: 'id' });
      requireCapability(bulk.partnershipId, 'task.write', 'id');
      if (bulk.undoneAt) throw taskErrors.TASK_BULK_UNDONE({ field: 'id' });
      const now = this.clock.now();
      if (new Date(bulk.at).getTime() < now.getTime() - UNDO_DAYS * DAY_MS)
        throw taskErrors.TASK_BULK_TOO_OLD({ field: 'id', args: { days: UNDO_DAYS } });
      const fieldIds = [...new Set(bulk.items.flatMap(({ after }) => [...apart(after).own.keys()]))];
      const tasks = await this.tasks(
        bulk.items.map(({ taskId }) => taskId),
        bulk.partnershipId,
        fieldIds.length > 0,
      );
      const fields = await this.customValues.inUse(fieldIds);
      const used = fields.map((field) => field.id);
      const results: TaskChangeResultType[] = [];
      for (const item of bulk.items) {
        const task = tasks.get(item.taskId);
        const back = task && restorable(task, item, used);
        const own = back ? fields.map((field) => ({ field, value: back[ownField(field.id)] ?? null })) : [];
        const answer =
          back && Object.keys(back).length === 0
            ? { outcome: TaskOutcome.CONFLICT, code: null }
            : await this.attempt(task, task?.version, own, async () => back!);
        results.push(result(item.taskId, answer.outcome, answer.code));
      }
      await this.store.markUndone(id, now);
      return { bulk: { ...bulk, undoneAt: now.toISOString() }, results };
    });
  }

  private async tasks(ids: readonly string[], partnershipId: string, owned: boolean): Promise<Map<string, BulkTask>> {
    const found = await this.writer.store.byIds(ids);
    const values = owned ? await this.customValues.of(ids) : new Map<string, ReadonlyMap<string, string>>();
    const whole = (task: TaskView): BulkTask => ({
      ...task,
      ...Object.fromEntries([...(values.get(task.id) ?? [])].map(([fieldId, value]) => [ownField(fieldId), value])),
    });
    return new Map(found.filter((task) => task.partnershipId === partnershipId).map((task) => [task.id, whole(task)]));
  }

  /** Places on top of a column, for as many as come there. */
  private async ranks(partnershipId: string, status: TaskView['status'], count: number): Promise<string[]> {
    // No task has this id: none is left out.
    let top = await this.writer.store.rankBelow(partnershipId, status, undefined, newId());
    return Array.from({ length: count }, () => (top = rankBetween(undefined, top))).reverse();
  }

  /** What a change sets on one task; checks what differs per task. */
  private async columns(task: BulkTask, wanted: BulkFields, ranks: string[]): Promise<BulkFields> {
    const fields = differing(task, wanted);
    if (!('status' in fields)) {
      // Already there: it goes on waiting on whom it waited.
      delete fields.waitingOnActorId;
      delete fields.waitingOnNote;
    } else {
      Object.assign(fields, {
        ...{ rank: ranks.pop() ?? task.rank, waitingOnActorId: null, waitingOnNote: wanted.waitingOnNote ?? null },
        completedAt: fields.status === 'DONE' ? this.clock.now().toISOString() : null,
      });
    }
    return fields;
  }

  /** One task: what a rule refuses is its answer, and nothing of it is written. */
  private async attempt(
    task: BulkTask | undefined,
    expectedVersion: number | undefined,
    own: readonly OwnValue[],
    wanted: () => Promise<BulkFields>,
  ): Promise<{ outcome: TaskOutcome; code: string | null; item?: BulkItem }> {
    if (!task) return { outcome: TaskOutcome.REFUSED, code: 'NOT_FOUND' };
    if (task.version !== expectedVersion) return { outcome: TaskOutcome.CONFLICT, code: null };
    try {
      const fields = await wanted();
      const changed = Object.keys(fields) as BulkField[];
      if (changed.length === 0) return { outcome: TaskOutcome.UNCHANGED, code: null };
      if (fields.assigneeId) {
        const stays = task.audience === 'OWN_ORGANISATION' ? caller().organisationId : null;
        await this.writer.checkAssignee(task.partnershipId, fields.assigneeId, stays);
      }
      if (fields.municipalityIds) await this.writer.checkMunicipalities(task.partnershipId, fields.municipalityIds);
      const { own: ownFields, others } = apart(fields);
      const { municipalityIds, ...columns } = others;
      const nextOn = this.series.dayAfter(task, fields.status);
      const row = { ...columns, ...(nextOn && { repeated: true }), ...this.writer.stamp() } as TaskChanges;
      if (!(await this.writer.store.update(task.id, task.version, row)))
        return { outcome: TaskOutcome.CONFLICT, code: null };
      if (municipalityIds) await this.writer.store.link('task_municipalities', task, municipalityIds);
      await this.putOwn(
        task,
        own.filter(({ field }) => ownFields.has(field.id)),
      );
      const after = { ...task, ...fields, version: task.version + 1 };
      const type = 'status' in fields ? taskEvents.TASK_MOVED : taskEvents.TASK_UPDATED;
      await this.writer.report(type, after, fieldNames(changed), task);
      if (nextOn) await this.series.goOn(after, nextOn);
      return {
        ...{ outcome: TaskOutcome.CHANGED, code: null },
        item: { taskId: task.id, before: valuesOf(task, changed), after: fields },
      };
    } catch (error) {
      if (error instanceof AppError) return { outcome: TaskOutcome.REFUSED, code: error.code };
      throw error;
    }
  }

  private async putOwn(task: BulkTask, own: readonly OwnValue[]): Promise<void> {
    const had = own.flatMap(({ field: { id } }) => {
      const value = task[ownField(id)];
      return typeof value === 'string' ? [[id, value] as const] : [];
    });
    const changes = await this.customValues.changes(own, new Map(had));
    await this.customValues.put(task, changes);
    await this.history.keep(task, changes.history);
  }

  private async keep(partnershipId: string, items: BulkItem[]): Promise<BulkRow> {
    const fields = fieldNames([...new Set(items.flatMap(({ after }) => Object.keys(after) as BulkField[]))]).filter(
      (name) => name !== 'rank',
    );
    const row = { id: newId(), partnershipId, accountId: caller().accountId, fields, items };
    const now = this.clock.now();
    await this.store.insert(row, now);
    return { ...row, at: now.toISOString(), undoneAt: null };
  }
}
