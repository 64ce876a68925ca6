import { asParty, definePolicy, inside, roleIn, worksIn } from '#libs/access';
import type { MemberRow, PartnershipRow, StatusChangeRow } from './partnership.entity.js';

/** Who may do what with partnerships; who sees which one is decided by mandates, in the database. */
export const partnershipsPolicy = definePolicy({
  fields: {
    'Query.legalForms': 'signedIn',
    'Query.partnerships': 'signedIn',
    'Query.partnership': 'signedIn',
    // Opening a workspace asks for no mandate yet: `access` wants the caller to work for a municipality or OCMW.
    'Mutation.createPartnership': 'signedIn',
    'Mutation.updatePartnership': 'signedIn',
    'Mutation.changePartnershipStatus': 'signedIn',
    'Mutation.addPartnershipMember': 'signedIn',
    'Mutation.endPartnershipMembership': 'signedIn',
  },
  types: {
    LegalForm: 'signedIn',
    LegalFormRule: 'signedIn',
    Partnership: ({ row }: { row: PartnershipRow }, caller) => roleIn(row.id, caller) !== undefined,
    PartnershipConnection: 'within',
    PartnershipEdge: 'within',
    PartnershipMember: ({ row }: { row: MemberRow }, caller) => roleIn(row.partnershipId, caller) !== undefined,
    PartnershipNotice: 'within',
    NoticeArg: 'within',
    PartnershipStatusChange: ({ partnershipId }: Pick<StatusChangeRow, 'partnershipId'>, caller) =>
      worksIn(partnershipId, caller),
    CreatePartnershipPayload: 'within',
    UpdatePartnershipPayload: 'within',
    ChangePartnershipStatusPayload: 'within',
    AddPartnershipMemberPayload: 'within',
    EndPartnershipMembershipPayload: 'within',
  },
  rows: {
    // Staff of actors outside see which partnership asks them, and who takes part in it.
    'partnerships.partnerships': (p) => `${inside(`${p}.id`)} or ${asParty(`${p}.id`)}`,
    'partnerships.members': (m) => `${inside(`${m}.partnership_id`)} or ${asParty(`${m}.partnership_id`)}`,
    'partnerships.status_changes': (s) => inside(`${s}.partnership_id`),
  },
  capabilities: {
    /** Name, form, term, status, members. */
    'partnership.manage': ['MANAGER'],
  },
});
