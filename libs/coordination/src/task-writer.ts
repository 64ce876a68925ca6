import { caller, Workspaces } from '#libs/access';
import { Actors, Municipalities } from '#libs/directory';
import { Clock, commonErrors, conflict, type EventDraft } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Persons } from '#libs/access';
import { Partnerships } from '#libs/partnerships';
import { Injectable } from '@nestjs/common';
import { taskErrors, type TaskAudience } from './task.rules.js';
import { FollowersStore } from './following/followers.store.js';
import { changesBetween } from './history/history.rules.js';
import { HistoryStore } from './history/history.store.js';
import { LabelsStore } from './labels/labels.store.js';
import { LinksStore } from './links/links.store.js';
import { taskEvents } from './task.events.js';
import { TasksStore, type TaskChanges, type TaskView } from './tasks.store.js';

/** Whether those that need it have to wait. */
const standsInTheWay = ({ status, archivedAt }: TaskView): boolean => status !== 'DONE' && archivedAt === null;

/** How it counts among the parts of another task. */
const partOf = ({ status, archivedAt }: TaskView): string => (archivedAt ? 'none' : String(status === 'DONE'));

/** What every action on tasks needs: checks of what a task points at, guarded updates, and the event that tells of them. */
@Injectable()
export class TaskWriter {
  constructor(
    readonly store: TasksStore,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly workspaces: Workspaces,
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly actors: Actors,
    private readonly persons: Persons,
    private readonly followers: FollowersStore,
    private readonly history: HistoryStore,
    private readonly links: LinksStore,
    private readonly labels: LabelsStore,
  ) {}

  /** Who and when, for the columns of a change. */
  stamp(): { updatedAt: Date; updatedBy: string } {
    return { updatedAt: this.clock.now(), updatedBy: caller().accountId };
  }

  /** @throws TASK_MUNICIPALITY_NOT_MEMBER, NOT_FOUND */
  async checkMunicipalities(partnershipId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.municipalities.exist(ids, 'municipalityIds');
    const members = await this.partnerships.memberMunicipalityIds(partnershipId);
    if (ids.some((id) => !members.includes(id)))
      throw taskErrors.TASK_MUNICIPALITY_NOT_MEMBER({ field: 'municipalityIds' });
  }

  /** @throws NOT_FOUND when one of them is no label of the partnership. */
  async checkLabels(partnershipId: string, ids: readonly string[]): Promise<void> {
    const known = (await this.labels.byIds(ids)).filter((label) => label.partnershipId === partnershipId);
    if (new Set(ids).size !== known.length) throw commonErrors.NOT_FOUND({ field: 'labelIds' });
  }

  /** @throws NOT_FOUND when one of them is no actor. */
  async checkActors(ids: readonly (string | null)[], field: string): Promise<void> {
    await this.actors.exist(
      ids.filter((id) => id !== null),
      field,
    );
  }

  /**
   * Checks who a task goes to; for a task that stays inside an organisation, that it stays there.
   * @throws TASK_ASSIGNEE_NOT_IN_PARTNERSHIP, TASK_ASSIGNEE_OUTSIDE
   */
  async checkAssignee(partnershipId: string, accountId: string | null, keptBy: string | null): Promise<void> {
    if (!accountId) return;
    if (!(await this.workspaces.canBeAssigned(partnershipId, accountId)))
      throw taskErrors.TASK_ASSIGNEE_NOT_IN_PARTNERSHIP({ field: 'assigneeId' });
    if (keptBy && !(await this.workspaces.canBeAssigned(partnershipId, accountId, keptBy)))
      throw taskErrors.TASK_ASSIGNEE_OUTSIDE({ field: 'assigneeId' });
  }

  /** @throws CONFLICT when the task no longer has the version the change was made on. */
  async change(task: TaskView, expectedVersion: number, changes: TaskChanges): Promise<TaskView> {
    const changed =
      task.version === expectedVersion
        ? await this.store.update(task.id, expectedVersion, { ...changes, ...this.stamp() })
        : undefined;
    if (changed) return changed;
    // Whoever was first may have committed only now.
    const current = await this.store.get(task.id);
    const person = await this.persons.byId(current.updatedBy);
    throw conflict({ version: current.version, changedBy: person?.displayName, changedAt: current.updatedAt });
  }

