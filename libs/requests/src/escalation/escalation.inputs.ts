import { MutationInput } from '#libs/platform';
import { Field, ID, InputType, Int } from '@nestjs/graphql';

@InputType()
export class ProposeEscalationInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field({ description: 'Why. Only the asking side reads it.' })
  reason: string;
}

@InputType()
export class DecideEscalationInput extends MutationInput {
  @Field(() => ID, { description: 'The proposed step.' })
  escalationId: string;

  @Field(() => Int, { description: 'The version this decision was made on.' })
  expectedVersion: number;

  @Field({ description: 'Approved, or refused.' })
  approved: boolean;

  @Field(() => String, { nullable: true, description: 'Why; needed to refuse. Only the asking side reads it.' })
  reason?: string | null;
}

@InputType()
export class ConfirmEscalationInput extends MutationInput {
  @Field(() => ID, { description: 'The step, approved where that is needed.' })
  escalationId: string;

  @Field(() => Int, { description: 'The version of the step this was decided on.' })
  expectedVersion: number;
}
