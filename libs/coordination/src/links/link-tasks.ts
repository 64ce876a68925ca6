import { requireCapability } from '#libs/access';
import { Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType } from '@nestjs/graphql';
import { HistoryStore } from '../history/history.store.js';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import type { TaskView } from '../tasks.store.js';
import { checkEnds, checkRoom, linkErrors } from './link.rules.js';
import { LinksStore, type LinkKind } from './links.store.js';

@InputType()
export class AddTaskNeedInput extends MutationInput {
  @Field(() => ID, { description: 'The task that waits.' })
  taskId: string;

  @Field(() => ID, { description: 'The task that has to be done first.' })
  neededId: string;
}

@InputType()
export class RemoveTaskNeedInput extends MutationInput {
  @Field(() => ID, { description: 'The task that waits.' })
  taskId: string;

  @Field(() => ID, { description: 'The task it need no longer wait for.' })
  neededId: string;
}

@InputType()
export class SetTaskParentInput extends MutationInput {
  @Field(() => ID, { description: 'The part.' })
  taskId: string;

  @Field(() => ID, { nullable: true, description: 'The task it is part of; null makes it stand by itself.' })
  parentId?: string | null;
}

/** Lets tasks lean on each other. Both kinds of links are changed one after the other in a partnership, so that no two close a circle. */
@Injectable()
export class LinkTasks {
  constructor(
    private readonly db: Db,
    private readonly writer: TaskWriter,
    private readonly links: LinksStore,
    private readonly history: HistoryStore,
  ) {}

  addNeed(input: AddTaskNeedInput): Promise<TaskView> {
    return this.change(input.taskId, input.neededId, 'neededId', async (task, needed) => {
      checkEnds(task, needed, 'neededId');
      const needs = await this.links.ids('NEEDS', 'from', task.id);
      if (needs.includes(needed.id)) return false;
      checkRoom(needs.length, 'neededId');
      checkRoom((await this.links.ids('NEEDS', 'to', needed.id)).length, 'neededId');
      if (await this.links.leadsTo(needed.id, task.id)) throw linkErrors.TASK_LINK_CIRCLE({ field: 'neededId' });
      await this.links.add(task.partnershipId, task.id, 'NEEDS', needed.id);
      return this.tell(task, 'NEEDS', needs, [...needs, needed.id]);
    });
  }

  removeNeed(input: RemoveTaskNeedInput): Promise<TaskView> {
    return this.change(input.taskId, input.neededId, 'neededId', async (task, needed) => {
      const needs = await this.links.ids('NEEDS', 'from', task.id);
      if (!needs.includes(needed.id)) return false;
      await this.links.remove(task.id, 'NEEDS', needed.id);
      const left = needs.filter((id) => id !== needed.id);
      return this.tell(task, 'NEEDS', needs, left);
    });
  }

  setParent(input: SetTaskParentInput): Promise<TaskView> {
    return this.change(input.taskId, input.parentId ?? null, 'parentId', (task, parent) => this.putUnder(task, parent));
  }

  /** Puts a task under another one, or under none, in the open transaction; answers whether anything changed. */
  async putUnder(task: TaskView, parent: TaskView | null, field = 'parentId'): Promise<boolean> {
    const before = await this.links.ids('PART_OF', 'from', task.id);
    if (before[0] === parent?.id) return false;
    if (parent) {
      checkEnds(task, parent, field);
      const grandparents = await this.links.ids('PART_OF', 'from', parent.id);
      const parts = await this.links.ids('PART_OF', 'to', task.id);
      if (grandparents.length > 0 || parts.length > 0) throw linkErrors.TASK_PARTS_ONE_LEVEL({ field });
      checkRoom((await this.links.ids('PART_OF', 'to', parent.id)).length, field);
    }
    for (const id of before) await this.links.remove(task.id, 'PART_OF', id);
    if (parent) await this.links.add(task.partnershipId, task.id, 'PART_OF', parent.id);
    const after = parent ? [parent.id] : [];
    await this.tell(task, 'PART_OF', before, after);
    for (const one of await this.writer.store.byIds([...before, ...after]))
      await this.writer.reportInside(taskEvents.TASK_LINKS_CHANGED, one, ['subtasks']);
    return true;
  }

  /** Lets work happen once both tasks are known to be the caller's to change and nobody else changes links. */
  private change<O extends string | null>(
    taskGlobalId: string,
    otherGlobalId: O,
    otherField: string,
    work: (task: TaskView, other: O extends string ? TaskView : TaskView | null) => Promise<boolean>,
  ): Promise<TaskView> {
    const field = 'taskId';
    const taskId = internalId('CoordinationTask', taskGlobalId, field);
    const otherId = otherGlobalId === null ? null : internalId('CoordinationTask', otherGlobalId, otherField);
    return this.db.transaction(async () => {
      const { store } = this.writer;
      const task = await store.get(taskId, field);
      requireCapability(task.partnershipId, 'task.write', field);
      await this.links.hold(task.partnershipId);
      // As they are now that nobody else changes what leans on what, or who sees it.
      const held = await store.get(taskId, field);
      const other = otherId === null ? null : await store.get(otherId, otherField);
      const changed = await work(held, other as O extends string ? TaskView : TaskView | null);
      return changed ? store.get(taskId) : held;
    });
  }

  private async tell(task: TaskView, kind: LinkKind, before: string[], after: string[]): Promise<true> {
    const field = kind === 'NEEDS' ? 'needs' : 'parent';
    await this.history.keep(task, [{ field, before, after }]);
    await this.writer.reportInside(taskEvents.TASK_LINKS_CHANGED, task, [field]);
    return true;
  }
}
