import { MyEventType, PartnershipEventType, PersonalLog } from '#libs/live';
import { CursorScalar } from '#libs/platform';
import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MandateType, OrganisationType, PersonType, ViewerType } from './access.types.js';
import { callerOrNobody } from './caller.js';
import { Organisations } from './organisations.js';
import { Persons } from './persons.js';

/** Who is signed in. */
@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(
    private readonly persons: Persons,
    private readonly log: PersonalLog,
  ) {}

  @Query(() => ViewerType, { nullable: true, description: 'Who is signed in; null for nobody.' })
  viewer(): ViewerType | null {
    const caller = callerOrNobody();
    return caller ? ViewerType.of(caller) : null;
  }

  @ResolveField(() => PersonType, { description: 'The signed-in person.' })
  person(@Parent() viewer: ViewerType): Promise<PersonType | null> {
    return this.persons.byId(viewer.accountId);
  }

  @ResolveField(() => CursorScalar, {
    nullable: true,
    description: 'Where the own log stands: hand it to `myEvents` to hear all that comes after. Null in a preview.',
  })
  async myEventsCursor(): Promise<string | null> {
    const head = await this.log.read('head', 0);
    return head ? this.log.cursorOf(head) : null;
  }
}

/** Person and organisation of a mandate. */
@Resolver(() => MandateType)
export class MandateFields {
  constructor(
    private readonly organisations: Organisations,
    private readonly persons: Persons,
  ) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who may act.' })
  person(@Parent() mandate: MandateType): Promise<PersonType | null> {
    return this.persons.byId(mandate.accountId);
  }

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

/** Whose doing it was. */
@Resolver(() => MyEventType)
export class MyEventFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'Whose doing it was; null for somebody one does not know.',
  })
  by(@Parent() { event }: MyEventType): Promise<PersonType | null> {
    return this.persons.byId(event.byAccountId);
  }
}
