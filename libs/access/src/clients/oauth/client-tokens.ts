import { Clock } from '#libs/kernel';
import { AuditTrail, Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../caller.js';
import { Sessions } from '../../sessions.js';
import { hashSecret } from '../client-changes.js';
import { tokenScopes } from '../client.rules.js';
import { checkAssertion, type HeldAssertion } from './assertion.rules.js';
import { OAuthError } from './oauth-error.js';
import { RefusedTokens } from './refused-tokens.js';
import { invalidClient, type Proof, type TokenRequest } from './token-request.rules.js';
import { TokensStore, type KnownClient } from './tokens.store.js';

/** How long a token is good for, in seconds. */
export const TOKEN_SECONDS = 10 * 60;

/** A token as RFC 6749 section 5.1 hands it out. */
export interface IssuedToken {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

/** What a client proved itself with. */
interface Proven {
  keyId: string;
  assertion?: HeldAssertion;
}

/** Gives tokens to service clients that prove who they are. */
@Injectable()
export class ClientTokens {
  constructor(
    private readonly db: Db,
    private readonly store: TokensStore,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly refused: RefusedTokens,
  ) {}

  /**
   * @param audiences for whom an assertion may be meant: our issuer, and the token endpoint
   * @throws OAuthError, which the partnership of the client finds in its log
   */
  async issue(request: TokenRequest, audiences: readonly string[]): Promise<IssuedToken> {
    try {
      return await this.give(request, audiences);
    } catch (error) {
      this.refused.note(request.proof.clientId, error);
      throw error;
    }
  }

  private async give({ proof, scope }: TokenRequest, audiences: readonly string[]): Promise<IssuedToken> {
    const client = await this.store.find(proof.clientId);
    const proven = await this.prove(client, proof, audiences);
    if (!client || !proven) throw invalidClient();
    const scopes = tokenScopes(client.scopes, scope);
    if (!scopes)
      throw new OAuthError('invalid_scope', `Ask for "read" and any of what was granted: ${client.scopes.join(' ')}.`);
    const { id: accountId, organisationId } = client;
    const token = await this.db.run({ accountId, organisationId: null }, () =>
      this.db.transaction(async () => {
        if (!(await this.store.use(proven.keyId))) throw invalidClient();
        await this.store.tidy(accountId);
        await this.once(accountId, proven.assertion);
        const lifetimeMs = TOKEN_SECONDS * 1_000;
        return this.sessions.start({ accountId, organisationId, kind: 'SERVICE', scopes, lifetimeMs });
      }),
    );
    const who = (await this.sessions.authenticate({ authorization: `Bearer ${token}` })) as Caller;
    const partnershipId = who.mandates[0]?.partnershipId;
    await this.trail.note({ kind: 'SESSION', action: 'issueToken', result: 'OK', partnershipId }, who);
    return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS, scope: scopes.join(' ') };
  }

  private async prove(
    client: KnownClient | undefined,
    proof: Proof,
    audiences: readonly string[],
  ): Promise<Proven | undefined> {
    const keys = client?.keys ?? [];
    if ('secret' in proof) {
      const given = hashSecret(proof.secret);
      // Each is compared, found or not, and an unknown client takes as long as a known one.
      const nothing = Buffer.alloc(given.length);
      const fitting = [{ id: '', secretHash: null }, ...keys].filter(({ secretHash }) =>
        timingSafeEqual(given, secretHash ? Buffer.from(secretHash, 'hex') : nothing),
      );
      return fitting[0] && { keyId: fitting[0].id };
    }
    for (const { id: keyId, publicKeys } of keys) {
      const known = { clientId: proof.clientId, keys: publicKeys ?? [], audiences, now: this.clock.now() };
      const assertion = await checkAssertion(proof.assertion, known);
      if (assertion) return { keyId, assertion };
    }
    return undefined;
  }

  /** An assertion proves something once. */
  private async once(clientId: string, assertion: HeldAssertion | undefined): Promise<void> {
    if (!assertion) return;
    const jtiHash = createHash('sha256').update(assertion.jti).digest();
    if (!(await this.store.remember(clientId, jtiHash, assertion.expiresAt))) throw invalidClient();
  }
}
