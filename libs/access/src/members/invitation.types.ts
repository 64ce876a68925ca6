import { toGlobalId } from '#libs/kernel';
import { DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { OrganisationKindEnum, WorkspaceRoleEnum } from '../access.types.js';
import { PolicyDomainEnum } from '../policy-domain.js';
import type { WorkspaceRole } from '../roles.js';
import type { InvitationRow, MailLanguage, OfferRow } from './invitations.store.js';
import type { InvitationState } from './members.rules.js';

const InvitationStateEnum: Record<InvitationState, InvitationState> = {
  OPEN: 'OPEN',
  EXPIRED: 'EXPIRED',
  ACCEPTED: 'ACCEPTED',
  WITHDRAWN: 'WITHDRAWN',
};
registerEnumType(InvitationStateEnum, {
  name: 'InvitationState',
  description: 'How an invitation stands.',
  valuesMap: {
    OPEN: { description: 'It can be accepted.' },
    EXPIRED: { description: 'Its link, or the mandate it offers, is over; it can be sent again.' },
    ACCEPTED: { description: 'It became a mandate.' },
    WITHDRAWN: { description: 'It was taken back.' },
  },
});

export const MailLanguageEnum: Record<MailLanguage, MailLanguage> = { NL: 'NL', FR: 'FR', EN: 'EN', DE: 'DE' };
registerEnumType(MailLanguageEnum, {
  name: 'MailLanguage',
  description: 'Language of a mail.',
  valuesMap: {
    NL: { description: 'Dutch.' },
    FR: { description: 'French.' },
    EN: { description: 'English.' },
    DE: { description: 'German.' },
  },
});

@ObjectType('Invitation', { implements: () => NodeType, description: 'An invitation, as managers see it.' })
export class InvitationType extends NodeType {
  @Field({ description: 'Where it was sent.' })
  email: string;

  @Field(() => String, { nullable: true, description: 'Name of who is invited, if the manager gave it.' })
  displayName: string | null;

  @Field(() => WorkspaceRoleEnum, { description: 'Role it gives.' })
  role: WorkspaceRole;

  @Field(() => [PolicyDomainEnum], {
    description:
      'For which policy domains one turns to this person; empty: for all. It limits nothing that the role allows.',
  })
  policyDomains: string[];

  @Field(() => String, { nullable: true, description: 'By whose decision.' })
  decidedBy: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the mandate; without end when absent.' })
  validUntil: string | null;

  @Field(() => MailLanguageEnum, { description: 'Language of the mail.' })
  language: MailLanguage;

  @Field(() => InvitationStateEnum, { description: 'How it stands.' })
  state: InvitationState;

  @Field(() => DateTimeScalar, { description: 'When it was first sent.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last sent.' })
  sentAt: Date;

  @Field(() => DateTimeScalar, { description: 'Until when its link works.' })
  expiresAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was accepted.' })
  acceptedAt: Date | null;

  @Field(() => Int, { description: 'Grows with every change.' })
  version: number;

  partnershipId: string;
  organisationId: string;
  createdBy: string | null;
  acceptedBy: string | null;
  mandateId: string | null;

  static of(row: InvitationRow, state: InvitationState): InvitationType {
    return Object.assign(new InvitationType(), { ...row, state, id: toGlobalId('Invitation', row.id) });
  }
}

@ObjectType('InvitationOffer', { description: 'What an invitation offers, to whoever has its link.' })
export class InvitationOfferType {
  @Field({ description: 'Name of the partnership.' })
  partnershipName: string;

  @Field({ description: 'Name of the organisation to act for.' })
  organisationName: string;

  @Field(() => OrganisationKindEnum, { description: 'Kind of that organisation.' })
  organisationKind: string;

  @Field(() => WorkspaceRoleEnum, { description: 'Role it gives.' })
  role: WorkspaceRole;

  @Field(() => [PolicyDomainEnum], {
    description:
      'For which policy domains one turns to this person; empty: for all. It limits nothing that the role allows.',
  })
  policyDomains: string[];

  @Field(() => String, { nullable: true, description: 'By whose decision.' })
  decidedBy: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the mandate; without end when absent.' })
  validUntil: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the manager who invites.' })
  invitedBy: string | null;

  @Field(() => String, { nullable: true, description: 'Name of who is invited, if the manager gave it.' })
  displayName: string | null;

  @Field(() => DateTimeScalar, { description: 'Until when the link works.' })
  expiresAt: string;

  @Field(() => InvitationStateEnum, { description: 'How it stands; only an open one can be accepted.' })
  state: InvitationState;

  static of(row: OfferRow, state: InvitationState): InvitationOfferType {
    return Object.assign(new InvitationOfferType(), { ...row, state });
  }
}
