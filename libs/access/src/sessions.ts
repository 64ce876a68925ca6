import { Clock, commonErrors } from '#libs/kernel';
import { ambient, AuditTrail, Authenticator, Db, NOBODY, type Credentials, type Identity } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { AccessStore } from './access.store.js';
import { callerFor, type Caller, type SessionFacts } from './caller.js';
import { SessionEnds } from './session-ends.js';
import { SessionsStore, type OwnSession } from './sessions.store.js';
import { Cookies } from './sign-in/cookies.js';

/** How long a session lasts at most, in milliseconds. */
export const SESSION_MS = 12 * 60 * 60 * 1_000;
/** How long it lasts without being used, in milliseconds. */
const IDLE_MS = 30 * 60 * 1_000;
/** Use is noted at most this often, in milliseconds. */
const TOUCH_EVERY_MS = 60 * 1_000;

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
const newToken = (): string => randomBytes(32).toString('base64url');

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
  private readonly hashes = new WeakMap<Credentials, string>();

  constructor(
    private readonly db: Db,
    private readonly access: AccessStore,
    private readonly store: SessionsStore,
    private readonly clock: Clock,
    private readonly cookies: Cookies,
    private readonly trail: AuditTrail,
    private readonly ends: SessionEnds,
  ) {
    super();
  }

  /** The moment sessions are measured by, in milliseconds. */
  now(): number {
    return this.clock.now().getTime();
  }

  override async authenticate(credentials: Credentials): Promise<Identity> {
    const token = this.tokenOf(credentials);
    const found = token ? await this.access.identify(hash(token), this.idleSince()) : undefined;
    if (!token || !found) return NOBODY;
    // An open stream is no use: nobody need be there.
    if (!credentials.streaming && this.now() - new Date(found.lastUsedAt).getTime() > TOUCH_EVERY_MS)
      await this.db.run(NOBODY, () => this.db.transaction(() => this.access.touchSession(hash(token))));
    return callerFor(found);
  }

  override async stillGood(all: readonly Credentials[]): Promise<boolean[]> {
    const hashes = all.map((credentials) => this.hashOf(credentials));
    const asked = [...new Set(hashes)].filter((wanted) => wanted !== undefined);
    const over = await this.access.sessionsOver(asked, this.idleSince());
    return hashes.map((wanted) => wanted !== undefined && !over.has(wanted));
  }

  /** Starts a session and answers its token. */
  async start(session: NewSession): Promise<string> {
    const token = newToken();
    const expiresAt = new Date(this.now() + (session.lifetimeMs ?? SESSION_MS));
    const { accountId, kind, organisationId = null, scopes = null, userAgent = null } = session;
    const row = { accountId, kind, organisationId, scopes, userAgent, expiresAt, tokenHash: hash(token) };
    await this.write({ accountId, organisationId }, async () => {
      await this.store.purge(this.idleSince());
      await this.access.startSession(row);
      // A service asks for a new token every ten minutes: its own register tells when last.
      if (kind !== 'SERVICE') this.note('signIn');
    });
    return token;
  }

  /** Ends the session of the credentials, if there is one. `next` is who goes on in its place: the same person did not leave. */
  async end(credentials: Credentials, next?: string): Promise<void> {
    const token = this.tokenOf(credentials);
    const who = (await this.authenticate({ ...credentials, streaming: true })) as Identity & Partial<SessionFacts>;
    const { accountId, organisationId, sessionId } = who;
    if (!token || !accountId) return;
    await this.write({ accountId, organisationId }, async () => {
      await this.access.endSession(hash(token));
      if (sessionId && accountId !== next) await this.ends.tell({ only: sessionId });
      this.note('signOut');
    });
  }

  /**
   * Lets a person act for another of their organisations: the old token is dead, the new one lasts as long as it would have.
   * @throws UNAUTHENTICATED, and NOT_FOUND for an organisation that the person does not work for.
   */
  async actFor(
    credentials: Credentials,
    organisationId: string,
  ): Promise<{ token: string; kind: SessionFacts['sessionKind']; expiresAt: Date }> {
    const token = this.tokenOf(credentials);
    const who = (await this.authenticate(credentials)) as Caller;
    if (!token || (who.accountId as string | null) === null) throw commonErrors.UNAUTHENTICATED();
    const own = who.affiliations.some((affiliation) => affiliation.organisationId === organisationId);
    if (!own || who.sessionKind === 'SERVICE') throw commonErrors.NOT_FOUND({ field: 'organisationId' });
    const fresh = newToken();
    return this.write({ accountId: who.accountId, organisationId }, async () => {
      const moved = await this.store.replace(hash(token), hash(fresh), organisationId);
      // Somebody was faster with the same token.
      if (!moved) throw commonErrors.UNAUTHENTICATED();
      this.note('chooseOrganisation');
      return { token: fresh, ...moved };
    });
  }

  /** The caller's sessions that are still good, the one last used first. */
  async own(): Promise<OwnSession[]> {
    return this.store.own(this.idleSince());
  }

  /** In hexadecimal; whoever keeps a connection open is asked about again and again. */
  private hashOf(credentials: Credentials): string | undefined {
    const known = this.hashes.get(credentials);
    if (known) return known;
    const token = this.tokenOf(credentials);
    const hashed = token && hash(token).toString('hex');
    if (hashed) this.hashes.set(credentials, hashed);
    return hashed;
  }

  private tokenOf({ authorization, cookie }: Credentials): string | undefined {
    // A wrong Authorization header is not excused by a good cookie.
    if (authorization) return /^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1];
    return this.cookies.read(cookie, 'session');
  }

  private idleSince(): Date {
    return new Date(this.now() - IDLE_MS);
  }

  private note(action: string): void {
    this.trail.record({ kind: 'SESSION', action, result: 'OK' });
  }

  private write<T>(identity: Identity, work: () => Promise<T>): Promise<T> {
    const here = ambient();
    // What hangs together with another change of the account is made with it, or not at all.
    if (here?.transaction && here.scope.identity.accountId === identity.accountId) return work();
    return this.db.run(identity, () => this.db.transaction(work));
  }
}
