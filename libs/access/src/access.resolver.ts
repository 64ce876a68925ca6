import { registerNode, rowLoader } from '#libs/platform';
import { PartnershipEventType } from '#libs/live';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { toGlobalId } from '#libs/kernel';
import { AccessStore } from './access.store.js';
import { MandateType, OrganisationType, PersonType, ViewerType } from './access.types.js';
import { callerOrNobody } from './caller.js';
import { Persons } from './persons.js';

/** Organisations by id. */
@Injectable()
export class Organisations implements OnModuleInit {
  constructor(
    private readonly store: AccessStore,
    private readonly persons: Persons,
  ) {}

  onModuleInit(): void {
    registerNode('Person', async (ids) => Promise.all(ids.map((id) => this.persons.byId(id))));
    registerNode('Organisation', async (ids) => Promise.all(ids.map((id) => this.byId(id))));
  }

  async byId(id: string): Promise<OrganisationType | null> {
    const row = await rowLoader(
      Organisations,
      (ids) => this.store.organisations(ids),
      (found) => found.id,
    ).load(id);
    return (
      row &&
      Object.assign(new OrganisationType(), { id: toGlobalId('Organisation', id), kind: row.kind, name: row.name })
    );
  }
}

/** Who is signed in. */
@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(private readonly persons: Persons) {}

  @Query(() => ViewerType, { nullable: true, description: 'Who is signed in; null for nobody.' })
  viewer(): ViewerType | null {
    const caller = callerOrNobody();
    return caller ? ViewerType.of(caller) : null;
  }

  @ResolveField(() => PersonType, { description: 'The signed-in person.' })
  person(@Parent() viewer: ViewerType): Promise<PersonType | null> {
    return this.persons.byId(viewer.accountId);
  }
}

/** The organisation behind a mandate. */
@Resolver(() => MandateType)
export class MandateFields {
  constructor(private readonly organisations: Organisations) {}

  @ResolveField(() => OrganisationType, { description: 'On whose behalf.' })
  organisation(@Parent() mandate: MandateType): Promise<OrganisationType | null> {
    return this.organisations.byId(mandate.organisationId);
  }
}

/** Whose doing an event was. */
@Resolver(() => PartnershipEventType)
export class EventFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Whose doing it was; null for the system.' })
  by(@Parent() event: PartnershipEventType): Promise<PersonType | null> {
    return this.persons.byId(event.accountId);
  }
}
