import type { Provider } from '@nestjs/common';
import { AcceptInvitation } from './actions/accept-invitation.js';
import { ChangeMandate } from './actions/change-mandate.js';
import { InviteMember } from './actions/invite-member.js';
import { ResendInvitation } from './actions/resend-invitation.js';
import { WithdrawInvitation } from './actions/withdraw-invitation.js';
import { WithdrawMandate } from './actions/withdraw-mandate.js';
import { InvitationWriter } from './invitation-writer.js';
import { InvitationsStore } from './invitations.store.js';
import { Managers } from './managers.js';
import { MandateWriter } from './mandate-writer.js';
import {
  InvitationFields,
  ParticipationFields,
  PartnershipAccessFields,
  WorkspaceMemberFields,
} from './members.fields.js';
import './members.policy.js';
import { MembersMutations, MembersResolver } from './members.resolver.js';
import { MembersStore } from './members.store.js';
import { Members } from './members.js';
import { Participations } from './participations.js';

/** Members, mandates and invitations. */
export const memberProviders: Provider[] = [
  MembersStore,
  InvitationsStore,
  Members,
  Managers,
  MandateWriter,
  InvitationWriter,
  Participations,
  InviteMember,
  ResendInvitation,
  WithdrawInvitation,
  AcceptInvitation,
  ChangeMandate,
  WithdrawMandate,
  MembersResolver,
  MembersMutations,
  PartnershipAccessFields,
  WorkspaceMemberFields,
  ParticipationFields,
  InvitationFields,
];
