import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { clientErrors } from './client.errors.js';

/** Algorithms a client may sign with; each key has exactly one of them. */
export const SIGNING_ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'PS256', 'RS256'] as const;
const MOST_KEYS_IN_SET = 5;
const LONGEST_TEXT = 20_000;
const RSA_BITS = 2048;

type Reason =
  'NOT_JSON' | 'TOO_LONG' | 'NUMBER_OF_KEYS' | 'PRIVATE_KEY' | 'ALGORITHM' | 'TOO_WEAK' | 'UNREADABLE' | 'SAME_KID';
const refuse = (reason: Reason) => clientErrors.SERVICE_CLIENT_KEY_REFUSED({ field: 'publicKeys', args: { reason } });

/** A public key as it is stored: nothing but what checking a signature needs. */
export type PublicKey = Required<Pick<JWK, 'kid' | 'alg' | 'kty'>> & JWK;

const algorithmOf = ({ kty, crv, alg }: JWK): string | undefined => {
  const possible: Record<string, readonly string[]> = {
    'EC P-256': ['ES256'],
    'EC P-384': ['ES384'],
    'OKP Ed25519': ['EdDSA', 'Ed25519'],
    RSA: ['PS256', 'RS256'],
  };
  const fitting = possible[kty === 'RSA' ? kty : `${kty} ${crv}`];
  if (!fitting || (alg !== undefined && !fitting.includes(alg))) return undefined;
  return alg === undefined || alg === 'Ed25519' ? fitting[0] : alg;
};

const readKey = async (given: unknown): Promise<PublicKey> => {
  if (typeof given !== 'object' || given === null) throw refuse('UNREADABLE');
  const jwk = given as JWK;
  // Whoever sends this has given the private half away.
  if (['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth', 'priv'].some((part) => part in jwk)) throw refuse('PRIVATE_KEY');
  const alg = algorithmOf(jwk);
  if (!alg || (jwk.use !== undefined && jwk.use !== 'sig')) throw refuse('ALGORITHM');
  const { kty, crv, x, y, n, e } = jwk;
  const bare = Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e }).filter(([, part]) => part !== undefined),
  ) as unknown as JWK;
  const thumbprint = await Promise.all([calculateJwkThumbprint(bare), importJWK(bare, alg)]).then(
    ([print]) => print,
    () => {
      throw refuse('UNREADABLE');
    },
  );
  if (kty === 'RSA' && Buffer.from(n ?? '', 'base64url').length * 8 < RSA_BITS) throw refuse('TOO_WEAK');
  const kid = typeof jwk.kid === 'string' && jwk.kid !== '' && jwk.kid.length <= 200 ? jwk.kid : thumbprint;
  return { ...bare, kty: kty!, alg, kid };
};

/**
 * Public keys (a JWK or a JWK Set, as JSON text) as they are stored.
 * @throws SERVICE_CLIENT_KEY_REFUSED, with the reason.
 */
export const readPublicKeys = async (text: string): Promise<PublicKey[]> => {
  if (text.length > LONGEST_TEXT) throw refuse('TOO_LONG');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw refuse('NOT_JSON');
  }
  if (typeof given !== 'object' || given === null) throw refuse('NOT_JSON');
  const list: unknown = 'keys' in given ? given.keys : [given];
  if (!Array.isArray(list) || list.length < 1 || list.length > MOST_KEYS_IN_SET) throw refuse('NUMBER_OF_KEYS');
  const keys = await Promise.all(list.map(readKey));
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw refuse('SAME_KID');
  return keys;
};

/** The last characters by which somebody recognises the keys. */
export const hintOf = async ([first]: readonly PublicKey[]): Promise<string> =>
  (await calculateJwkThumbprint(first!)).slice(-4);
