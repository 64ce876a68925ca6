import { decodeProtectedHeader, importJWK, jwtVerify, type JWTPayload } from 'jose';
import type { PublicKey } from '../public-keys.rules.js';

/** An assertion may be good for this long, in seconds. */
const LONGEST_LIFE_SECONDS = 5 * 60;
/** How far the clock of a client may be off, in seconds. */
const TOLERANCE_SECONDS = 10;
const LONGEST_JTI = 200;

/** What counts of an assertion that holds. */
export interface HeldAssertion {
  jti: string;
  expiresAt: Date;
}

/** Every key signs with the algorithm it was registered for; the one of Ed25519 has two names. */
const algorithmsOf = ({ alg }: PublicKey): string[] => (alg === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [alg]);

const readClaims = (payload: JWTPayload, clientId: string, audiences: readonly string[], now: Date) => {
  const { iss, sub, aud, exp, jti } = payload;
  const seconds = now.getTime() / 1_000;
  // For us alone: what names other audiences too could be handed on by them.
  const forUs = [aud].flat().length === 1 && audiences.includes([aud].flat()[0] ?? '');
  const brief = typeof exp === 'number' && exp <= seconds + LONGEST_LIFE_SECONDS + TOLERANCE_SECONDS;
  const unique = typeof jti === 'string' && jti.length > 0 && jti.length <= LONGEST_JTI;
  if (iss !== clientId || sub !== clientId || !forUs || !brief || !unique) return undefined;
  // Remembered as long as it could be accepted again.
  return { jti, expiresAt: new Date((exp + TOLERANCE_SECONDS) * 1_000) };
};

/**
 * Checks an assertion of a client (RFC 7523 section 3): signed with one of its keys, by it, about it, for us, for a short
 * time, with an id of its own.
 * @returns undefined when anything is wrong with it.
 */
export const checkAssertion = async (
  assertion: string,
  { clientId, keys, audiences, now }: { clientId: string; keys: PublicKey[]; audiences: readonly string[]; now: Date },
): Promise<HeldAssertion | undefined> => {
  try {
    const { kid, alg = '' } = decodeProtectedHeader(assertion);
    const fitting = keys.filter((key) => (kid === undefined || key.kid === kid) && algorithmsOf(key).includes(alg));
    for (const key of fitting) {
      const options = { algorithms: algorithmsOf(key), clockTolerance: TOLERANCE_SECONDS, currentDate: now };
      const verified = await jwtVerify(assertion, await importJWK(key, alg), options).catch(() => undefined);
      if (verified) return readClaims(verified.payload, clientId, audiences, now);
    }
  } catch {
    // Not even a JWT.
  }
  return undefined;
};
