import type { Migration } from '#libs/platform';
import { CreateAccess1796000200000 } from '../migrations/1796000200000-create-access.js';

export { AccessModule } from './access.module.js';
export { MandateType, PersonType, ViewerType, WorkspaceRoleEnum } from './access.types.js';
export { caller, callerOrNobody, may, requireCapability, roleIn, worksIn, type Caller } from './caller.js';
export { guardSchema } from './guard-schema.js';
export { Persons } from './persons.js';
export { definePolicy, fieldRule, rolesWith, ruledFields, type Policy } from './policy.js';
export { insideRoles, workspaceRoles, type WorkspaceRole } from './roles.js';
export { Sessions } from './sessions.js';
export { Workspaces } from './workspaces.js';

/** Migrations of this room. */
export const accessMigrations: Migration[] = [CreateAccess1796000200000];
