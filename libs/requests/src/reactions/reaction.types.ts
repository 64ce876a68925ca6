import { toGlobalId } from '#libs/kernel';
import { DateScalar, DateTimeScalar, MutationInput, NodeType } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { reactionGroups, type ReactionGroup, type SharingDecision } from './reactions.store.js';

export const ReactionGroupEnum = Object.fromEntries(Object.keys(reactionGroups).map((key) => [key, key])) as Record<
  ReactionGroup,
  ReactionGroup
>;
registerEnumType(ReactionGroupEnum, {
  name: 'ReactionGroup',
  description: 'What reaction times are worked out by.',
  valuesMap: Object.fromEntries(Object.entries(reactionGroups).map(([key, description]) => [key, { description }])),
});

@ObjectType('ReactionBucket', { description: 'How many answers took so long.' })
export class ReactionBucketType {
  @Field(() => Int, { description: 'From this many days on.' })
  fromDays: number;

  @Field(() => Int, { nullable: true, description: 'Up to and including; without end when absent.' })
  untilDays: number | null;

  @Field(() => Int, { description: 'Answers.' })
  count: number;
}

@ObjectType('ReactionTime', { description: 'Reaction times of one group of at least five requests.' })
export class ReactionTimeType {
  @Field({ description: 'Code of the actor or region, level or domain.' })
  key: string;

  @Field(() => Int, { description: 'Requests: answered, or past their last day.' })
  count: number;

  @Field(() => Int, { description: 'Those without any answer.' })
  unanswered: number;

  @Field(() => Float, { nullable: true, description: 'Median of the calendar days from sending to the first answer.' })
  medianDays: number | null;

  @Field(() => [ReactionBucketType], { description: 'The answers by how long they took.' })
  buckets: ReactionBucketType[];
}

@ObjectType('ReactionTimes', { description: 'Reaction times by group, largest first.' })
export class ReactionTimesType {
  @Field(() => [ReactionTimeType], { description: 'Groups of at least five.' })
  groups: ReactionTimeType[];

  @Field(() => Int, { description: 'Groups that are too small to show, or would give a small one away.' })
  hiddenGroups: number;
}

@ObjectType('SharedReactionTime', {
  description: 'A rounded total over at least three partnerships that share, and at least five requests.',
})
export class SharedReactionTimeType {
  @Field({ description: 'Code of the actor or region, level or domain.' })
  key: string;

  @Field(() => Int, { description: 'Requests, rounded down to fives.' })
  atLeast: number;

  @Field(() => Int, { description: 'Partnerships, rounded down to threes.' })
  partnershipsAtLeast: number;

  @Field(() => Float, { nullable: true, description: 'Median of the calendar days to the first answer.' })
  medianDays: number | null;

  @Field(() => [Int], { description: 'Tenths answered within 7, 14, 30, 60, 90 days, and later.' })
  tenths: number[];
}

@ObjectType('ReactionSharingDecision', {
  implements: () => NodeType,
  description: 'A decision of the partnership to share its totals, or no longer.',
})
export class ReactionSharingDecisionType extends NodeType {
  @Field({ description: 'Shared, or not.' })
  shares: boolean;

  @Field({ description: 'Which body decided, in words.' })
  decidedBy: string;

  @Field(() => DateScalar, { description: 'When it decided.' })
  decidedOn: string;

  @Field(() => DateTimeScalar, { description: 'When that was written down.' })
  recordedAt: string;

  row: SharingDecision;

  static of(row: SharingDecision): ReactionSharingDecisionType {
    const id = toGlobalId('ReactionSharingDecision', row.id);
    return Object.assign(new ReactionSharingDecisionType(), { ...row, id, row });
  }
}

@ArgsType()
export class ReactionTimesArgs {
  @Field(() => ReactionGroupEnum, { defaultValue: 'ACTOR', description: 'By what.' })
  by: ReactionGroup;

  @Field(() => DateScalar, { nullable: true, description: 'Sent on or after this day; two years ago when absent.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Sent on or before this day; today when absent.' })
  until?: string | null;
}

@InputType()
export class DecideReactionSharingInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'Shared, or not.' })
  shares: boolean;

  @Field({ description: 'Which body decided, in words; at most 200 characters.' })
  decidedBy: string;

  @Field(() => DateScalar, { description: 'When it decided; not in the future.' })
  decidedOn: string;
}

@ObjectType({ description: 'The partnership after the decision.' })
export class DecideReactionSharingPayload {
  @Field(() => PartnershipType, { description: 'The partnership.' })
  partnership: PartnershipType;
}
