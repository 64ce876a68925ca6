import { caller, EVERYBODY, Workspaces } from '#libs/access';
import { Clock, newId } from '#libs/kernel';
import { Partnerships } from '#libs/partnerships';
import { Injectable } from '@nestjs/common';
import { ChecklistStore } from '../checklist.store.js';
import { ONCE } from '../series/series.rules.js';
import { TaskWriter } from '../task-writer.js';
import type { TaskRow } from '../task.entity.js';
import { taskEvents } from '../task.events.js';
import { rankBetween } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';

/** In what a copy differs from its original. */
export type OwnOfCopy = Partial<
  Pick<TaskRow, 'dueOn' | 'recurrence' | 'recursFrom' | 'recursOn' | 'seriesId' | 'occurrence'>
> & { municipalityIds?: readonly string[] };

/**
 * Makes a task out of another one: the same work, for the same people, begun anew. What was said and done under it, its
 * files, its links and the partnership's own fields, which hold things such as a file number, stay with the original.
 */
@Injectable()
export class CopyTask {
  constructor(
    private readonly clock: Clock,
    private readonly writer: TaskWriter,
    private readonly checklist: ChecklistStore,
    private readonly partnerships: Partnerships,
    private readonly workspaces: Workspaces,
  ) {}

  /** In the open transaction, on top of the tasks to do. Who or what no longer belongs to the partnership is left out. */
  async copy(from: TaskView, own: OwnOfCopy): Promise<TaskView> {
    const { partnershipId } = from;
    const { store } = this.writer;
    const id = newId();
    const row = { id, partnershipId };
    const now = this.clock.now();
    const by = caller().accountId;
    const { municipalityIds = await this.stillMembers(from), ...columns } = own;
    await store.insert({
      ...row,
      number: await store.nextNumber(partnershipId),
      title: from.title,
      description: from.description,
      status: 'TODO',
      waitingOnActorId: null,
      waitingOnNote: null,
      dueOn: from.dueOn,
      priority: from.priority,
      policyDomain: from.policyDomain,
      objectives: from.objectives,
      assigneeId: await this.stillThere(from),
      audience: from.audience,
      organisationId: from.organisationId,
      rank: rankBetween(undefined, await store.rankBelow(partnershipId, 'TODO', undefined, id)),
      archivedAt: null,
      completedAt: null,
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
      version: 1,
      ...ONCE,
      ...columns,
    });
    await store.link('task_municipalities', row, municipalityIds);
    await store.link('task_actors', row, from.actorIds);
    await store.link('task_labels', row, from.labelIds);
    for (const { label } of await this.checklist.byTasks([from.id]))
      await this.checklist.add({ id: newId(), partnershipId, taskId: id, label });
    const task = await store.get(id);
    await this.writer.report(taskEvents.TASK_CREATED, task, []);
    return task;
  }

  private async stillMembers({ partnershipId, municipalityIds }: TaskView): Promise<string[]> {
    const members = await this.partnerships.memberMunicipalityIds(partnershipId);
    return municipalityIds.filter((id) => members.includes(id));
  }

  private async stillThere({ partnershipId, assigneeId, keptBy }: TaskView): Promise<string | null> {
    if (!assigneeId) return null;
    const within = keptBy === EVERYBODY ? undefined : keptBy;
    return (await this.workspaces.canBeAssigned(partnershipId, assigneeId, within)) ? assigneeId : null;
  }
}
