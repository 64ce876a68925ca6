import { PartnershipsModule } from '#libs/partnerships';
import { Module } from '@nestjs/common';
import { AuditLineFields, PartnershipAuditLog, ViewerAuditLog } from './audit.fields.js';
import './audit.policy.js';
import { AuditStore } from './audit.store.js';
import { ExportController } from './export.controller.js';
import { HashChain } from './hash-chain.js';

/** Who did what, on whose behalf, when, and how it ended. */
@Module({
  imports: [PartnershipsModule],
  controllers: [ExportController],
  providers: [AuditStore, HashChain, PartnershipAuditLog, ViewerAuditLog, AuditLineFields],
})
export class AuditModule {}
