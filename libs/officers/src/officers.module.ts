import { DirectoryModule } from '#libs/directory';
import { PartnershipsModule } from '#libs/partnerships';
import { Module } from '@nestjs/common';
import { AppointOfficer } from './actions/appoint-officer.js';
import { ChangeOfficerAllocations } from './actions/change-officer-allocations.js';
import { EndOfficerAppointment } from './actions/end-officer-appointment.js';
import { OfficerChanges } from './officer-changes.js';
import './officers.policy.js';
import { AllocationFields, OfficerFields, OfficerMutations, PartnershipOfficers } from './officers.resolver.js';
import { Officers } from './officers.js';
import { OfficersStore } from './officers.store.js';

/** Shared integration officers. */
@Module({
  imports: [DirectoryModule, PartnershipsModule],
  providers: [
    OfficersStore,
    Officers,
    OfficerChanges,
    AppointOfficer,
    ChangeOfficerAllocations,
    EndOfficerAppointment,
    OfficerMutations,
    OfficerFields,
    AllocationFields,
    PartnershipOfficers,
  ],
  exports: [AppointOfficer, ChangeOfficerAllocations, EndOfficerAppointment, Officers],
})
export class OfficersModule {}
