import { may, PersonType, Persons, worksIn } from '#libs/access';
import { Actors, ActorType, Municipalities, MunicipalityType } from '#libs/directory';
import { Clock } from '#libs/kernel';
import { PartnershipType } from '#libs/partnerships';
import { loadNodes, registerNode, rowLoader } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Directive, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isLate, nextFor, type RequestStatus } from './lifecycle/request.workflow.js';
import { deedsFor, type RequestDeedName } from './lifecycle/deeds.rules.js';
import { RequestDeedEnum, RequestStatusEnum } from './request.enums.js';
import { RequestType } from './request.types.js';
import { RequestWriter } from './request-writer.js';
import { RequestsStore } from './requests.store.js';
import { LegalTermType } from './terms/term.types.js';
import { TermsStore } from './terms/terms.store.js';

/** What a request leads to. */
@Resolver(() => RequestType)
export class RequestFields implements OnModuleInit {
  constructor(
    private readonly store: RequestsStore,
    private readonly writer: RequestWriter,
    private readonly terms: TermsStore,
    private readonly persons: Persons,
    private readonly directory: Municipalities,
    private readonly authorities: Actors,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const request = (id: string) =>
      rowLoader(
        RequestType,
        (ids) => this.store.byIds(ids),
        (row) => row.id,
      ).load(id);
    registerNode('Request', async (ids) =>
      (await Promise.all(ids.map(request))).map((row) => row && RequestType.of(row)),
    );
  }

  @ResolveField(() => PartnershipType, { description: 'The partnership that asks.' })
  async partnership(@Parent() { row }: RequestType): Promise<object | null> {
    return (await loadNodes([{ type: 'Partnership', id: row.partnershipId }]))[0] ?? null;
  }

  @ResolveField(() => ActorType, { description: 'The actor that is asked.' })
  actor(@Parent() { row }: RequestType): Promise<ActorType | null> {
    return this.authorities.byId(row.actorId);
  }

  @ResolveField(() => [MunicipalityType], { description: 'The municipalities that ask, the first to ask first.' })
  municipalities(@Parent() { row }: RequestType): Promise<MunicipalityType[]> {
    return this.directory.byIds(row.municipalityIds);
  }

  @ResolveField(() => MunicipalityType, { nullable: true, description: 'For which of them it was sent.' })
  sentFor(@Parent() { row }: RequestType): Promise<MunicipalityType | null> {
    return this.directory.byId(row.sentFor);
  }

  @ResolveField(() => LegalTermType, { nullable: true, description: 'The term of law it rests on.' })
  async legalTerm(@Parent() { row }: RequestType): Promise<LegalTermType | null> {
    const term = row.legalTermCode === null ? undefined : await this.terms.legalTerm(row.legalTermCode);
    return term ? LegalTermType.of(term, row.firstDueOn) : null;
  }

  @ResolveField(() => Boolean, { description: 'An answer is awaited and the last day has passed.' })
  late(@Parent() { row }: RequestType): boolean {
    return isLate(row, this.clock.today());
  }

  @ResolveField(() => [RequestStatusEnum], {
    description: 'What changeRequestStatus can make of it from the side of the caller.',
  })
  @Directive('@viewer')
  possibleStatuses(@Parent() { row }: RequestType): RequestStatus[] {
    const side = this.writer.sideOf(row);
    return side ? nextFor(row.status, side) : [];
  }

  @ResolveField(() => [RequestDeedEnum], { description: 'What the caller can do with it besides changing its status.' })
  @Directive('@viewer')
  viewerDeeds(@Parent() { row }: RequestType): RequestDeedName[] {
    const facts = {
      ...{ status: row.status, sent: row.sentAt !== null, extensionAsked: row.extensionAsked },
      proposed: row.proposedLevel !== null,
    };
    const side = this.writer.sideOf(row);
    const can = (capability: string, of: 'ASKING' | 'ACTOR') => side === of && may(row.partnershipId, capability);
    return deedsFor(facts, side, {
      ...{ write: can('request.write', 'ASKING'), note: can('request.note', 'ASKING') },
      answer: can('request.answer', 'ACTOR'),
    });
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who sent it.' })
  sentBy(@Parent() { row }: RequestType): Promise<PersonType | null> {
    return this.persons.byId(row.sentBy);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who drafted it; null for the actor.' })
  async createdBy(@Parent() { row }: RequestType): Promise<PersonType | null> {
    return worksIn(row.partnershipId) ? this.persons.byId(row.createdBy) : null;
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who changed it last.' })
  updatedBy(@Parent() { row }: RequestType): Promise<PersonType | null> {
    return this.persons.byId(row.updatedBy);
  }
}
