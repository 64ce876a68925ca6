import { Clock, commonErrors, conflict } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { caller, requireCapability } from '../caller.js';
import { Managers } from './managers.js';
import { membersErrors } from './members.errors.js';
import { membersEvents } from './members.events.js';
import type { ManagerPeriod } from './members.rules.js';
import { MembersStore, type MandateRow } from './members.store.js';

/** What every change of a mandate has in common: the right to it, its version, a manager that stays, its event. */
@Injectable()
export class MandateWriter {
  constructor(
    private readonly db: Db,
    private readonly store: MembersStore,
    private readonly managers: Managers,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The mandate in the version the caller looked at, with its partnership held.
   * @throws NOT_FOUND, FORBIDDEN, CONFLICT, MANDATE_OVER
   */
  async open(globalId: string, expectedVersion: number): Promise<MandateRow> {
    const id = internalId('Mandate', globalId, 'id');
    const [seen] = await this.store.mandates([id]);
    if (!seen) throw commonErrors.NOT_FOUND();
    requireCapability(seen.partnershipId, 'members.manage');
    await this.managers.hold(seen.partnershipId);
    const [row] = await this.store.mandates([id]);
    if (!row) throw commonErrors.NOT_FOUND();
    if (row.version !== expectedVersion) throw conflict({ version: row.version });
    if (row.withdrawnAt || (row.validUntil && row.validUntil < this.clock.today())) throw membersErrors.MANDATE_OVER();
    return row;
  }

  /**
   * Writes the changed mandate and reports it.
   * @throws LAST_MANAGER when nobody would manage the partnership on some day.
   */
  async write(
    before: MandateRow,
    changes: Partial<MandateRow>,
    event: 'MANDATE_CHANGED' | 'MANDATE_WITHDRAWN',
  ): Promise<MandateRow> {
    const next = { ...before, ...changes, version: before.version + 1 };
    await this.managers.keep(before.partnershipId, (periods) => periodsAfter(periods, next));
    this.events.record({
      partnershipId: next.partnershipId,
      type: membersEvents[event],
      subjectType: 'Mandate',
      subjectId: next.id,
      changedFields: Object.keys(changes),
      version: next.version,
      concerns: [next.accountId],
      aboutThem: true,
    });
    // Last of all, after the event: who takes back the own mandate may write nothing from then on.
    this.db.beforeCommit(async () => {
      const withdrawnBy = next.withdrawnAt ? caller().accountId : null;
      if (!(await this.store.update(next, withdrawnBy))) throw commonErrors.NOT_FOUND();
    });
    return next;
  }
}

/** The periods of a partnership's managers as a changed mandate makes them. */
const periodsAfter = (periods: ManagerPeriod[], { id, role, validUntil, withdrawnAt }: MandateRow): ManagerPeriod[] => {
  if (withdrawnAt || role !== 'MANAGER') return periods.filter(({ mandateId }) => mandateId !== id);
  if (validUntil === null) return periods;
  return periods
    .filter((period) => period.mandateId !== id || period.from <= validUntil)
    .map((period) =>
      period.mandateId === id && (period.until === null || period.until > validUntil)
        ? { ...period, until: validUntil }
        : period,
    );
};
