import { DateScalar } from '#libs/platform';
import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MandateType, OrganisationKindEnum, WorkspaceRoleEnum } from '../access.types.js';
import type { WorkspaceRole } from '../roles.js';
import type { MemberState } from './members.rules.js';
import type { MandateRow } from './members.store.js';

const MemberStateEnum: Record<MemberState, MemberState> = {
  ACTIVE: 'ACTIVE',
  FUTURE: 'FUTURE',
  ENDED: 'ENDED',
  WITHDRAWN: 'WITHDRAWN',
};
registerEnumType(MemberStateEnum, {
  name: 'MemberState',
  description: 'How a mandate stands today.',
  valuesMap: {
    ACTIVE: { description: 'It gives rights.' },
    FUTURE: { description: 'It begins later.' },
    ENDED: { description: 'Its last day is over, or its organisation no longer takes part.' },
    WITHDRAWN: { description: 'It was taken back.' },
  },
});

/** How much of a table a role sees. */
export type Extent = 'EVERYTHING' | 'SHARED';
const ExtentEnum: Record<Extent, Extent> = { EVERYTHING: 'EVERYTHING', SHARED: 'SHARED' };
registerEnumType(ExtentEnum, {
  name: 'Extent',
  description: 'How much of something a role sees.',
  valuesMap: {
    EVERYTHING: { description: 'All of the partnership.' },
    SHARED: { description: 'Only what was shared with the organisation.' },
  },
});

@ObjectType('WorkspaceMember', { description: 'Somebody with a mandate, as managers and auditors see it.' })
export class WorkspaceMemberType {
  @Field(() => MandateType, { description: 'Role, organisation, period and decision.' })
  mandate: MandateType;

  @Field(() => String, { nullable: true, description: 'E-mail address, if it is known.' })
  email: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of use on behalf of this organisation, if known.' })
  lastActiveOn: string | null;

  @Field(() => MemberStateEnum, { description: 'How the mandate stands today.' })
  state: MemberState;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn, in the words of who did it.' })
  withdrawalReason: string | null;

  partnershipId: string;
  accountId: string;
  organisationId: string;

  static of(row: MandateRow, state: MemberState): WorkspaceMemberType {
    const { partnershipId, accountId, organisationId, withdrawalReason } = row;
    return Object.assign(new WorkspaceMemberType(), {
      ...{ partnershipId, accountId, organisationId, withdrawalReason, state },
      mandate: MandateType.of(row, accountId),
    });
  }
}

@ObjectType('Participation', { description: 'The time an organisation takes part in a partnership.' })
export class ParticipationType {
  @Field(() => DateScalar, { description: 'First day.' })
  validFrom: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; without end when absent.' })
  validUntil: string | null;

  partnershipId: string;
  organisationId: string;
}

@ObjectType('RoleSight', { description: 'Something a role sees.' })
export class RoleSightType {
  @Field({ description: 'What, as the policy names it, for example `coordination.tasks`.' })
  subject: string;

  @Field(() => ExtentEnum, { description: 'How much of it.' })
  extent: Extent;
}

@ObjectType('RoleDescription', { description: 'What a role may do and see, read from the policy that is in force.' })
export class RoleDescriptionType {
  @Field(() => WorkspaceRoleEnum, { description: 'The role.' })
  role: WorkspaceRole;

  @Field(() => [String], { description: 'Capabilities, for example `task.write`, in alphabetical order.' })
  capabilities: string[];

  @Field(() => [RoleSightType], { description: 'What somebody with the role sees, in alphabetical order.' })
  sees: RoleSightType[];

  @Field(() => [OrganisationKindEnum], { description: 'Kinds of organisations whose people can have the role.' })
  organisationKinds: string[];
}

@ObjectType('PartnershipAccess', { description: 'Who takes part in a partnership, and as what.' })
export class PartnershipAccessType {
  @Field({ description: 'Whether the caller may invite people, and change and withdraw mandates.' })
  viewerMayManage: boolean;

  @Field({ description: 'Whether invitations go out by mail; otherwise the manager hands over the link.' })
  mailConfigured: boolean;

  partnershipId: string;
}
