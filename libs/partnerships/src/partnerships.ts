import { Clock, commonErrors } from '#libs/kernel';
import { listLoader, registerNode, rowLoader } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MemberRow, PartnershipRow } from './partnership.entity.js';
import { PartnershipType } from './partnership.types.js';
import { PartnershipsStore } from './partnerships.store.js';

/** Partnerships and their members, as far as the caller may see them. */
@Injectable()
export class Partnerships implements OnModuleInit {
  constructor(
    private readonly store: PartnershipsStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    registerNode('Partnership', async (ids) =>
      Promise.all(
        ids.map(async (id) => {
          const row = await this.byId(id);
          return row && PartnershipType.of(row);
        }),
      ),
    );
  }

  /** Through a loader: asked often, read once. */
  byId(id: string): Promise<PartnershipRow | null> {
    return rowLoader(
      Partnerships,
      (ids) => this.store.byIds(ids),
      (row) => row.id,
    ).load(id);
  }

  /** Memberships past, present and future, through a loader. */
  members(partnershipId: string): Promise<MemberRow[]> {
    const key = `${Partnerships.name} members`;
    return listLoader(
      key,
      (ids) => this.store.membersOf(ids),
      (row) => row.partnershipId,
    ).load(partnershipId);
  }

  /** Municipalities that are members now or will be, each once. */
  async memberMunicipalityIds(partnershipId: string): Promise<string[]> {
    const today = this.clock.today();
    const members = (await this.members(partnershipId)).filter(({ validUntil }) => !validUntil || validUntil >= today);
    return [...new Set(members.map(({ municipalityId }) => municipalityId))];
  }

  /**
   * For rooms whose rules lean on the members: holds the partnership against other changes until the end of the
   * transaction and answers it with its memberships.
   * @throws NOT_FOUND when it is not the caller's to change.
   */
  async hold(partnershipId: string): Promise<{ partnership: PartnershipRow; members: MemberRow[] }> {
    const partnership = await this.store.lock(partnershipId);
    if (!partnership) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    return { partnership, members: await this.store.membersOf([partnershipId]) };
  }
}
