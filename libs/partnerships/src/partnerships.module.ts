import { Module } from '@nestjs/common';
import { DirectoryModule } from '#libs/directory';
import { AddPartnershipMember } from './actions/add-partnership-member.js';
import { ChangePartnershipStatus } from './actions/change-partnership-status.js';
import { CreatePartnership } from './actions/create-partnership.js';
import { EndPartnershipMembership } from './actions/end-partnership-membership.js';
import { UpdatePartnership } from './actions/update-partnership.js';
import { LegalForms } from './legal-forms.js';
import { PartnershipChanges } from './partnership-changes.js';
import {
  MandatePartnership,
  PreviewPartnership,
  MemberFields,
  PartnershipFields,
  PartnershipWorkspaceFields,
  StatusChangeFields,
} from './partnerships.fields.js';
import './partnerships.policy.js';
import { PartnershipMutations, PartnershipsResolver } from './partnerships.resolver.js';
import { Partnerships } from './partnerships.js';
import { PartnershipsStore } from './partnerships.store.js';

/** Partnerships, their members and their legal forms. */
@Module({
  imports: [DirectoryModule],
  providers: [
    PartnershipsStore,
    Partnerships,
    LegalForms,
    PartnershipChanges,
    CreatePartnership,
    UpdatePartnership,
    ChangePartnershipStatus,
    AddPartnershipMember,
    EndPartnershipMembership,
    PartnershipsResolver,
    PartnershipMutations,
    PartnershipFields,
    PartnershipWorkspaceFields,
    MemberFields,
    StatusChangeFields,
    MandatePartnership,
    PreviewPartnership,
  ],
  exports: [Partnerships, LegalForms, CreatePartnership, UpdatePartnership, ChangePartnershipStatus],
})
export class PartnershipsModule {}
