import { Injectable } from '@nestjs/common';
import { Db } from '../database/db.js';
import type { Identity } from '../database/scope.js';

/** What kind of doing a line is about: a change, a look at personal data, or signing in and out and the like. */
export type AuditKind = 'CHANGE' | 'READ' | 'SESSION';

/** How something ended: done, answered as before to a repeat, or refused with the code of an error. */
export type AuditResult = 'OK' | 'REPEATED' | (string & {});

/**
 * One thing that happened, without a word of what people wrote. Who did it, and on whose behalf, is the identity of the
 * open scope; when, the database says.
 */
export interface AuditEntry {
  kind: AuditKind;
  /** Name of the mutation, `read`, or a verb such as `signIn`; letters and digits only. */
  action: string;
  result: AuditResult;
  /** The partnership it belongs to, by internal id. */
  partnershipId?: string | null;
  /** What it was about: GraphQL type and internal id. */
  subject?: { type: string; id: string } | null;
  /** Names of the input fields that were given, or `Type.field` of what was read. */
  fields?: readonly string[];
  /** Accounts it concerns, besides who did it. */
  personIds?: readonly string[];
}

/** Writes lines in the open transaction, with what it sends before it waits; the room `audit` does. */
export interface AuditKeeper {
  append(entries: readonly AuditEntry[]): Promise<void>;
}

/** Where rooms report what must be traceable. Without a keeper, as in a test of one room, nothing is kept. */
@Injectable()
export class AuditTrail {
  private keeper?: AuditKeeper;

  constructor(private readonly db: Db) {}

  /** From now on lines go here. */
  keepIn(keeper: AuditKeeper): void {
    this.keeper = keeper;
  }

  /** Writes lines as the last thing of the open transaction: they are kept if and only if it commits. */
  record(...entries: AuditEntry[]): void {
    const { keeper } = this;
    if (keeper && entries.length > 0) this.db.seal(() => keeper.append(entries));
  }

  /** Writes lines in a transaction of their own, for the identity of the open scope or for the one given. */
  async note(entries: AuditEntry | AuditEntry[], identity?: Identity): Promise<void> {
    if (!this.keeper) return;
    const write = () => this.db.transaction(async () => this.record(...[entries].flat()));
    await (identity ? this.db.run(identity, write) : write());
  }
}
