import { Clock, newId } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { Attested } from './sign-in.rules.js';

/** Whose account a sign-in is, or why it is refused. */
export interface Recognised {
  accountId: string | null;
  organisationId: string | null;
  refusal: 'ORGANISATION_UNKNOWN' | 'AFFILIATION_ENDED' | null;
}

/** SQL of signing in. */
@Injectable()
export class SignInStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Finds the account of somebody the provider vouches for, or makes it. */
  async recognise(issuer: string, { subject, organisationCode, name, email }: Attested): Promise<Recognised> {
    const [row] = await this.db.query<{ found: Partial<Recognised> }>(
      `select access.sign_in($1, $2, $3, $4, $5, $6, $7) as found`,
      [issuer, subject, organisationCode, name, email, newId(), this.clock.now()],
    );
    const { accountId = null, organisationId = null, refusal = null } = row!.found;
    return { accountId, organisationId, refusal };
  }
}
