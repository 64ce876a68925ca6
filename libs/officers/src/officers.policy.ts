import { definePolicy, inside, worksIn } from '#libs/access';
import type { AppointmentRow } from './officer.entity.js';

/** Who may do what with shared officers. Everybody inside a partnership sees them, actors outside never do. */
export const officersPolicy = definePolicy({
  fields: {
    'Mutation.appointOfficer': 'signedIn',
    'Mutation.changeOfficerAllocations': 'signedIn',
    'Mutation.endOfficerAppointment': 'signedIn',
  },
  types: {
    IntegrationOfficer: ({ row }: { row: AppointmentRow }, caller) => worksIn(row.partnershipId, caller),
    OfficerAllocation: 'within',
    AppointOfficerPayload: 'within',
    ChangeOfficerAllocationsPayload: 'within',
    EndOfficerAppointmentPayload: 'within',
  },
  rows: {
    'officers.appointments': (a) => inside(`${a}.partnership_id`),
    'officers.allocations': (l) => inside(`${l}.partnership_id`),
  },
  capabilities: {
    /** Appointing, agreeing half-days, ending. */
    'officer.manage': ['MANAGER'],
  },
});
