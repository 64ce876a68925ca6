import { answersFor, caller, may, Persons, requireCapability, worksIn } from '#libs/access';
import { Actors, Municipalities } from '#libs/directory';
import { Clock, commonErrors, conflict, dayInBrussels, newId, type EventDraft } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Partnerships } from '#libs/partnerships';
import { loadNodes } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import { RequestClock } from './clock/request-clock.js';
import { EntriesStore, type EntryKind, type NewEntry } from './conversation/entries.store.js';
import {
  isEnded,
  type RequestDeed,
  type RequestSide,
  type RequestStatus,
  stepFor,
} from './lifecycle/request.workflow.js';
import type { RequestRow } from './request.entity.js';
import { requestErrors } from './request.errors.js';
import { RequestsStore, type RequestView } from './requests.store.js';

/** What every action on requests needs: sides, checks, guarded updates, the shared timeline and events with their audience. */
@Injectable()
export class RequestWriter {
  constructor(
    readonly store: RequestsStore,
    readonly clock: Clock,
    private readonly entries: EntriesStore,
    private readonly events: EventLog,
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly actors: Actors,
    private readonly persons: Persons,
    private readonly clocks: RequestClock,
  ) {}

  /** Who and when, for the columns of a change. */
  stamp(): { updatedAt: Date; updatedBy: string } {
    return { updatedAt: this.clock.now(), updatedBy: caller().accountId };
  }

  today(): string {
    return dayInBrussels(this.clock.now());
  }

  /**
   * The request, for somebody of the asking side with a capability.
   * @throws NOT_FOUND, FORBIDDEN
   */
  async asAsking(id: string, capability: string, field = 'id'): Promise<RequestView> {
    const request = await this.store.get(id, field);
    requireCapability(request.partnershipId, capability, field);
    return request;
  }

  /**
   * The request, for staff or a system of its actor.
   * @throws NOT_FOUND to whoever may not see it, FORBIDDEN to those of the asking side: nobody answers oneself.
   */
  async asActor(id: string, field = 'id'): Promise<RequestView> {
    const request = await this.store.get(id, field);
    if (this.sideOf(request) !== 'ACTOR' || !may(request.partnershipId, 'request.answer'))
      throw commonErrors.FORBIDDEN({ args: { capability: 'request.answer' } });
    return request;
  }

  /** The request, for whichever side the caller is of, as far as it may do such a thing. */
  async asEither(id: string, field = 'id'): Promise<{ request: RequestView; side: 'ASKING' | 'ACTOR' }> {
    const request = await this.store.get(id, field);
    if (this.sideOf(request) === 'ACTOR') return { request: await this.asActor(id, field), side: 'ACTOR' };
    requireCapability(request.partnershipId, 'request.write', field);
    return { request, side: 'ASKING' };
  }

  sideOf({ partnershipId, actorId }: Pick<RequestView, 'partnershipId' | 'actorId'>): 'ASKING' | 'ACTOR' | undefined {
    if (worksIn(partnershipId)) return 'ASKING';
    return answersFor(partnershipId, [actorId]) ? 'ACTOR' : undefined;
  }

  /** @throws REQUEST_NOT_SENT, REQUEST_ENDED */
  mustBeOpen(request: RequestView): void {
    if (!request.sentAt) throw requestErrors.REQUEST_NOT_SENT();
    if (isEnded(request.status)) throw requestErrors.REQUEST_ENDED();
  }

  /** @throws REQUEST_STEP_NOT_POSSIBLE, REQUEST_REASON_REQUIRED */
  mustAllow(
    from: RequestStatus,
    to: RequestStatus,
    { side, deed, reason }: { side: RequestSide; deed: RequestDeed; reason?: string | null },
  ): void {
    const step = stepFor(from, to, side, deed);
    if (!step) throw requestErrors.REQUEST_STEP_NOT_POSSIBLE({ args: { from, to } });
    if (step.reasonRequired && !reason) throw requestErrors.REQUEST_REASON_REQUIRED({ field: 'reason' });
  }