  /**
   * Reports a change and keeps its history. Actors outside hear of it when the task is shared with them, and of a task
   * that stays inside an organisation only that one; those who lose sight of it hear of exactly that one change too, so
   * that it can disappear on their screen.
   */
  async report(type: string, task: TaskView, changedFields: readonly string[], before: TaskView = task): Promise<void> {
    const parties = [before, task].flatMap(({ audience, actorIds }) =>
      audience === 'INVOLVED_ACTORS' ? actorIds : [],
    );
    const internal = [before, task].every(({ audience }) => audience === 'OWN_ORGANISATION');
    // Another place in the same column is news to nobody; who gets or loses a task is told, following or not.
    const placed = changedFields.length === 1 && changedFields[0] === 'rank';
    const handed = before.assigneeId === task.assigneeId && before !== task ? [] : [before.assigneeId, task.assigneeId];
    const [followers] = await Promise.all([
      placed ? [] : this.followersOf(task),
      this.history.keep(task, changesBetween(before, task), before),
    ]);
    const concerns = placed ? [] : [...handed, ...followers];
    this.record(type, task, changedFields, [...new Set(parties)], internal, concerns);
    if (standsInTheWay(before) !== standsInTheWay(task)) await this.tellWaiting(task);
    if (partOf(before) !== partOf(task)) await this.tellWhole(task);
  }

  /** Cards of tasks that wait for this one change too; who follows one that can begin now is told. */
  private async tellWaiting(task: TaskView): Promise<void> {
    const waiting = await this.store.byIds(await this.links.ids('NEEDS', 'to', task.id));
    const free = waiting.filter((one) => one.blockedBy === 0 && standsInTheWay(one) && !standsInTheWay(task));
    const followers = free.length === 0 ? [] : await this.followers.of(free.map(({ id }) => id));
    for (const one of waiting) {
      const type = free.includes(one) ? taskEvents.TASK_CAN_BEGIN : taskEvents.TASK_LINKS_CHANGED;
      const concerns = followers.filter(({ taskId }) => taskId === one.id).map(({ accountId }) => accountId);
      this.recordInside(type, one, ['blockedBy'], 'PARTNERSHIP', concerns);
    }
  }

  /** The card of the task that it is part of changes too. */
  private async tellWhole(task: TaskView): Promise<void> {
    for (const one of await this.store.byIds(await this.links.ids('PART_OF', 'from', task.id)))
      this.refresh(taskEvents.TASK_LINKS_CHANGED, one, ['subtasks']);
  }

  /** Reports something that stays inside the partnership, as steps do, or goes no further than its own audience. */
  async reportInside(
    type: string,
    task: TaskView,
    changedFields: readonly string[],
    audience: TaskAudience = 'PARTNERSHIP',
  ): Promise<void> {
    this.recordInside(type, task, changedFields, audience, await this.followersOf(task));
  }

  /** Reports something that stays inside and that changes what is shown, but is news to nobody. */
  refresh(type: string, task: TaskView, changedFields: readonly string[]): void {
    this.recordInside(type, task, changedFields, 'PARTNERSHIP', []);
  }

  /** Reports a comment: to those named that they are, to the other followers that somebody wrote. */
  async reportComment(task: TaskView, audience: TaskAudience, mentionedIds: readonly string[]): Promise<void> {
    const others = (await this.followersOf(task)).filter((id) => !mentionedIds.includes(id));
    this.recordInside(taskEvents.TASK_COMMENT_ADDED, task, ['comments'], audience, others);
    if (mentionedIds.length > 0)
      this.recordInside(taskEvents.TASK_PERSON_MENTIONED, task, ['comments'], audience, mentionedIds);
  }

  private async followersOf(task: TaskView): Promise<string[]> {
    return (await this.followers.of([task.id])).map(({ accountId }) => accountId);
  }

  private recordInside(
    type: string,
    task: TaskView,
    changedFields: readonly string[],
    audience: TaskAudience,
    concerns: readonly string[],
  ): void {
    const parties = audience === 'INVOLVED_ACTORS' ? task.actorIds : [];
    const internal = audience === 'OWN_ORGANISATION' || task.audience === 'OWN_ORGANISATION';
    this.record(type, task, changedFields, parties, internal, concerns);
  }

  /** What is told, and whom, of something on a task that goes no further than an audience. */
  about(
    task: TaskView,
    changedFields: readonly string[],
    audience: TaskAudience = task.audience,
  ): Omit<EventDraft, 'type'> {
    const { partnershipId, id, version } = task;
    return {
      ...{ partnershipId, subjectType: 'CoordinationTask', subjectId: id, changedFields, version },
      partyIds: audience === 'INVOLVED_ACTORS' && task.audience === audience ? task.actorIds : [],
      internal: audience === 'OWN_ORGANISATION' || task.audience === 'OWN_ORGANISATION',
    };
  }

  private record(
    type: string,
    task: TaskView,
    changedFields: readonly string[],
    partyIds: readonly string[],
    internal: boolean,
    concerns: readonly (string | null)[],
  ): void {
    const { partnershipId, id, version } = task;
    this.events.record({
      partnershipId,
      type,
      subjectType: 'CoordinationTask',
      subjectId: id,
      changedFields,
      version,
      partyIds,
      internal,
      concerns: [...new Set(concerns.filter((accountId) => accountId !== null))],
    });
  }
}
