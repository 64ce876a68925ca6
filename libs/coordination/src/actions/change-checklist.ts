import { requireCapability } from '#libs/access';
import { commonErrors, conflict, newId } from '#libs/kernel';
import { Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ChecklistStore, type ChecklistItemRow } from '../checklist.store.js';
import type { FieldChange } from '../history/history.rules.js';
import { HistoryStore } from '../history/history.store.js';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import { clean, MAX_STEPS, notNull, taskErrors } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';

@InputType()
export class AddChecklistItemInput extends MutationInput {
  @Field(() => ID, { description: 'The task.' })
  taskId: string;

  @Field({ description: 'What the step is, at most 300 characters.' })
  label: string;
}

@InputType({ description: 'Only fields that are given change.' })
export class UpdateChecklistItemInput extends MutationInput {
  @Field(() => ID, { description: 'The step.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'What the step is.' })
  label?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is done.' })
  done?: boolean | null;
}

@InputType()
export class RemoveChecklistItemInput extends MutationInput {
  @Field(() => ID, { description: 'The step.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;
}

/** What the history keeps of a step: another text, and ticks. */
const changesOf = (item: ChecklistItemRow, wanted: { label: string; done: boolean }): FieldChange[] => [
  ...(wanted.label === item.label ? [] : [{ field: 'step', before: [item.label], after: [wanted.label] }]),
  ...(wanted.done === item.done
    ? []
    : [{ field: 'stepDone', before: wanted.done ? [] : [wanted.label], after: wanted.done ? [wanted.label] : [] }]),
];

/** Steps of a task: each has its own version, so that ticking one never collides with rewriting the task. */
@Injectable()
export class ChangeChecklist {
  constructor(
    private readonly db: Db,
    private readonly writer: TaskWriter,
    private readonly checklist: ChecklistStore,
    private readonly history: HistoryStore,
  ) {}

  add(input: AddChecklistItemInput): Promise<{ task: TaskView; item: ChecklistItemRow }> {
    const taskId = internalId('CoordinationTask', input.taskId, 'taskId');
    const label = clean.label(input.label);
    return this.db.transaction(async () => {
      const task = await this.writer.store.get(taskId, 'taskId');
      requireCapability(task.partnershipId, 'task.write', 'taskId');
      if (task.checklistTotal >= MAX_STEPS)
        throw taskErrors.TASK_CHECKLIST_FULL({ field: 'label', args: { limit: MAX_STEPS } });
      const id = newId();
      await this.checklist.add({ id, partnershipId: task.partnershipId, taskId, label });
      return this.result(taskId, id, taskEvents.CHECKLIST_ITEM_ADDED, [{ field: 'step', before: [], after: [label] }]);
    });
  }

  update(input: UpdateChecklistItemInput): Promise<{ task: TaskView; item: ChecklistItemRow }> {
    return this.db.transaction(async () => {
      const item = await this.get(input.id);
      const label = notNull('label', input.label);
      const done = notNull('done', input.done);
      const wanted = { label: label === undefined ? item.label : clean.label(label), done: done ?? item.done };
      const fits = await this.checklist.update(item.id, input.expectedVersion, wanted.label, wanted.done);
      if (!fits) throw conflict({ version: (await this.get(input.id)).version });
      return this.result(item.taskId, item.id, taskEvents.CHECKLIST_ITEM_UPDATED, changesOf(item, wanted));
    });
  }

  remove(input: RemoveChecklistItemInput): Promise<{ task: TaskView }> {
    return this.db.transaction(async () => {
      const item = await this.get(input.id);
      if (!(await this.checklist.remove(item.id, input.expectedVersion)))
        throw conflict({ version: (await this.get(input.id)).version });
      const task = await this.writer.store.get(item.taskId);
      await this.history.keep(task, [{ field: 'step', before: [item.label], after: [] }]);
      await this.writer.reportInside(taskEvents.CHECKLIST_ITEM_REMOVED, task, ['checklist']);
      return { task };
    });
  }

  private async get(globalId: string): Promise<ChecklistItemRow> {
    const [item] = await this.checklist.byIds([internalId('ChecklistItem', globalId, 'id')]);
    if (!item) throw commonErrors.NOT_FOUND({ field: 'id' });
    requireCapability(item.partnershipId, 'task.write', 'id');
    return item;
  }

  private async result(taskId: string, itemId: string, event: string, changes: readonly FieldChange[]) {
    const task = await this.writer.store.get(taskId);
    const [item] = await this.checklist.byIds([itemId]);
    await this.history.keep(task, changes);
    await this.writer.reportInside(event, task, ['checklist']);
    return { task, item: item! };
  }
}
