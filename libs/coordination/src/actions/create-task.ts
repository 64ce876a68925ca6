import { caller, requireCapability } from '#libs/access';
import { Clock, newId } from '#libs/kernel';
import { Db, internalId, internalIds } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ChecklistStore } from '../checklist.store.js';
import { CustomValues } from '../fields/custom-values.js';
import { LinkTasks } from '../links/link-tasks.js';
import { ONCE, recurrenceColumns } from '../series/series.rules.js';
import { TaskSeries } from '../series/task-series.js';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import type { CreateTaskInput } from '../task.inputs.js';
import { checkAudience, clean, MAX_STEPS, rankBetween, taskErrors, waitingOn } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';

/** Makes a task, on top of its column. */
@Injectable()
export class CreateTask {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly writer: TaskWriter,
    private readonly checklist: ChecklistStore,
    private readonly links: LinkTasks,
    private readonly customValues: CustomValues,
    private readonly series: TaskSeries,
  ) {}

  run(input: CreateTaskInput): Promise<TaskView> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'task.write');
    const actorIds = internalIds('Actor', input.actorIds ?? [], 'actorIds');
    const municipalityIds = internalIds('Municipality', input.municipalityIds ?? [], 'municipalityIds');
    const labelIds = internalIds('Label', input.labelIds ?? [], 'labelIds');
    const assigneeId = input.assigneeId ? internalId('Person', input.assigneeId, 'assigneeId') : null;
    const parentId = input.parentId ? internalId('CoordinationTask', input.parentId, 'parentId') : null;
    const steps = (input.checklist ?? []).map(clean.label);
    if (steps.length > MAX_STEPS)
      throw taskErrors.TASK_CHECKLIST_FULL({ field: 'checklist', args: { limit: MAX_STEPS } });
    checkAudience(input.audience, actorIds);
    const waits = waitingOn(input.status, {
      actorId: input.waitingOnActorId ? internalId('Actor', input.waitingOnActorId, 'waitingOnActorId') : null,
      note: clean.waitingOnNote(input.waitingOnNote),
    });
    const title = clean.title(input.title);
    const description = clean.description(input.description ?? '');
    const repeats = { ...ONCE, ...recurrenceColumns(input.recurrence ?? null, ONCE, input.dueOn ?? null) };
    const nextOn = this.series.dayAfter({ ...repeats, status: null }, input.status);
    return this.db.transaction(async () => {
      const { store } = this.writer;
      await this.writer.checkActors([...actorIds, waits.actorId], 'actorIds');
      await this.writer.checkMunicipalities(partnershipId, municipalityIds);
      await this.writer.checkLabels(partnershipId, labelIds);
      const { organisationId } = caller();
      const keptBy = input.audience === 'OWN_ORGANISATION' ? organisationId : null;
      await this.writer.checkAssignee(partnershipId, assigneeId, keptBy);
      const own = await this.customValues.changes(await this.customValues.read(partnershipId, input.customValues));
      const id = newId();
      const now = this.clock.now();
      const by = caller().accountId;
      const row = { id, partnershipId };
      await store.insert({
        ...row,
        number: await store.nextNumber(partnershipId),
        title,
        description,
        status: input.status,
        waitingOnActorId: waits.actorId,
        waitingOnNote: waits.note,
        dueOn: input.dueOn ?? null,
        priority: input.priority,
        policyDomain: input.policyDomain ?? null,
        objectives: [...new Set(input.objectives ?? [])],
        assigneeId,
        audience: input.audience,
        organisationId,
        rank: rankBetween(undefined, await store.rankBelow(partnershipId, input.status, undefined, id)),
        archivedAt: null,
        completedAt: input.status === 'DONE' ? now : null,
        createdAt: now,
        createdBy: by,
        updatedAt: now,
        updatedBy: by,
        version: 1,
        ...{ ...repeats, repeated: nextOn !== null },
      });
      await store.link('task_municipalities', row, municipalityIds);
      await store.link('task_actors', row, actorIds);
      await store.link('task_labels', row, labelIds);
      for (const label of steps) await this.checklist.add({ id: newId(), partnershipId, taskId: id, label });
      await this.customValues.put(row, own);
      const task = await store.get(id);
      await this.writer.report(taskEvents.TASK_CREATED, task, []);
      // The number was taken, so that links of the partnership are the caller's to change until commit.
      if (parentId) await this.links.putUnder(task, await store.get(parentId, 'parentId'));
      if (nextOn) await this.series.goOn(task, nextOn);
      return task;
    });
  }
}
