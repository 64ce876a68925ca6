import { AppError } from '#libs/kernel';
import { AuditTrail, errorCode, limits, NOBODY, Throttle } from '#libs/platform';
import { Injectable, Logger } from '@nestjs/common';
import { OAuthError } from './oauth-error.js';
import { TokensStore } from './tokens.store.js';

/** Tells the partnership of a client that somebody asked for a token in its name and got none. */
@Injectable()
export class RefusedTokens {
  private readonly log = new Logger('tokens');

  constructor(
    private readonly store: TokensStore,
    private readonly trail: AuditTrail,
    private readonly throttle: Throttle,
  ) {}

  /**
   * Leaves a line in the log of the client's partnership, when there is such a client. Not to be waited for: the answer
   * must take as long for a client that does not exist.
   */
  note(clientId: string, refusal: unknown): void {
    if (!(refusal instanceof OAuthError)) return;
    this.write(clientId, refusal.code.toUpperCase()).catch((error: unknown) => {
      // Whoever keeps trying has been heard of.
      if (error instanceof AppError && error.kind === 'TooMany') return;
      this.log.warn(`a refused token (${refusal.code}) could not be recorded: ${errorCode(error)}`);
    });
  }

  private async write(clientId: string, result: string): Promise<void> {
    const partnershipId = await this.store.partnershipOf(clientId);
    if (!partnershipId) return;
    const { points, windowSeconds } = limits.refusedTokens;
    await this.throttle.take(`refused token ${clientId}`, points, windowSeconds);
    // Nobody did it: whoever it was did not prove to be the client, which it only concerns.
    await this.trail.note(
      {
        ...{ kind: 'SESSION', action: 'issueToken', result, partnershipId },
        ...{ subject: { type: 'ServiceClient', id: clientId }, personIds: [clientId] },
      },
      NOBODY,
    );
  }
}
