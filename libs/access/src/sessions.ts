import { Clock } from '#libs/kernel';
import { ambient, Authenticator, Db, NOBODY, type Credentials, type Identity } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import { createHash, randomBytes } from 'node:crypto';
import { AccessStore } from './access.store.js';
import { callerFor, type SessionFacts } from './caller.js';

/** Name of the session cookie. */
export const SESSION_COOKIE = 'samenregie_session';
/** How long a session lasts at most, in milliseconds. */
export const SESSION_MS = 12 * 60 * 60 * 1_000;
/** How long it lasts without being used, in milliseconds. */
const IDLE_MS = 30 * 60 * 1_000;
/** Use is noted at most this often, in milliseconds. */
const TOUCH_EVERY_MS = 60 * 1_000;

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The token in a request: the bearer token when there is one, otherwise the cookie. */
export const tokenOf = ({ authorization, cookie }: Credentials): string | undefined => {
  const bearer = /^Bearer ([\w-]{20,200})$/i.exec(authorization ?? '')?.[1];
  // A wrong Authorization header is not excused by a good cookie.
  if (authorization) return bearer;
  return parseCookie(cookie ?? '')[SESSION_COOKIE];
};

/** What a session begins with. */
export interface NewSession {
  accountId: string;
  kind: SessionFacts['sessionKind'];
  /** For whom; the only organisation of somebody who has one, nobody yet for others. */
  organisationId?: string | null;
  /** What a service client may do with it; everything the role allows when absent. */
  scopes?: string[] | null;
  userAgent?: string | null;
  /** Twelve hours when absent. */
  lifetimeMs?: number;
}

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
    const now = this.clock.now().getTime();
    const found = token ? await this.store.identify(hash(token), new Date(now - IDLE_MS)) : undefined;
    if (!token || !found) return NOBODY;
    // An open stream is no use: nobody need be there.
    if (!credentials.streaming && now - new Date(found.lastUsedAt).getTime() > TOUCH_EVERY_MS)
      await this.db.run(NOBODY, () => this.db.transaction(() => this.store.touchSession(hash(token))));
    return callerFor(found);
  }

  /** Starts a session and answers its token. */
  async start(session: NewSession): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + (session.lifetimeMs ?? SESSION_MS));
    const { accountId, kind, organisationId = null, scopes = null, userAgent = null } = session;
    const row = { accountId, kind, organisationId, scopes, userAgent, expiresAt, tokenHash: hash(token) };
    await this.as(accountId, () => this.store.startSession(row));
    return token;
  }

  /** Ends the session of the credentials, if there is one. */
  async end(credentials: Credentials): Promise<void> {
    const token = tokenOf(credentials);
    const { accountId } = await this.authenticate(credentials);
    if (token && accountId) await this.as(accountId, () => this.store.endSession(hash(token)));
  }

  private as(accountId: string, work: () => Promise<void>): Promise<void> {
    const here = ambient();
    // What hangs together with another change of the account is made with it, or not at all.
    if (here?.transaction && here.scope.identity.accountId === accountId) return work();
    return this.db.run({ accountId, organisationId: null }, () => this.db.transaction(work));
  }
}
