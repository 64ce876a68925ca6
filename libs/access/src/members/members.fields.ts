import { loadNodes } from '#libs/platform';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MandateType, OrganisationType, PersonType } from '../access.types.js';
import { Organisations } from '../organisations.js';
import { Persons } from '../persons.js';
import { InvitationType } from './invitation.types.js';
import { Members } from './members.js';
import { ParticipationType, PartnershipAccessType, RoleDescriptionType, WorkspaceMemberType } from './members.types.js';
import { Participations } from './participations.js';
import { describeRoles } from './role-descriptions.js';

/** Members, invitations, roles and organisations of a partnership. */
@Resolver(() => PartnershipAccessType)
export class PartnershipAccessFields {
  constructor(
    private readonly all: Members,
    private readonly participations: Participations,
  ) {}

  @ResolveField(() => [WorkspaceMemberType], {
    description: 'Who has, will have or had a mandate in the last year: active, future, ended, withdrawn.',
  })
  members(@Parent() { partnershipId }: PartnershipAccessType): Promise<WorkspaceMemberType[]> {
    return this.all.list(partnershipId);
  }

  @ResolveField(() => [InvitationType], {
    description: 'Open invitations and those of the last year, newest first; empty for auditors.',
  })
  invitations(@Parent() { partnershipId }: PartnershipAccessType): Promise<InvitationType[]> {
    return this.all.invitations(partnershipId);
  }

  @ResolveField(() => [RoleDescriptionType], { description: 'What each role may do and see.' })
  roles(): RoleDescriptionType[] {
    return describeRoles();
  }

  @ResolveField(() => [ParticipationType], {
    description: 'Which organisations take part, took part or will, by name.',
  })
  async organisations(@Parent() { partnershipId }: PartnershipAccessType): Promise<ParticipationType[]> {
    const rows = await this.participations.all(partnershipId);
    return rows.map((row) => Object.assign(new ParticipationType(), row));
  }
}

/** Who a member is. */
@Resolver(() => WorkspaceMemberType)
export class WorkspaceMemberFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { description: 'Who it is.' })
  person(@Parent() { accountId }: WorkspaceMemberType): Promise<PersonType | null> {
    return this.persons.byId(accountId);
  }
}

/** Which organisation takes part. */
@Resolver(() => ParticipationType)
export class ParticipationFields {
  constructor(private readonly organisations: Organisations) {}

  @ResolveField(() => OrganisationType, { description: 'Which one.' })
  organisation(@Parent() { organisationId }: ParticipationType): Promise<OrganisationType | null> {
    return this.organisations.byId(organisationId);
  }
}

/** Organisation and people of an invitation. */
@Resolver(() => InvitationType)
export class InvitationFields {
  constructor(
    private readonly organisations: Organisations,
    private readonly persons: Persons,
  ) {}

  @ResolveField(() => OrganisationType, { description: 'On whose behalf who is invited will act.' })
  organisation(@Parent() { organisationId }: InvitationType): Promise<OrganisationType | null> {
    return this.organisations.byId(organisationId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who invited.' })
  invitedBy(@Parent() { createdBy }: InvitationType): Promise<PersonType | null> {
    return this.persons.byId(createdBy);
  }

  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'Who accepted; look at the name, for the account may have another address than the mail went to.',
  })
  acceptedBy(@Parent() { acceptedBy }: InvitationType): Promise<PersonType | null> {
    return this.persons.byId(acceptedBy);
  }

  @ResolveField(() => MandateType, { nullable: true, description: 'The mandate it became.' })
  async mandate(@Parent() { mandateId }: InvitationType): Promise<MandateType | null> {
    if (!mandateId) return null;
    const [mandate] = await loadNodes([{ type: 'Mandate', id: mandateId }]);
    return (mandate as MandateType | undefined) ?? null;
  }
}
