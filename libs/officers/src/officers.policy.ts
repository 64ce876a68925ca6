import { definePolicy } from '#libs/access';

/** Who may do what with shared officers. Everybody inside a partnership sees them, actors outside never do. */
export const officersPolicy = definePolicy({
  fields: {
    'Mutation.appointOfficer': 'signedIn',
    'Mutation.changeOfficerAllocations': 'signedIn',
    'Mutation.endOfficerAppointment': 'signedIn',
  },
  capabilities: {
    /** Appointing, agreeing half-days, ending. */
    'officer.manage': ['MANAGER'],
  },
});
