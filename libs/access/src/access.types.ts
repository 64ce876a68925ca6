import { toGlobalId } from '#libs/kernel';
import { DateScalar, NodeType } from '#libs/platform';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { PersonRow } from './access.store.js';
import type { Caller, CurrentMandate } from './caller.js';
import { PolicyDomainEnum } from './policy-domain.js';
import type { WorkspaceRole } from './roles.js';

export const WorkspaceRoleEnum: Record<WorkspaceRole, WorkspaceRole> = {
  MANAGER: 'MANAGER',
  OFFICER: 'OFFICER',
  MEMBER: 'MEMBER',
  READER: 'READER',
  ANSWERER: 'ANSWERER',
  COORDINATOR: 'COORDINATOR',
  AUDITOR: 'AUDITOR',
};
registerEnumType(WorkspaceRoleEnum, {
  name: 'WorkspaceRole',
  description: 'What a mandate lets a person be in a partnership.',
  valuesMap: {
    MANAGER: { description: 'Runs the partnership: members, officers, rights.' },
    OFFICER: { description: 'The shared integration officer.' },
    MEMBER: { description: 'Official of a member municipality.' },
    READER: { description: 'Reads everything, changes nothing.' },
    ANSWERER: { description: 'Staff of an actor: sees and answers only what was shared with it.' },
    COORDINATOR: { description: 'Regional coordinator: reads along and comments.' },
    AUDITOR: { description: 'Reads, including who did what.' },
  },
});

export const OrganisationKindEnum = {
  MUNICIPALITY: 'MUNICIPALITY',
  OCMW: 'OCMW',
  ACTOR: 'ACTOR',
  REGION: 'REGION',
  ASSOCIATION: 'ASSOCIATION',
  VENDOR: 'VENDOR',
};
registerEnumType(OrganisationKindEnum, {
  name: 'OrganisationKind',
  description: 'What kind of organisation takes part.',
  valuesMap: {
    MUNICIPALITY: { description: 'Municipality (gemeente).' },
    OCMW: { description: 'Public centre for social welfare.' },
    ACTOR: { description: 'Federal, Flemish or other body that is asked for something.' },
    REGION: { description: 'Regional co-operation or reference region.' },
    ASSOCIATION: { description: 'Association, for example VVSG.' },
    VENDOR: { description: 'Maker of a connected system.' },
  },
});

@ObjectType('Person', {
  implements: () => NodeType,
  description: 'Somebody who works with the partnership, or a system connected to it; never a resident.',
})
export class PersonType extends NodeType {
  @Field({ description: 'First and last name.' })
  displayName: string;

  @Field({ description: 'One to three letters for an avatar.' })
  initials: string;

  @Field(() => String, { nullable: true, description: 'Organisation this person works for.' })
  organisationName: string | null;

  @Field(() => String, { nullable: true, name: 'function', description: 'Job title there.' })
  jobTitle: string | null;

  @Field({ description: 'A connected system, which acts under its own name, rather than a person.' })
  automated: boolean;

  static of(row: PersonRow): PersonType {
    const words = row.displayName.split(/\s+/u).filter(Boolean);
    const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
    return Object.assign(new PersonType(), {
      id: toGlobalId('Person', row.id),
      displayName: row.displayName,
      initials: initials.join('').toLocaleUpperCase('nl-BE'),
      organisationName: row.organisationName,
      jobTitle: row.jobTitle,
      automated: row.automated,
    });
  }
}

@ObjectType('Organisation', { implements: () => NodeType, description: 'An organisation on whose behalf people act.' })
export class OrganisationType extends NodeType {
  @Field(() => OrganisationKindEnum, { description: 'What it is.' })
  kind: string;

  @Field({ description: 'Its name.' })
  name: string;
}

@ObjectType('Mandate', {
  implements: () => NodeType,
  description: 'The right to act for an organisation in a partnership, for a time.',
})
export class MandateType extends NodeType {
  @Field(() => WorkspaceRoleEnum, { description: 'What it lets the person be there.' })
  role: WorkspaceRole;

  @Field(() => DateScalar, { description: 'First day.' })
  validFrom: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; without end when absent.' })
  validUntil: string | null;

  @Field(() => [PolicyDomainEnum], {
    description:
      'For which policy domains one turns to this person; empty: for all. It limits nothing that the role allows.',
  })
  policyDomains: string[];

  @Field(() => String, {
    nullable: true,
    description: 'By whose decision: a council or college with its date, in words.',
  })
  decidedBy: string | null;

  @Field(() => Int, { description: 'Grows with every change; hand it back as `expectedVersion`.' })
  version: number;

  /** For the rooms that add the partnership and the organisation. */
  partnershipId: string;
  organisationId: string;
  accountId: string;

  static of(mandate: CurrentMandate, accountId: string): MandateType {
    return Object.assign(new MandateType(), { ...mandate, accountId, id: toGlobalId('Mandate', mandate.id) });
  }
}

@ObjectType('Viewer', { description: 'Who is signed in.' })
export class ViewerType {
  @Field(() => [MandateType], { description: 'Rights in force now, oldest first.' })
  mandates: MandateType[];

  @Field({ description: 'An example person of the demo, not a real one.' })
  demo: boolean;

  accountId: string;

  static of(caller: Caller): ViewerType {
    return Object.assign(new ViewerType(), {
      accountId: caller.accountId,
      demo: caller.persona !== null,
      mandates: caller.mandates.map((mandate) => MandateType.of(mandate, caller.accountId)),
    });
  }
}

@ObjectType('PresenceChange', { description: 'Who is present, and at what; always the whole list.' })
export class PresenceChangeType {
  partnershipId: string;
}

@ObjectType('ItemPresence', { description: 'Who is at one thing of a partnership; always the whole list.' })
export class ItemPresenceType {
  @Field(() => ID, { name: 'nodeId', description: 'Global id of the thing.' })
  item: string;

  partnershipId: string;
}
