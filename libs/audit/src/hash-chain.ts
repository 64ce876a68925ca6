import { callerOrNobody } from '#libs/access';
import { AuditTrail, type AuditEntry, type AuditKeeper } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditStore } from './audit.store.js';

/** Keeps what the other rooms report: each line is chained to the one before it, in the database. */
@Injectable()
export class HashChain implements AuditKeeper, OnModuleInit {
  constructor(
    private readonly trail: AuditTrail,
    private readonly store: AuditStore,
  ) {}

  onModuleInit(): void {
    this.trail.keepIn(this);
  }

  async append(entries: readonly AuditEntry[]): Promise<void> {
    const caller = callerOrNobody();
    await this.store.append(entries, caller?.kind === 'SERVICE' ? caller.accountId : null);
  }
}
