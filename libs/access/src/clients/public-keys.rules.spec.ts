import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/kernel';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { generateKeyPairSync } from 'node:crypto';
import { hintOf, readPublicKeys } from './public-keys.rules.js';

const publicKey = async (alg: string): Promise<JWK> => exportJWK((await generateKeyPair(alg)).publicKey);
const reasonFor = async (given: unknown) => {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  return readPublicKeys(text).then(
    () => 'accepted',
    (error: unknown) => (error instanceof AppError ? error.args.reason : error),
  );
};

describe('public keys of a client', () => {
  it('are kept with the one algorithm they are for, a name, and nothing else', async () => {
    const [ec, ed, rsa] = await Promise.all(['ES256', 'Ed25519', 'PS256'].map(publicKey));
    const given = { keys: [{ ...ec, kid: 'een', use: 'sig', note: 'x' }, ed, { ...rsa, alg: 'RS256' }] };
    const keys = await readPublicKeys(JSON.stringify(given));
    expect(keys.map(({ kid, alg }) => [kid, alg])).toEqual([
      ['een', 'ES256'],
      [await calculateJwkThumbprint(ed!), 'EdDSA'],
      [await calculateJwkThumbprint(rsa!), 'RS256'],
    ]);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'x', 'y']);
    expect(await hintOf(keys)).toBe((await calculateJwkThumbprint(ec!)).slice(-4));
    expect((await readPublicKeys(JSON.stringify(rsa)))[0]?.alg).toBe('PS256');
  });

  it('are refused with a reason', async () => {
    const ec = await publicKey('ES256');
    const secret = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const cases: [unknown, string][] = [
      ['-----BEGIN PUBLIC KEY-----', 'NOT_JSON'],
      ['"text"', 'NOT_JSON'],
      ['x'.repeat(20_001), 'TOO_LONG'],
      [{ keys: [] }, 'NUMBER_OF_KEYS'],
      [{ keys: 'x' }, 'NUMBER_OF_KEYS'],
      [{ keys: Array(6).fill(ec) }, 'NUMBER_OF_KEYS'],
      [secret, 'PRIVATE_KEY'],
      [{ kty: 'oct', k: 'c2VjcmV0' }, 'PRIVATE_KEY'],
      [{ ...ec, alg: 'none' }, 'ALGORITHM'],
      [{ ...ec, alg: 'HS256' }, 'ALGORITHM'],
      [{ ...ec, alg: 'ES384' }, 'ALGORITHM'],
      [{ ...ec, use: 'enc' }, 'ALGORITHM'],
      [{ ...ec, crv: 'P-521' }, 'ALGORITHM'],
      [{ ...ec, x: 'AAAA' }, 'UNREADABLE'],
      [{ keys: [null] }, 'UNREADABLE'],
      [{ ...weak, alg: 'RS256' }, 'TOO_WEAK'],
      [{ keys: [ec, ec] }, 'SAME_KID'],
    ];
    for (const [given, reason] of cases) expect([given, await reasonFor(given)]).toEqual([given, reason]);
  });
});
