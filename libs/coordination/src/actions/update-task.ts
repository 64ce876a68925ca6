import { caller, requireCapability } from '#libs/access';
import { Clock } from '#libs/kernel';
import { Db, internalId, internalIds } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { CustomValues } from '../fields/custom-values.js';
import { HistoryStore } from '../history/history.store.js';
import { LinksStore } from '../links/links.store.js';
import { recurrenceColumns } from '../series/series.rules.js';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import type { UpdateTaskInput } from '../task.inputs.js';
import { checkAudience, clean, notNull, taskErrors } from '../task.rules.js';
import type { TaskChanges, TaskView } from '../tasks.store.js';

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value) => b.includes(value));

/** The columns an input sets, and the lists it replaces; absent is unchanged. */
const read = (input: UpdateTaskInput, task: TaskView, now: Date) => {
  const title = notNull('title', input.title);
  const description = notNull('description', input.description);
  const assigneeId = input.assigneeId ? internalId('Person', input.assigneeId, 'assigneeId') : input.assigneeId;
  const archived = notNull('archived', input.archived);
  const wanted = {
    title: title === undefined ? undefined : clean.title(title),
    description: description === undefined ? undefined : clean.description(description),
    dueOn: input.dueOn,
    priority: notNull('priority', input.priority),
    policyDomain: input.policyDomain,
    objectives: input.objectives === undefined ? undefined : [...new Set(input.objectives ?? [])],
    assigneeId,
    audience: notNull('audience', input.audience),
    ...recurrenceColumns(input.recurrence, task, input.dueOn === undefined ? task.dueOn : input.dueOn),
    archivedAt: archived === undefined || archived === (task.archivedAt !== null) ? undefined : archived ? now : null,
  };
  const changed = Object.entries(wanted).filter(([key, value]) => {
    const before = task[key as keyof typeof wanted];
    if (value === undefined) return false;
    return Array.isArray(value) && Array.isArray(before) ? !sameSet(value, before) : value !== before;
  });
  const list = (type: 'Actor' | 'Municipality' | 'Label', field: 'actorIds' | 'municipalityIds' | 'labelIds') => {
    const ids = input[field];
    if (ids === undefined) return undefined;
    const internal = internalIds(type, ids ?? [], field);
    return sameSet(internal, task[field]) ? undefined : internal;
  };
  return {
    columns: Object.fromEntries(changed) as TaskChanges,
    actorIds: list('Actor', 'actorIds'),
    municipalityIds: list('Municipality', 'municipalityIds'),
    labelIds: list('Label', 'labelIds'),
  };
};

/** Names of changed columns and lists, as the schema calls them. */
const fieldNames: Record<string, string> = {
  recursFrom: 'recurrence',
  recursOn: 'recurrence',
  seriesId: 'recurrence',
  occurrence: 'recurrence',
  assigneeId: 'assignee',
  archivedAt: 'archived',
  actorIds: 'actors',
  municipalityIds: 'municipalities',
  labelIds: 'labels',
};

/** Changes fields of a task; a change that changes nothing leaves version and log alone. */
@Injectable()
export class UpdateTask {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly writer: TaskWriter,
    private readonly links: LinksStore,
    private readonly customValues: CustomValues,
    private readonly history: HistoryStore,
  ) {}

  run(input: UpdateTaskInput): Promise<TaskView> {
    const id = internalId('CoordinationTask', input.id, 'id');
    return this.db.transaction(async () => {
      const { store } = this.writer;
      const before = await store.get(id);
      const { partnershipId } = before;
      requireCapability(partnershipId, 'task.write', 'id');
      const { columns, actorIds, municipalityIds, labelIds } = read(input, before, this.clock.now());
      const own = await this.customValues.read(partnershipId, input.customValues);
      const had = own.length > 0 ? (await this.customValues.of([id])).get(id) : undefined;
      const custom = await this.customValues.changes(own, had);
      const changedKeys = [
        ...Object.keys(columns),
        ...(actorIds ? ['actorIds'] : []),
        ...(municipalityIds ? ['municipalityIds'] : []),
        ...(labelIds ? ['labelIds'] : []),
        ...(custom.values.length > 0 ? ['customValues'] : []),
      ];
      const changedFields = [...new Set(changedKeys.map((key) => fieldNames[key] ?? key))];
      if (changedFields.length === 0) return before;
      checkAudience(input.audience ?? before.audience, actorIds ?? before.actorIds);
      // Links that would show what others may not see go with the change (a trigger); no new one may come meanwhile.
      if (columns.audience) await this.links.hold(partnershipId);
      const around = columns.audience ? await this.links.around(id) : [];
      if (actorIds) await this.writer.checkActors(actorIds, 'actorIds');
      if (municipalityIds) await this.writer.checkMunicipalities(partnershipId, municipalityIds);
      if (labelIds) await this.writer.checkLabels(partnershipId, labelIds);
      const stays = (input.audience ?? before.audience) === 'OWN_ORGANISATION';
      if (stays && before.audience !== 'OWN_ORGANISATION') {
        // A task of old that nobody is known to have made becomes that of whoever takes it in.
        const { organisationId } = caller();
        if ((before.organisationId ?? organisationId) !== organisationId)
          throw taskErrors.TASK_AUDIENCE_NOT_YOURS({ field: 'audience' });
        columns.organisationId = organisationId;
      }
      if (columns.assigneeId || (stays && columns.audience)) {
        const assigneeId = columns.assigneeId === undefined ? before.assigneeId : columns.assigneeId;
        await this.writer.checkAssignee(partnershipId, assigneeId, stays ? caller().organisationId : null);
      }
      const changed = await this.writer.change(before, input.expectedVersion, columns);
      if (actorIds) await store.link('task_actors', before, actorIds);
      if (municipalityIds) await store.link('task_municipalities', before, municipalityIds);
      await this.customValues.put(before, custom);
      await this.history.keep(changed, custom.history, before);
      if (labelIds) await store.link('task_labels', before, labelIds);
      // Another audience takes along what hangs on the task, which the statement that changes it does not see yet.
      const alone = !actorIds && !municipalityIds && !labelIds && !columns.audience;
      const task = alone ? changed : await store.get(id);
      await this.writer.report(taskEvents.TASK_UPDATED, task, changedFields, before);
      // Whoever sees the others sees other links of theirs now.
      for (const one of await store.byIds(around))
        this.writer.refresh(taskEvents.TASK_LINKS_CHANGED, one, ['blockedBy', 'subtasks']);
      return task;
    });
  }
}