  /** @throws REQUEST_MUNICIPALITY_REQUIRED, REQUEST_MUNICIPALITY_NOT_MEMBER, NOT_FOUND */
  async checkMunicipalities(partnershipId: string, ids: readonly string[], field = 'municipalityIds'): Promise<void> {
    if (ids.length === 0) throw requestErrors.REQUEST_MUNICIPALITY_REQUIRED({ field });
    await this.municipalities.exist(ids, field);
    const members = await this.partnerships.memberMunicipalityIds(partnershipId);
    if (ids.some((id) => !members.includes(id))) throw requestErrors.REQUEST_MUNICIPALITY_NOT_MEMBER({ field });
  }

  /** @throws NOT_FOUND, INVALID_INPUT when it is no actor that can be asked. */
  checkActor(id: string, field = 'actorId'): Promise<void> {
    return this.actors.exist([id], field);
  }

  /** @throws REQUEST_TASK_ELSEWHERE for tasks that are not there, or not of the partnership. */
  async checkTasks(partnershipId: string, ids: readonly string[]): Promise<void> {
    const tasks = await loadNodes(ids.map((id) => ({ type: 'CoordinationTask', id })));
    const here = (task: object | null) =>
      (task as { row?: { partnershipId?: string } } | null)?.row?.partnershipId === partnershipId;
    if (!tasks.every(here)) throw requestErrors.REQUEST_TASK_ELSEWHERE({ field: 'taskIds' });
  }

  /** The municipality the caller acts for in a partnership, when it is a member there; null otherwise. */
  async actsFor(partnershipId: string): Promise<string | null> {
    const mandate = caller().mandates.find((each) => each.partnershipId === partnershipId && each.directoryId);
    if (!mandate) return null;
    const members = await this.partnerships.memberMunicipalityIds(partnershipId);
    return members.includes(mandate.directoryId!) ? mandate.directoryId : null;
  }

  /** @throws CONFLICT when the request no longer has the version the change was made on. */
  async change(
    request: RequestView,
    expectedVersion: number,
    changes: QueryDeepPartialEntity<RequestRow>,
  ): Promise<RequestView> {
    if (
      request.version === expectedVersion &&
      (await this.store.update(request.id, expectedVersion, { ...changes, ...this.stamp() }))
    )
      return this.store.get(request.id);
    // Whoever was first may have committed only now.
    const current = await this.store.get(request.id);
    const changedBy = await this.nameOf(current.updatedBy);
    throw conflict({ version: current.version, changedBy, changedAt: current.updatedAt });
  }

  /** What somebody is called, for whoever may know. */
  async nameOf(accountId: string | null): Promise<string | undefined> {
    return (await this.persons.byId(accountId))?.displayName;
  }

  /** Adds to the timeline that both sides read. */
  async tell(
    request: Pick<RequestView, 'id' | 'partnershipId'>,
    kind: EntryKind,
    side: 'ASKING' | 'ACTOR',
    more: Partial<Pick<NewEntry, 'body' | 'aboutId' | 'day' | 'level'>> = {},
  ): Promise<string> {
    const id = newId();
    await this.entries.add({
      ...{ id, partnershipId: request.partnershipId, requestId: request.id, kind, side },
      ...{ body: null, aboutId: null, day: null, level: null, ...more },
      ...{ authorId: caller().accountId, at: this.clock.now() },
    });
    return id;
  }

  /** Reports what both sides may know, also the actor once the request was sent, and sets its clock anew. */
  async report(type: string, request: RequestView, changedFields: readonly string[]): Promise<void> {
    this.events.record({ ...this.about(request, changedFields), type });
    await this.clocks.plan(request);
  }

  /** Reports what stays inside the partnership, or with `internal` inside the organisation of who does it. */
  reportInside(type: string, request: RequestView, changedFields: readonly string[], internal = false): void {
    this.events.record({ ...this.aboutInside(request, changedFields, internal), type });
  }

  /** What is reported of what both sides may know, the actor once the request was sent. */
  about(request: RequestView, changedFields: readonly string[]): Omit<EventDraft, 'type'> {
    const partyIds = request.sentAt ? [request.actorId] : [];
    return { ...this.aboutInside(request, changedFields, false), partyIds };
  }

  /** What is reported of what stays inside the partnership, or with `internal` inside the organisation of who does it. */
  aboutInside(
    { partnershipId, id, version }: RequestView,
    changedFields: readonly string[],
    internal: boolean,
  ): Omit<EventDraft, 'type'> {
    return {
      ...{ partnershipId, changedFields, version, partyIds: [], internal },
      ...{ subjectType: 'Request', subjectId: id },
    };
  }
}
