import { commonErrors } from '#libs/kernel';
import { Presence } from '#libs/live';
import { ambient, Db, internalId } from '#libs/platform';
import { Args, ID, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { AccessStore } from './access.store.js';
import { PersonType, PresenceChangeType } from './access.types.js';
import { caller, worksIn } from './caller.js';
import { Persons } from './persons.js';
import { insideRoles } from './roles.js';

/** Who has a partnership open now; only for those who work in it. */
@Resolver(() => PresenceChangeType)
export class PresenceResolver {
  constructor(
    private readonly db: Db,
    private readonly leases: Presence,
    private readonly persons: Persons,
    private readonly store: AccessStore,
  ) {}

  @Subscription(() => PresenceChangeType, {
    description:
      'Who is in the partnership now: the list at once and after every change. Holding this open is being present, ' +
      'unless `visible` is false. Actors outside the partnership never see it.',
    resolve: (accountIds: string[], { partnershipId }: { partnershipId: string }) => ({
      accountIds,
      partnershipId: internalId('Partnership', partnershipId),
    }),
  })
  async presence(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) globalId: string,
    @Args('visible', { defaultValue: true, description: 'Be seen by the others while looking.' }) visible: boolean,
  ): Promise<AsyncGenerator<string[]>> {
    const partnershipId = internalId('Partnership', globalId, 'partnershipId');
    if (!worksIn(partnershipId)) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    const { accountId } = caller();
    const { current } = ambient()!.scope;
    const stillInside = async () =>
      this.db.run(await current(), async () =>
        (await this.store.holders([partnershipId], insideRoles)).some((holder) => holder.accountId === accountId),
      );
    return this.leases.follow(partnershipId, accountId, visible, stillInside);
  }

  @ResolveField(() => [PersonType], { description: 'Everybody who has the partnership open now, in order of arrival.' })
  people(@Parent() change: { accountIds: string[] }): Promise<PersonType[]> {
    return this.persons.byIds(change.accountIds);
  }
}
