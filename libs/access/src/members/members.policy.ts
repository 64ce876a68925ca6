import { markPersonal } from '#libs/platform';
import { may, worksIn } from '../caller.js';
import { definePolicy, inside, managed } from '../policy.js';

interface OfPartnership {
  partnershipId: string;
}

/** Who may see and change who takes part. */
export const membersPolicy = definePolicy({
  fields: {
    'Query.partnershipAccess': 'signedIn',
    // Who was invited may have no account yet; the token is the key.
    'Query.invitation': 'public',
    'Mutation.inviteMember': 'signedIn',
    'Mutation.resendInvitation': 'signedIn',
    'Mutation.withdrawInvitation': 'signedIn',
    'Mutation.acceptInvitation': 'signedIn',
    'Mutation.changeMandate': 'signedIn',
    'Mutation.withdrawMandate': 'signedIn',
  },
  types: {
    PartnershipAccess: ({ partnershipId }: OfPartnership, caller) => may(partnershipId, 'members.read', caller),
    WorkspaceMember: ({ partnershipId }: OfPartnership, caller) => may(partnershipId, 'members.read', caller),
    Participation: ({ partnershipId }: OfPartnership, caller) => worksIn(partnershipId, caller),
    Invitation: ({ partnershipId }: OfPartnership, caller) => may(partnershipId, 'members.manage', caller),
    InvitationOffer: 'public',
    RoleDescription: 'signedIn',
    RoleSight: 'within',
    InviteMemberPayload: 'within',
    ResendInvitationPayload: 'within',
    WithdrawInvitationPayload: 'within',
    AcceptInvitationPayload: 'within',
    ChangeMandatePayload: 'within',
    WithdrawMandatePayload: 'within',
  },
  rows: {
    'access.participations': (p) => inside(`${p}.partnership_id`),
    'access.invitations': (i) => managed(`${i}.partnership_id`),
  },
  capabilities: {
    /** Who takes part, with e-mail address and last use. */
    'members.read': ['MANAGER', 'AUDITOR'],
    /** Inviting, changing and withdrawing. */
    'members.manage': ['MANAGER'],
  },
});

// Whose address was looked up, and when somebody was last here.
markPersonal('WorkspaceMember.email', 'WorkspaceMember.lastActiveOn', 'Invitation.email');
