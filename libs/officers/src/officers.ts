import { Clock, includesDay } from '#libs/kernel';
import { listLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { AppointmentRow } from './officer.entity.js';
import { OfficersStore } from './officers.store.js';

/** The officers of partnerships, as far as the caller may see them. */
@Injectable()
export class Officers {
  constructor(
    private readonly store: OfficersStore,
    private readonly clock: Clock,
  ) {}

  /** Those now in service or still to come; with a day, those of that day. Through a loader. */
  async inService(partnershipId: string, on?: string | null): Promise<AppointmentRow[]> {
    const load = listLoader(
      OfficersStore,
      (ids) => this.store.byPartnerships(ids),
      (officer) => officer.partnershipId,
    );
    const today = this.clock.today();
    return (await load.load(partnershipId)).filter(({ validFrom: from, validUntil: until }) =>
      on ? includesDay({ from, until }, on) : !until || until >= today,
    );
  }
}
