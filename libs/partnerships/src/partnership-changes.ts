import { caller, Persons, requireCapability } from '#libs/access';
import { Clock, commonErrors, conflict, type AppError } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Injectable } from '@nestjs/common';
import type { PartnershipRow } from './partnership.entity.js';
import { partnershipEvents } from './partnership.events.js';
import { checkNotEnded } from './partnership.rules.js';
import { PartnershipsStore } from './partnerships.store.js';

/** What every change of an existing partnership has in common: the right to it, its version, its event. */
@Injectable()
export class PartnershipChanges {
  constructor(
    private readonly store: PartnershipsStore,
    private readonly persons: Persons,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The partnership in the version the caller looked at.
   * @throws NOT_FOUND (for `field`, when the partnership is found through it), FORBIDDEN, CONFLICT, PARTNERSHIP_ENDED
   */
  async open(id: string, expectedVersion: number, field?: string): Promise<PartnershipRow> {
    requireCapability(id, 'partnership.manage', field);
    const [row] = await this.store.byIds([id]);
    if (!row) throw commonErrors.NOT_FOUND();
    if (row.version !== expectedVersion) throw await this.conflict(row);
    checkNotEnded(row.status);
    return row;
  }

  /**
   * Writes the changed row as the next version and reports it.
   * @throws CONFLICT when somebody was faster.
   */
  async write(
    row: PartnershipRow,
    event: keyof typeof partnershipEvents,
    changedFields: string[],
  ): Promise<PartnershipRow> {
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
    this.events.record({
      partnershipId: row.id,
      type: partnershipEvents[event],
      subjectType: 'Partnership',
      subjectId: row.id,
      changedFields,
      version: next.version,
    });
    return next;
  }

  private async conflict(newest: PartnershipRow): Promise<AppError> {
    const person = await this.persons.byId(newest.updatedBy);
    return conflict({ version: newest.version, changedBy: person?.displayName, changedAt: newest.updatedAt });
  }
}
