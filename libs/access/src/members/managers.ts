import { Clock, commonErrors } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { checkManagers, type ManagerPeriod } from './members.rules.js';
import { MembersStore } from './members.store.js';

/** Sees to it that a partnership always has a manager. */
@Injectable()
export class Managers {
  constructor(
    private readonly store: MembersStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps everybody else from changing who may do what in a partnership until the end of the transaction: of two who take
   * each other's rights at the same moment, one comes too late.
   * @throws NOT_FOUND when it is not the caller's to see.
   */
  async hold(partnershipId: string): Promise<void> {
    if (!(await this.store.hold(partnershipId))) throw commonErrors.NOT_FOUND();
  }

  /**
   * Call it while the partnership is held.
   * @throws LAST_MANAGER when a change would take the last manager of some day.
   */
  async keep(partnershipId: string, change: (periods: ManagerPeriod[]) => ManagerPeriod[]): Promise<void> {
    const before = await this.store.managerPeriods(partnershipId);
    checkManagers(before, change(before), this.clock.today());
  }
}
