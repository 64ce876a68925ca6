import { Clock } from '#libs/kernel';
import { internalId } from '#libs/platform';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import * as answers from '../request.payloads.js';
import { payload, type RequestPayload } from '../request.payloads.js';
import { DecideEscalation } from './actions/decide-escalation.js';
import { ProposeEscalation } from './actions/propose-escalation.js';
import { ConfirmEscalationInput, DecideEscalationInput, ProposeEscalationInput } from './escalation.inputs.js';
import { LadderStepType } from './escalation.types.js';
import { EscalationsStore } from './escalations.store.js';

/** The ladder: what it is, and how a request goes up. */
@Resolver()
export class EscalationResolver {
  constructor(
    private readonly store: EscalationsStore,
    private readonly clock: Clock,
    private readonly proposing: ProposeEscalation,
    private readonly deciding: DecideEscalation,
  ) {}

  @Query(() => [LadderStepType], {
    description: 'The ladder of an actor today: its own, or that of all actors of its level; lowest step first.',
  })
  async escalationLadder(
    @Args('actorId', { type: () => ID, description: 'The actor.' }) actorId: string,
  ): Promise<LadderStepType[]> {
    const steps = await this.store.ladder(internalId('Actor', actorId, 'actorId'), this.clock.today());
    return steps.map((step) => LadderStepType.of(step));
  }

  @Mutation(() => answers.ProposeEscalationPayload, { description: 'Proposes the next step; nothing goes up by it.' })
  async proposeEscalation(@Args('input') input: ProposeEscalationInput): Promise<RequestPayload> {
    return payload(await this.proposing.run(input));
  }

  @Mutation(() => answers.DecideEscalationPayload, {
    description: 'Approves a proposed step, on behalf of another member municipality, or refuses it.',
  })
  async decideEscalation(@Args('input') input: DecideEscalationInput): Promise<RequestPayload> {
    return payload(await this.deciding.decide(input));
  }

  @Mutation(() => answers.ConfirmEscalationPayload, {
    description: 'Takes a step: the request goes up, its term begins again, and the actor hears of it.',
  })
  async confirmEscalation(@Args('input') input: ConfirmEscalationInput): Promise<RequestPayload> {
    return payload(await this.deciding.confirm(input));
  }
}
