import { definePolicy } from '#libs/access';

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
  capabilities: {
    /** Name, form, term, status, members. */
    'partnership.manage': ['MANAGER'],
  },
});
