import { caller, callerOrNobody, ViewerType } from '#libs/access';
import { Clock, commonErrors, newId } from '#libs/kernel';
import { CONFIG, DateTimeScalar, Db, MutationInput, tellOnce, type Config } from '#libs/platform';
import { Inject } from '@nestjs/common';
import { Args, Field, InputType, Mutation, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { createHash, randomBytes } from 'node:crypto';
import { FeedsStore } from './feeds.store.js';

/** The hash under which a secret is kept. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

@ObjectType('CalendarFeed', {
  description: 'A secret address under which a calendar programme reads what the caller has to do.',
})
export class CalendarFeedType {
  @Field(() => DateTimeScalar, { description: 'When the address was made.' })
  createdAt: string;
}

@InputType({ description: 'For the caller, on behalf of whom one acts now.' })
export class RenewCalendarFeedInput extends MutationInput {}

@InputType({ description: 'For the caller, on behalf of whom one acts now.' })
export class RemoveCalendarFeedInput extends MutationInput {}

@ObjectType({ description: 'The new address; an earlier one stopped.' })
export class RenewCalendarFeedPayload {
  @Field(() => String, { nullable: true, description: 'The address, told once; null in the answer to a repeat.' })
  url: string | null;
}

@ObjectType({ description: 'What was there.' })
export class RemoveCalendarFeedPayload {
  @Field(() => Boolean, { description: 'Whether there was an address; it stopped.' })
  removed: boolean;
}

/** The calendar address of whoever is signed in. */
@Resolver(() => ViewerType)
export class CalendarFeedResolver {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: FeedsStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ResolveField(() => CalendarFeedType, {
    nullable: true,
    description: 'The address of the own calendar; null when there is none.',
  })
  async calendarFeed(): Promise<CalendarFeedType | null> {
    const who = callerOrNobody();
    return who?.organisationId ? this.store.of(who.accountId, who.organisationId) : null;
  }

  @Mutation(() => RenewCalendarFeedPayload, {
    description: 'Makes a secret address for the own calendar; one that was there stops.',
  })
  renewCalendarFeed(@Args('input') _input: RenewCalendarFeedInput): Promise<RenewCalendarFeedPayload> {
    const { accountId, organisationId } = this.somebody();
    const token = randomBytes(32).toString('base64url');
    return this.db.transaction(async () => {
      await this.store.remove(accountId, organisationId);
      await this.store.insert({ id: newId(), accountId, organisationId }, hashOf(token), this.clock.now());
      return tellOnce({ url: `${this.config.publicUrl}/calendar/${token}.ics` }, 'url');
    });
  }

  @Mutation(() => RemoveCalendarFeedPayload, { description: 'Stops the address of the own calendar.' })
  removeCalendarFeed(@Args('input') _input: RemoveCalendarFeedInput): Promise<RemoveCalendarFeedPayload> {
    const { accountId, organisationId } = this.somebody();
    return this.db.transaction(async () => ({ removed: await this.store.remove(accountId, organisationId) }));
  }

  /** @throws FORBIDDEN as long as it is not chosen for whom one acts, and where one works no longer. */
  private somebody(): { accountId: string; organisationId: string } {
    const { accountId, organisationId, affiliations } = caller();
    if (!organisationId || !affiliations.some((affiliation) => affiliation.organisationId === organisationId))
      throw commonErrors.FORBIDDEN({ args: { capability: null } });
    return { accountId, organisationId };
  }
}
