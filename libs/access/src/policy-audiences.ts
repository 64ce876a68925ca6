import { Audiences, partyOf, type Audience } from '#libs/live';
import { Db, type Identity } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { callerFor, worksIn, type Caller } from './caller.js';

interface ReaderRow {
  accountId: string;
  organisationId: string;
  worksInside: boolean;
  directoryIds: string[];
}

/**
 * Who sees the same. It is what conditions on rows read (see `inside`, `asParty` and `mine` in policy.ts), narrowed to one
 * partnership: everybody who works inside sees the same rows, staff of actors see what is shared with their actors.
 */
const keyOf = (worksInside: boolean, directoryIds: readonly string[]): string =>
  worksInside ? 'inside' : `party ${[...directoryIds].sort().join()}`;

/** Tells the live engine for whom it may work things out together. */
@Injectable()
export class PolicyAudiences extends Audiences {
  constructor(private readonly db: Db) {
    super();
  }

  override of(identity: Identity, partnershipId: string): Audience | undefined {
    if (!identity.accountId) return undefined;
    const eyes = callerFor(identity as Caller, partnershipId);
    if (eyes.mandates.length === 0) return undefined;
    const directoryIds = [...new Set(eyes.mandates.map(({ directoryId }) => directoryId))].filter((id) => id !== null);
    return { key: keyOf(worksIn(partnershipId, eyes), directoryIds), eyes };
  }

  override async now(partnershipId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.query<ReaderRow>(
      `select account_id as "accountId", organisation_id as "organisationId", works_inside as "worksInside",
              directory_ids as "directoryIds"
       from access.who_reads($1)`,
      [partnershipId],
    );
    return new Map(rows.map((row) => [partyOf(row), keyOf(row.worksInside, row.directoryIds)]));
  }
}
