import { AuditTrail, CONFIG, Db, NOBODY, type Config, type Credentials } from '#libs/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Sessions } from '../sessions.js';
import type { Attempt } from './attempt.js';
import { IdentityProvider } from './identity-provider.js';
import { SignInRefused } from './refusals.js';
import { readClaims } from './sign-in.rules.js';
import { SignInStore } from './sign-in.store.js';

/** What a browser comes back from the provider with. */
export interface Returning {
  /** Query of the address it came back to, with its question mark. */
  query: string;
  attempt: Attempt | undefined;
  /** The session it had until now, if any. */
  credentials: Credentials;
  userAgent: string | undefined;
}

/** Signing in with the identity provider. */
@Injectable()
export class SignIn {
  private readonly log = new Logger('sign-in');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly provider: IdentityProvider,
    private readonly db: Db,
    private readonly store: SignInStore,
    private readonly sessions: Sessions,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Checks everything and starts a session; the one that came along ends.
   * @returns the token of the new session.
   * @throws SignInRefused
   */
  async finish({ query, attempt, credentials, userAgent }: Returning): Promise<string> {
    const parameters = new URLSearchParams(query);
    // Most often two windows, of which the other was last to begin.
    if (!attempt || parameters.get('state') !== attempt.state)
      throw new SignInRefused('STALE', 'begun elsewhere or too long ago');
    const attested = readClaims(await this.provider.finish(query, attempt), this.config.oidc!);
    if (!attested) throw new SignInRefused('UNTRUSTED', 'no subject');
    if (!attested.admitted) throw new SignInRefused('ROLE_MISSING');
    const { accountId, organisationId, refusal } = await this.db.run(NOBODY, () =>
      this.db.transaction(() => this.store.recognise(this.config.oidc!.issuer, attested)),
    );
    if (refusal) throw new SignInRefused(refusal, '', accountId ?? undefined);
    await this.sessions.end(credentials, accountId!);
    return this.sessions.start({ accountId: accountId!, organisationId, kind: 'BROWSER', userAgent });
  }

  /** Writes down why somebody did not come in: in the log without a word about the person, in the trail of who it is. */
  async report({ refusal, detail, accountId }: SignInRefused): Promise<void> {
    const line = `refused: ${refusal}${detail && ` (${detail})`}`;
    // Who changes their mind is nobody's worry.
    if (refusal === 'CANCELLED') this.log.debug(line);
    else this.log.warn(line);
    if (!accountId) return;
    const entry = { kind: 'SESSION', action: 'signIn', result: refusal } as const;
    await this.trail
      .note(entry, { accountId, organisationId: null })
      .catch(() => this.log.warn('a refused sign-in could not be recorded'));
  }
}
