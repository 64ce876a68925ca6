import { addDays, overlaps } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Managers } from './managers.js';
import { endedOn } from './members.rules.js';
import { MembersStore, type ParticipationRow } from './members.store.js';

/** Organisations follow the membership of their municipality. */
@Injectable()
export class Participations {
  constructor(
    private readonly db: Db,
    private readonly store: MembersStore,
    private readonly managers: Managers,
  ) {}

  /**
   * Ends, within the open transaction and after the events recorded so far, the participation of the organisations of a
   * municipality, on the last day of its membership. When that day had been set before, it moves with it.
   * @throws LAST_MANAGER when nobody else would manage the partnership on some day.
   */
  async end(partnershipId: string, directoryId: string, lastDay: string, before: string | null): Promise<void> {
    await this.managers.hold(partnershipId);
    const rows = await this.store.participationsOf(partnershipId, directoryId);
    const ending = rows.filter(
      ({ validUntil }) => validUntil === null || validUntil > lastDay || (before !== null && validUntil === before),
    );
    const leaving = new Set(ending.map(({ organisationId }) => organisationId));
    await this.managers.keep(partnershipId, (periods) => [
      ...periods.filter(({ organisationId }) => !leaving.has(organisationId)),
      ...endedOn(
        periods.filter(({ organisationId }) => leaving.has(organisationId)),
        lastDay,
      ),
    ]);
    this.db.beforeCommit(async () => {
      for (const { id } of ending) await this.store.endParticipation(id, lastDay);
    });
  }

  /**
   * Lets the organisations of a municipality that took part before take part again. What mandates were left from before a
   * pause stay ended: people are invited anew.
   */
  async begin(partnershipId: string, directoryId: string, from: string, until: string | null): Promise<void> {
    const rows = await this.store.participationsOf(partnershipId, directoryId);
    for (const [organisationId, past] of Map.groupBy(rows, (row) => row.organisationId)) {
      const ranges = past.map(({ validFrom, validUntil }) => ({ from: validFrom, until: validUntil }));
      if (ranges.some((range) => overlaps(range, { from, until }))) continue;
      const last = lastBefore(past, from);
      if (last && addDays(last, 1) < from) await this.store.endMandates(partnershipId, organisationId, last);
      await this.store.addParticipation({ partnershipId, organisationId, validFrom: from, validUntil: until });
    }
  }

  /** Past, present and future, by the name of the organisation. */
  all(partnershipId: string): Promise<ParticipationRow[]> {
    return this.store.participations(partnershipId);
  }
}

const lastBefore = (past: readonly ParticipationRow[], from: string): string | undefined =>
  past
    .map(({ validUntil }) => validUntil)
    .filter((day) => day !== null && day < from)
    .sort()
    .at(-1) ?? undefined;
