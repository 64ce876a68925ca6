import type { Migration } from '#libs/platform';
import { CreateOfficers1796000500000 } from '../migrations/1796000500000-create-officers.js';

export { AppointOfficer, type AppointOfficerInput } from './actions/appoint-officer.js';
export { ChangeOfficerAllocations, type ChangeOfficerAllocationsInput } from './actions/change-officer-allocations.js';
export { EndOfficerAppointment, type EndOfficerAppointmentInput } from './actions/end-officer-appointment.js';
export { Officers } from './officers.js';
export { IntegrationOfficerType } from './officer.types.js';
export { OfficersModule } from './officers.module.js';

/** Migrations of this room. */
export const officersMigrations: Migration[] = [CreateOfficers1796000500000];
