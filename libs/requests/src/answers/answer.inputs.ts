import { DateScalar, MutationInput } from '#libs/platform';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { AnswerChannelEnum, AnswerChoiceEnum, VerdictEnum } from '../request.enums.js';
import type { AnswerChannel, AnswerChoice } from '../request.rules.js';

@InputType({ isAbstract: true })
abstract class AnswerInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => AnswerChoiceEnum, { description: 'What it comes to.' })
  choice: AnswerChoice;

  @Field(() => String, { nullable: true, description: 'In words; needed unless the actor can do what is asked.' })
  text?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day by which the actor promises to do it.' })
  commitmentOn?: string | null;

  @Field(() => String, { nullable: true, description: 'What is promised; the title of the request when absent.' })
  commitment?: string | null;

  @Field(() => ID, { nullable: true, description: 'For NOT_OURS: the actor that could be asked.' })
  forwardActorId?: string | null;

  @Field(() => String, { nullable: true, description: 'For NOT_OURS: who could be asked, in words.' })
  forwardNote?: string | null;
}

@InputType({ description: 'The answer of the actor, by its staff or its system.' })
export class AnswerRequestInput extends AnswerInput {}

@InputType({ description: 'An answer that came another way, written down by the asking side.' })
export class RecordRequestAnswerInput extends AnswerInput {
  @Field(() => AnswerChannelEnum, { description: 'How it came.' })
  recordedFrom: AnswerChannel;

  @Field(() => DateScalar, { nullable: true, description: 'When it came; today when absent.' })
  answeredOn?: string | null;
}

@InputType()
export class JudgeRequestAnswerInput extends MutationInput {
  @Field(() => ID, { description: 'The request, whose newest answer is judged.' })
  requestId: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => VerdictEnum, { description: 'What it is.' })
  verdict: 'ACCEPTED' | 'NOT_SUFFICIENT';

  @Field(() => String, { nullable: true, description: 'Why; needed when it is not sufficient. Both sides read it.' })
  reason?: string | null;
}

@InputType()
export class AskRequestExtensionInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field(() => DateScalar, { description: 'Until which day more time is needed.' })
  untilOn: string;

  @Field({ description: 'Why.' })
  reason: string;
}

@InputType()
export class DecideRequestExtensionInput extends MutationInput {
  @Field(() => ID, { description: 'What was asked.' })
  extensionId: string;

  @Field({ description: 'Given, or refused.' })
  granted: boolean;

  @Field(() => String, { nullable: true, description: 'Why. Both sides read it.' })
  reason?: string | null;
}

@InputType()
export class SettleRequestCommitmentInput extends MutationInput {
  @Field(() => ID, { description: 'The promise.' })
  commitmentId: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field({ description: 'Kept, or not.' })
  kept: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'Since when; today when absent.' })
  settledOn?: string | null;
}
