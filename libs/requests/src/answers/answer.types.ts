import { toGlobalId } from '#libs/kernel';
import { DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  AnswerChannelEnum,
  AnswerChoiceEnum,
  CommitmentStateEnum,
  ExtensionStateEnum,
  VerdictEnum,
  type CommitmentState,
} from '../request.enums.js';
import type { AnswerChannel, AnswerChoice } from '../request.rules.js';
import type { AnswerRow, CommitmentRow, ExtensionRow } from './answers.store.js';

@ObjectType('RequestAnswer', { implements: () => NodeType, description: 'What the actor answered.' })
export class RequestAnswerType extends NodeType {
  @Field(() => AnswerChoiceEnum, { description: 'What it comes to.' })
  choice: AnswerChoice;

  @Field({ description: 'The answer in words; may be empty when the actor can do what is asked.' })
  text: string;

  @Field(() => String, { nullable: true, description: 'Who else could be asked, in words.' })
  forwardNote: string | null;

  @Field(() => AnswerChannelEnum, {
    nullable: true,
    description: 'How it came, when the asking side wrote it down; null when the actor wrote it here.',
  })
  recordedFrom: AnswerChannel | null;

  @Field(() => DateScalar, { description: 'The day on which it was given.' })
  answeredOn: string;

  @Field(() => DateTimeScalar, { description: 'When it was written here.' })
  createdAt: string;

  @Field(() => VerdictEnum, {
    nullable: true,
    description: 'What the asking side thinks of it; null before it said so.',
  })
  verdict: AnswerRow['verdict'];

  @Field(() => String, { nullable: true, description: 'Why.' })
  verdictReason: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it said so.' })
  judgedAt: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who answered without an account: the name, or the address.',
  })
  guest: string | null;

  row: AnswerRow;

  static of(row: AnswerRow): RequestAnswerType {
    return Object.assign(new RequestAnswerType(), {
      ...row,
      id: toGlobalId('RequestAnswer', row.id),
      text: row.body,
      row,
    });
  }
}

/** How a promise stands on a day. */
export const commitmentState = (
  { outcome, dueOn }: Pick<CommitmentRow, 'outcome' | 'dueOn'>,
  today: string,
): CommitmentState => outcome ?? (dueOn < today ? 'LATE' : 'OPEN');

@ObjectType('RequestCommitment', { implements: () => NodeType, description: 'A promise of the actor, with a day.' })
export class RequestCommitmentType extends NodeType {
  @Field({ description: 'What was promised.' })
  what: string;

  @Field(() => DateScalar, { description: 'By which day.' })
  dueOn: string;

  @Field(() => CommitmentStateEnum, { description: 'How it stands today.' })
  state: CommitmentState;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it was kept, or known not to be.' })
  settledOn: string | null;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  row: CommitmentRow;

  static of(row: CommitmentRow, today: string): RequestCommitmentType {
    const id = toGlobalId('RequestCommitment', row.id);
    return Object.assign(new RequestCommitmentType(), { ...row, id, state: commitmentState(row, today), row });
  }
}

@ObjectType('RequestExtension', { implements: () => NodeType, description: 'More time, asked by the actor.' })
export class RequestExtensionType extends NodeType {
  @Field(() => DateScalar, { description: 'Until which day.' })
  untilOn: string;

  @Field({ description: 'Why.' })
  reason: string;

  @Field(() => ExtensionStateEnum, { description: 'What became of it.' })
  state: ExtensionRow['state'];

  @Field({ description: 'The law gives it to whoever tells why in time; nobody has to grant it.' })
  byLaw: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  askedAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided on.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused or given.' })
  decisionReason: string | null;

  @Field(() => Int, { description: 'Goes up by one with every change.' })
  version: number;

  @Field(() => String, {
    nullable: true,
    description: 'Who asked without an account: the name, or the address.',
  })
  guest: string | null;

  row: ExtensionRow;

  static of(row: ExtensionRow): RequestExtensionType {
    return Object.assign(new RequestExtensionType(), { ...row, id: toGlobalId('RequestExtension', row.id), row });
  }
}
