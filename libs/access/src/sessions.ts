import { Clock } from '#libs/kernel';
import { Authenticator, Db, NOBODY, type Credentials, type Identity } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import { createHash, randomBytes } from 'node:crypto';
import { AccessStore } from './access.store.js';

/** Name of the session cookie. */
export const SESSION_COOKIE = 'samenregie_session';
/** How long a session lasts, in milliseconds. */
export const SESSION_MS = 12 * 60 * 60 * 1_000;

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The token in a request: the bearer token when there is one, otherwise the cookie. */
export const tokenOf = ({ authorization, cookie }: Credentials): string | undefined => {
  const bearer = /^Bearer ([\w-]{20,200})$/i.exec(authorization ?? '')?.[1];
  // A wrong Authorization header is not excused by a good cookie.
  if (authorization) return bearer;
  return parseCookie(cookie ?? '')[SESSION_COOKIE];
};

/** Sessions by opaque token, of which only the hash is stored. */
@Injectable()
export class Sessions extends Authenticator {
  constructor(
    private readonly db: Db,
    private readonly store: AccessStore,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async authenticate(credentials: Credentials): Promise<Identity> {
    const token = tokenOf(credentials);
    const found = token ? await this.store.identify(hash(token)) : undefined;
    if (!found) return NOBODY;
    const organisationId = found.mandates[0]?.organisationId ?? found.affiliations[0]?.organisationId ?? null;
    return { ...found, organisationId };
  }

  /** Starts a session and answers its token. */
  async start(accountId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + SESSION_MS);
    await this.as(accountId, () => this.store.startSession(accountId, hash(token), expiresAt));
    return token;
  }

  /** Ends the session of the credentials, if there is one. */
  async end(credentials: Credentials): Promise<void> {
    const token = tokenOf(credentials);
    const { accountId } = await this.authenticate(credentials);
    if (token && accountId) await this.as(accountId, () => this.store.endSession(hash(token)));
  }

  private as(accountId: string, work: () => Promise<void>): Promise<void> {
    return this.db.run({ accountId, organisationId: null }, () => this.db.transaction(work));
  }
}
