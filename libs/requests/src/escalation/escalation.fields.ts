import { caller, may, PersonType, Persons, worksIn } from '#libs/access';
import { Municipalities, MunicipalityType } from '#libs/directory';
import { Clock } from '#libs/kernel';
import { listLoader, registerNode } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Directive, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { inOrder } from '../in-order.js';
import { RequestType } from '../request.types.js';
import { RequestWriter } from '../request-writer.js';
import { LadderStepType, RequestEscalationType } from './escalation.types.js';
import { EscalationsStore } from './escalations.store.js';
import { isOtherVoice } from './ladder.rules.js';

/** The ladder of a request, for the asking side. */
@Resolver(() => RequestType)
export class RequestLadderFields implements OnModuleInit {
  constructor(
    private readonly store: EscalationsStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    registerNode(
      'RequestEscalation',
      inOrder(
        (ids) => this.store.escalations('id', ids),
        (row) => RequestEscalationType.of(row),
      ),
    );
  }

  @ResolveField(() => [LadderStepType], {
    description: 'The ladder of its actor today, lowest step first; empty for the actor.',
  })
  async ladder(@Parent() { row }: RequestType): Promise<LadderStepType[]> {
    if (!worksIn(row.partnershipId)) return [];
    const steps = await this.store.ladder(row.actorId, this.clock.today());
    return steps.map((step) => LadderStepType.of(step));
  }

  @ResolveField(() => [RequestEscalationType], {
    description: 'Steps that were proposed, refused or taken, oldest first; empty for the actor.',
  })
  async escalations(@Parent() { row }: RequestType): Promise<RequestEscalationType[]> {
    const loader = listLoader(
      'request escalations',
      (ids) => this.store.escalations('request_id', ids),
      (step) => step.requestId,
    );
    return (await loader.load(row.id)).map((step) => RequestEscalationType.of(step));
  }
}

/** Who proposed, approved and confirmed a step. */
@Resolver(() => RequestEscalationType)
export class EscalationFields {
  constructor(
    private readonly persons: Persons,
    private readonly directory: Municipalities,
    private readonly writer: RequestWriter,
  ) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who proposed it; null for the clock.' })
  proposedBy(@Parent() { row }: RequestEscalationType): Promise<PersonType | null> {
    return this.persons.byId(row.proposedBy);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who approved or refused it.' })
  decidedBy(@Parent() { row }: RequestEscalationType): Promise<PersonType | null> {
    return this.persons.byId(row.decidedBy);
  }

  @ResolveField(() => MunicipalityType, { nullable: true, description: 'For which municipality.' })
  decidedFor(@Parent() { row }: RequestEscalationType): Promise<MunicipalityType | null> {
    return this.directory.byId(row.decidedFor);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who let it go up.' })
  confirmedBy(@Parent() { row }: RequestEscalationType): Promise<PersonType | null> {
    return this.persons.byId(row.confirmedBy);
  }

  @ResolveField(() => Boolean, { description: 'Whether the caller can approve it: another person, of another member.' })
  @Directive('@viewer')
  async viewerMayApprove(@Parent() { row }: RequestEscalationType): Promise<boolean> {
    if (row.state !== 'PROPOSED' || !may(row.partnershipId, 'request.approve')) return false;
    if (!row.needsApproval) return true;
    const mine = { accountId: caller().accountId, municipalityId: await this.writer.actsFor(row.partnershipId) };
    return isOtherVoice({ accountId: row.leadId, municipalityId: row.leadFor }, mine);
  }
}
