import type { Migration } from '#libs/platform';
import { CreatePartnerships1796000400000 } from '../migrations/1796000400000-create-partnerships.js';

export { ChangePartnershipStatus } from './actions/change-partnership-status.js';
export { CreatePartnership, type CreatePartnershipInput } from './actions/create-partnership.js';
export { UpdatePartnership } from './actions/update-partnership.js';
export { LegalForms } from './legal-forms.js';
export { type LegalFormRow, type MemberRow, type PartnershipRow } from './partnership.entity.js';
export { takingPart } from './partnership.rules.js';
export { PartnershipMemberType, PartnershipType } from './partnership.types.js';
export { type PartnershipStatus } from './partnership.workflow.js';
export { Partnerships } from './partnerships.js';
export { PartnershipsModule } from './partnerships.module.js';

/** Migrations of this room. */
export const partnershipsMigrations: Migration[] = [CreatePartnerships1796000400000];
