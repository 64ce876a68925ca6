import { DateScalar, DateTimeScalar, MutationInput } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LinkedTaskType } from '../links/linked-task.type.js';
import type { ProposedStep } from './starter.rules.js';
import type { ChoiceRow } from './starter.store.js';
import { certainties, type Certainty } from './step.js';

export const CertaintyEnum = Object.fromEntries(certainties.map((certainty) => [certainty, certainty]));
registerEnumType(CertaintyEnum, {
  name: 'StepCertainty',
  description: 'How sure the source of a step is.',
  valuesMap: {
    VERIFIED: { description: 'A current source, with its article.' },
    CONTENT: { description: 'A current source, without an article.' },
    NUMBER: { description: 'The article is confirmed; its content was read in the decree of 2001.' },
    CONCORDANCE: { description: 'Article and content follow from a concordance with the decree of 2001.' },
    PRACTICE: { description: 'Advice, or what others do: no rule.' },
  },
});

export enum StarterStepState {
  PROPOSED = 'PROPOSED',
  TAKEN = 'TAKEN',
  SKIPPED = 'SKIPPED',
}
registerEnumType(StarterStepState, {
  name: 'StarterStepState',
  description: 'What became of a step of the first year.',
  valuesMap: {
    PROPOSED: { description: 'Nobody decided on it.' },
    TAKEN: { description: 'A task was made of it.' },
    SKIPPED: { description: 'Somebody decided not to do it, and wrote down why.' },
  },
});

@ObjectType('StarterStep', {
  description: 'A step that is proposed for the first year of a partnership; its texts are Dutch.',
})
export class StarterStepType implements Omit<ProposedStep, 'checklist'> {
  @Field({ description: 'Tells it from the other steps.' })
  code: string;

  @Field({ description: 'What is to be done: the title of the task.' })
  title: string;

  @Field({ description: 'What that takes.' })
  description: string;

  @Field(() => [String], { description: 'The steps of the task, in order; often the municipalities that take part.' })
  checklist: readonly string[];

  @Field({ description: 'Why it is proposed to this partnership.' })
  reason: string;

  @Field({ description: 'Where the reason comes from: an article, or who says so.' })
  source: string;

  @Field(() => String, { nullable: true, description: 'Where that can be read.' })
  sourceUrl: string | null;

  @Field(() => CertaintyEnum, { description: 'How sure the source is.' })
  certainty: Certainty;

  @Field(() => DateScalar, { description: 'By when, counted in calendar days from the start of the path.' })
  proposedOn: string;

  @Field(() => StarterStepState, { description: 'What became of it.' })
  state: StarterStepState;

  @Field(() => LinkedTaskType, {
    nullable: true,
    description: 'The task that was made of it; null also when it is not there for the caller.',
  })
  task: LinkedTaskType | null;

  @Field(() => String, { nullable: true, description: 'Why it is skipped.' })
  skipReason: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken over or skipped.' })
  decidedAt: string | null;

  /** For the field that leads to who decided. */
  choice: ChoiceRow | undefined;

  static of(step: ProposedStep, choice: ChoiceRow | undefined): StarterStepType {
    return Object.assign(new StarterStepType(), {
      ...step,
      state: choice ? StarterStepState[choice.decision] : StarterStepState.PROPOSED,
      task: choice?.task ? LinkedTaskType.of({ ofId: '', ...choice.task }) : null,
      skipReason: choice?.reason ?? null,
      decidedAt: choice?.decidedAt ?? null,
      choice,
    });
  }
}

@ObjectType('StarterPath', {
  description:
    'What a partnership may do in its first year: proposals with their reasons and sources, none of them required.',
})
export class StarterPathType {
  @Field(() => DateScalar, { description: 'The day from which the dates are counted.' })
  startsOn: string;

  @Field({ description: 'Whether the partnership asks for a subsidy, so that steps for that are proposed.' })
  asksSubsidy: boolean;

  @Field(() => Int, { description: 'Municipalities that take part.' })
  memberCount: number;

  @Field({ description: 'Whether there is an officer, or one is to come.' })
  hasOfficer: boolean;

  @Field(() => Int, {
    description: 'Goes up by one with every change of start or subsidy; hand it back as `expectedVersion`.',
  })
  version: number;

  @Field(() => Int, { description: 'Steps that nobody decided on yet.' })
  openCount: number;

  @Field(() => Int, { description: 'Steps that became a task.' })
  takenCount: number;

  @Field(() => [StarterStepType], { description: 'The steps, in order of time.' })
  steps: StarterStepType[];
}

@InputType({ description: 'Only fields that are given change.' })
export class SetStarterPathInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field(() => Int, { description: 'The version of the path this change was made on.' })
  expectedVersion: number;

  @Field(() => DateScalar, { nullable: true, description: 'The day from which the dates are counted.' })
  startsOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a subsidy is asked for.' })
  asksSubsidy?: boolean | null;
}

@InputType()
export class TakeOverStarterStepsInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field(() => [String], { description: 'Codes of the steps; those that somebody decided on meanwhile are left out.' })
  codes: string[];

  @Field(() => DateScalar, { description: 'The start that the dates one saw are counted from.' })
  startsOn: string;
}

@InputType()
export class SkipStarterStepInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'Code of the step.' })
  code: string;

  @Field({ description: 'Why it is not done, at most 500 characters. Never names of residents.' })
  reason: string;
}

@InputType()
export class UnskipStarterStepInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'Code of the step.' })
  code: string;
}

@ObjectType({ description: 'The partnership with its path after the change.' })
export class SetStarterPathPayload {
  @Field(() => PartnershipType, { description: 'The partnership.' })
  partnership: PartnershipType;
}

@ObjectType({ description: 'The partnership with its path after the change, and the tasks that were made.' })
export class TakeOverStarterStepsPayload {
  @Field(() => PartnershipType, { description: 'The partnership.' })
  partnership: PartnershipType;

  @Field(() => [String], { description: 'Codes of the steps that somebody decided on before.' })
  leftOut: string[];

  /** What a repeat of the mutation remembers; the field `tasks` reads them. */
  taskIds: string[];
}

@ObjectType({ description: 'The partnership with its path after the change.' })
export class SkipStarterStepPayload {
  @Field(() => PartnershipType, { description: 'The partnership.' })
  partnership: PartnershipType;
}

@ObjectType({ description: 'The partnership with its path after the change.' })
export class UnskipStarterStepPayload {
  @Field(() => PartnershipType, { description: 'The partnership.' })
  partnership: PartnershipType;
}
