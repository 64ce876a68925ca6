import type { Migration } from '#libs/platform';
import { CreateAudit1796100500000 } from '../migrations/1796100500000-create-audit.js';

export { AuditModule } from './audit.module.js';
export { BrokenChainError, headLine, readChainHeads, readHeads, verifyChains } from './verify-chains.js';

/** Migrations of this room. */
export const auditMigrations: Migration[] = [CreateAudit1796100500000];
