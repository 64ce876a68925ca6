import { caller, PersonType, Persons, requireCapability } from '#libs/access';
import { addDays, Clock, commonErrors, newId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Partnerships, PartnershipType } from '#libs/partnerships';
import { Db, internalId, registerNode } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { inOrder } from '../in-order.js';
import { requestEvents } from '../request.events.js';
import { clean } from '../request.rules.js';
import { showable } from './reaction.rules.js';
import {
  DecideReactionSharingInput,
  DecideReactionSharingPayload,
  ReactionGroupEnum,
  ReactionSharingDecisionType,
  ReactionTimesArgs,
  ReactionTimesType,
  SharedReactionTimeType,
} from './reaction.types.js';
import { ReactionsStore, type ReactionGroup } from './reactions.store.js';

/** Days a period has when none is named. */
const TWO_YEARS = 730;

/** How long actors take, for a partnership. */
@Resolver(() => PartnershipType)
export class PartnershipReactionFields implements OnModuleInit {
  constructor(
    private readonly store: ReactionsStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    registerNode(
      'ReactionSharingDecision',
      inOrder(
        (ids) => this.store.decisionsByIds(ids),
        (row) => ReactionSharingDecisionType.of(row),
      ),
    );
  }

  @ResolveField(() => ReactionTimesType, {
    description: 'How long actors took to answer its requests; no figure stands for fewer than five.',
  })
  async reactionTimes(
    @Parent() { row }: PartnershipType,
    @Args() { by, from, until }: ReactionTimesArgs,
  ): Promise<ReactionTimesType> {
    const today = this.clock.today();
    const facts = await this.store.facts(row.id, by, from ?? addDays(today, -TWO_YEARS), until ?? today, today);
    const { shown, hiddenGroups } = showable(facts);
    return { groups: shown, hiddenGroups };
  }

  @ResolveField(() => [ReactionSharingDecisionType], {
    description:
      'Decisions to share totals of reaction times with other partnerships, newest first; the first one holds.',
  })
  async reactionSharing(@Parent() { row }: PartnershipType): Promise<ReactionSharingDecisionType[]> {
    return (await this.store.decisions(row.id)).map((decision) => ReactionSharingDecisionType.of(decision));
  }
}

/** Who is behind a decision. */
@Resolver(() => ReactionSharingDecisionType)
export class ReactionSharingFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who wrote it down.' })
  recordedBy(@Parent() { row }: ReactionSharingDecisionType): Promise<PersonType | null> {
    return this.persons.byId(row.recordedBy);
  }
}

/** Totals over partnerships, and the decision to take part in them. */
@Resolver()
export class ReactionsResolver {
  constructor(
    private readonly db: Db,
    private readonly store: ReactionsStore,
    private readonly events: EventLog,
    private readonly partnerships: Partnerships,
    private readonly clock: Clock,
  ) {}

  @Query(() => [SharedReactionTimeType], {
    description:
      'How long actors took over all partnerships that share, in a calendar year; for whoever works in one of them.',
  })
  sharedReactionTimes(
    @Args('year', { type: () => Int, description: 'The year in which requests were sent.' }) year: number,
    @Args('by', { type: () => ReactionGroupEnum, defaultValue: 'ACTOR', description: 'By what.' }) by: ReactionGroup,
  ): Promise<SharedReactionTimeType[]> {
    return this.store.shared(by, year);
  }

  @Mutation(() => DecideReactionSharingPayload, {
    description: 'Writes down that a body of the partnership decided to share its totals, or no longer.',
  })
  async decideReactionSharing(@Args('input') input: DecideReactionSharingInput): Promise<DecideReactionSharingPayload> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'request.share');
    const decidedBy = clean.decidedBy(input.decidedBy);
    if (input.decidedOn > this.clock.today())
      throw commonErrors.INVALID_INPUT({ field: 'decidedOn', args: { reason: 'OUT_OF_RANGE' } });
    await this.db.transaction(async () => {
      await this.store.decide({
        ...{ id: newId(), partnershipId, shares: input.shares, decidedBy, decidedOn: input.decidedOn },
        ...{ recordedBy: caller().accountId, recordedAt: this.clock.now() },
      });
      this.events.record({
        ...{ partnershipId, type: requestEvents.REACTION_SHARING_DECIDED, changedFields: ['reactionSharing'] },
        ...{ subjectType: 'Partnership', subjectId: partnershipId },
      });
    });
    const row = await this.partnerships.byId(partnershipId);
    if (!row) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    return { partnership: PartnershipType.of(row) };
  }
}
