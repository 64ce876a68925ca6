import { caller, Persons, requireCapability } from '#libs/access';
import { Municipalities } from '#libs/directory';
import { Clock, commonErrors, conflict, type AppError } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { internalId } from '#libs/platform';
import { Partnerships, type MemberRow } from '#libs/partnerships';
import { Injectable } from '@nestjs/common';
import type { AllocationRow, AppointmentRow } from './officer.entity.js';
import { officerEvents } from './officer.events.js';
import {
  allocationToStranger,
  checkAllocations,
  checkCapacity,
  checkFte,
  normDay,
  normOn,
  officerErrors,
} from './officer.rules.js';
import type { AllocationInput } from './officer.types.js';
import { OfficersStore } from './officers.store.js';

/** Allocations as the rules want them. */
export const allocationsOf = (inputs: readonly AllocationInput[]): AllocationRow[] =>
  inputs.map(({ municipalityId, halfDaysPerYear }) => ({
    municipalityId: internalId('Municipality', municipalityId, 'allocations'),
    halfDaysPerYear,
  }));

const samePerson = (a: AppointmentRow, b: AppointmentRow): boolean =>
  (a.accountId !== null && a.accountId === b.accountId) ||
  (a.personEmail !== null && a.personEmail.toLowerCase() === b.personEmail?.toLowerCase());

/** What every change of an appointment has in common: the rules, the version, the event. */
@Injectable()
export class OfficerChanges {
  constructor(
    private readonly store: OfficersStore,
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly persons: Persons,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The appointment in the version the caller looked at, with the partnership held: nobody else appoints meanwhile.
   * @throws NOT_FOUND, FORBIDDEN, CONFLICT
   */
  async open(id: string, expectedVersion: number): Promise<{ before: AppointmentRow; members: MemberRow[] }> {
    const [found] = await this.store.byIds([id]);
    if (!found) throw commonErrors.NOT_FOUND();
    requireCapability(found.partnershipId, 'officer.manage');
    const { members } = await this.partnerships.hold(found.partnershipId);
    const [before] = await this.store.byIds([id]);
    if (!before) throw commonErrors.NOT_FOUND();
    if (before.version !== expectedVersion) throw await this.conflict(before);
    return { before, members };
  }

  /** @throws INVALID_INPUT, OFFICER_FTE_TOO_HIGH, OFFICER_MUNICIPALITY_NOT_MEMBER, OFFICER_OVERCOMMITTED */
  async check(row: AppointmentRow, members: readonly MemberRow[]): Promise<void> {
    checkAllocations(row.allocations, row.commonHalfDays);
    const all = await this.store.byPartnerships([row.partnershipId]);
    checkFte(
      row,
      all.filter((other) => other.id !== row.id && samePerson(other, row)),
    );
    const stranger = allocationToStranger(row.allocations, members, row);
    if (stranger) {
      const municipality = (await this.municipalities.byId(stranger.municipalityId))?.name ?? null;
      throw officerErrors.OFFICER_MUNICIPALITY_NOT_MEMBER({ field: 'allocations', args: { municipality } });
    }
    const { halfDaysPerFte } = normOn(await this.store.norms(), normDay(row, this.clock.today()));
    checkCapacity(row, halfDaysPerFte);
  }

  /**
   * Writes the changed row as the next version and reports it.
   * @throws CONFLICT when somebody was faster.
   */
  async write(row: AppointmentRow, type: keyof typeof officerEvents, changedFields: string[]): Promise<AppointmentRow> {
    const next = {
      ...row,
      version: row.version + 1,
      updatedAt: this.clock.now(),
      updatedBy: caller().accountId,
    };
    if (!(await this.store.update(next))) {
      const [newest] = await this.store.byIds([row.id]);
      throw newest ? await this.conflict(newest) : commonErrors.NOT_FOUND();
    }
    this.report(next, type, changedFields);
    return next;
  }

  report(row: AppointmentRow, event: keyof typeof officerEvents, changedFields: string[]): void {
    const { partnershipId, id: subjectId, version } = row;
    const type = officerEvents[event];
    this.events.record({ partnershipId, type, subjectType: 'IntegrationOfficer', subjectId, changedFields, version });
  }

  private async conflict(newest: AppointmentRow): Promise<AppError> {
    const person = await this.persons.byId(newest.updatedBy);
    return conflict({ version: newest.version, changedBy: person?.displayName, changedAt: newest.updatedAt });
  }
}
