import type { Migration } from '#libs/platform';
import { CreateDirectory1796000300000 } from '../migrations/1796000300000-create-directory.js';

export { ActorType } from './actor.types.js';
export { Actors } from './actors.js';
export { PolicyDomainEnum } from '#libs/access';
export { GovernmentLevelEnum, ProvinceEnum } from './directory.enums.js';
export { DirectoryModule } from './directory.module.js';
export { Municipalities } from './municipalities.js';
export { MunicipalityType, ReferenceRegionType } from './municipality.types.js';
export { checkReference, importReference, type ImportReport } from './reference/import-reference.js';
export { ReferenceDataError } from './reference/reference.files.js';
export type { Refusal, RefusalCode } from './reference/refusals.js';
export { reportLines } from './reference/report-lines.js';
export { actorsByCode, municipalitiesByNis, municipalityByNis } from './seeds.js';
export { policyDomains, type GovernmentLevel, type PolicyDomain, type Province } from './vocabulary.js';

/** Migrations of this room. */
export const directoryMigrations: Migration[] = [CreateDirectory1796000300000];
