import { Audiences, partyOf, type Audience } from '#libs/live';
import { Db, type Identity } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { callerFor, type Caller, type CurrentMandate } from './caller.js';
import { insideRoles } from './roles.js';

type Right = Pick<CurrentMandate, 'role' | 'organisationId'>;

const sorted = (values: readonly string[]): string => [...new Set(values)].sort().join();

/**
 * What decides who sees what in one partnership: the roles one has there, and the organisation one acts for. It
 * is all that rules for types, conditions on rows and row-level security read of a caller who is narrowed to a partnership.
 */
const keyOf = (rights: readonly Right[]): string =>
  `${sorted(rights.map(({ role }) => role))} for ${sorted(rights.map(({ organisationId }) => organisationId))}`;

/** Everybody of an organisation inside receives the same events; staff of actors those that name their actor. */
const isInside = (rights: readonly Right[]): boolean => rights.some(({ role }) => insideRoles.includes(role));
const logKeyOf = (rights: readonly Right[]): string =>
  isInside(rights) ? `inside for ${sorted(rights.map(({ organisationId }) => organisationId))}` : keyOf(rights);

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
    const { mandates } = eyes;
    return { key: keyOf(mandates), logKey: logKeyOf(mandates), inside: isInside(mandates), eyes };
  }

  override async now(partnershipId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.query<Right & { accountId: string; organisationId: string }>(
      `select account_id as "accountId", organisation_id as "organisationId", role
       from access.who_reads($1)`,
      [partnershipId],
    );
    return new Map([...Map.groupBy(rows, partyOf)].map(([party, rights]) => [party, keyOf(rights)]));
  }
}
