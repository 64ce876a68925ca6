import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import * as oauth from 'openid-client';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { askToken, connect, tokenFor, type ManagedClient } from '../support/service-client.js';

let stage: Stage;
let manager: Client;
let issuer: string;
beforeAll(async () => {
  stage = await setStage();
  issuer = stage.api.url;
  manager = await stage.as('manager');
});
afterAll(() => stage.close());

const GRANT = { grant_type: 'client_credentials' };
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const viewerOf = (token: string) =>
  new Client(issuer, token).get<{ viewer: { person: { displayName: string } } }>(
    '{ viewer { person { displayName } } }',
  );

/** A system with a key pair of its own, of which it hands over the public half. */
const withKeys = async (alg: string) => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const connected = await connect(stage, manager, { publicKeys: JSON.stringify({ keys: [{ ...jwk, alg }] }) });
  return { ...connected, privateKey, jwk, kid: await calculateJwkThumbprint(jwk) };
};
type Keyed = Awaited<ReturnType<typeof withKeys>>;

const claims = ({ client: { clientId } }: { client: ManagedClient }, more: JWTPayload = {}): JWTPayload => {
  const now = Math.floor(Date.now() / 1_000);
  return { iss: clientId, sub: clientId, aud: `${issuer}/oauth/token`, iat: now, exp: now + 60, jti: newId(), ...more };
};
const sign = ({ privateKey }: Keyed, payload: JWTPayload, header: { alg: string; kid?: string }) =>
  new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
const present = (assertion: string, more: Record<string, string> = {}) =>
  askToken(issuer, { ...GRANT, client_assertion_type: ASSERTION_TYPE, client_assertion: assertion, ...more });

describe('a real OAuth client', () => {
  const discover = (id: string, authentication?: oauth.ClientAuth) =>
    oauth.discovery(new URL(issuer), id, undefined, authentication, {
      algorithm: 'oauth2',
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- tests speak plain HTTP, on this machine only
      execute: [oauth.allowInsecureRequests],
    });

  it.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ] as const)('gets a token with %s', async (_way, authentication) => {
    const { client, secret } = await connect(stage, manager, { scopes: ['task.comment'] });
    const config = await discover(client.clientId, authentication(secret));
    const answer = await oauth.clientCredentialsGrant(config, { scope: 'read' });
    expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'read' });
    expect((await oauth.clientCredentialsGrant(config)).scope).toBe('read task.comment');
    expect((await viewerOf(answer.access_token)).viewer.person.displayName).toBe(client.name);
  });

  it.each(['ES256', 'ES384', 'Ed25519', 'PS256', 'RS256'])('gets a token with a key for %s', async (alg) => {
    const { client, privateKey } = await withKeys(alg);
    const config = await discover(client.clientId, oauth.PrivateKeyJwt(privateKey));
    const answer = await oauth.clientCredentialsGrant(config);
    expect((await viewerOf(answer.access_token)).viewer.person.displayName).toBe(client.name);
    expect(client.keys).toMatchObject([{ kind: 'JWKS' }]);
  });

  it('learns everything from the metadata', async () => {
    const response = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
    expect(await response.json()).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      scopes_supported: expect.arrayContaining(['read', 'task.write']) as unknown,
    });
  });
});

describe('the token endpoint', () => {
  it('hands out a bearer token that nobody else may keep', async () => {
    const { client, secret } = await connect(stage, manager);
    const answer = await askToken(issuer, GRANT, { authorization: basic(client.clientId, secret) });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'read',
    });
    const stored = await stage.world.rows(
      `select extract(epoch from expires_at - created_at)::int as seconds, kind, scopes from access.sessions where account_id = $1`,
      [client.clientId],
    );
    expect(stored).toEqual([{ seconds: 600, kind: 'SERVICE', scopes: ['read'] }]);
    await stage.world.rows(`update access.sessions set expires_at = now() where account_id = $1`, [client.clientId]);
    expect(await new Client(issuer, answer.body.access_token).get('{ viewer { demo } }')).toEqual({ viewer: null });
    await tokenFor(issuer, { client, secret });
    expect(await stage.world.rows(`select from access.sessions where account_id = $1`, [client.clientId])).toHaveLength(
      1,
    );
  });

  it('says what is wrong in the words of RFC 6749', async () => {
    const { client, secret } = await connect(stage, manager);
    const mine = { client_id: client.clientId, client_secret: secret };
    const attempts: [Parameters<typeof askToken>[1], Record<string, string>, number, string][] = [
      [mine, {}, 400, 'invalid_request'],
      [{ ...mine, grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
      [{ ...mine, grant_type: 'authorization_code', code: 'x' }, {}, 400, 'unsupported_grant_type'],
      [{ ...mine, ...GRANT, scope: 'read partnership.manage' }, {}, 400, 'invalid_scope'],
      [{ ...mine, ...GRANT, scope: 'task.write' }, {}, 400, 'invalid_scope'],
      [{ ...mine, ...GRANT, scope: 'read  read' }, {}, 400, 'invalid_scope'],
      [{ ...mine, ...GRANT, scope: 'read "' }, {}, 400, 'invalid_scope'],
      [{ ...mine, ...GRANT }, { authorization: basic(client.clientId, secret) }, 400, 'invalid_request'],
      [`grant_type=client_credentials&grant_type=client_credentials`, {}, 400, 'invalid_request'],
      [`${new URLSearchParams({ ...mine, ...GRANT }).toString()}&client_id=x`, {}, 400, 'invalid_request'],
      [JSON.stringify({ ...mine, ...GRANT }), { 'content-type': 'application/json' }, 400, 'invalid_request'],
      ['x'.repeat(20_000), {}, 400, 'invalid_request'],
      [GRANT, {}, 401, 'invalid_client'],
      [{ ...GRANT, client_id: client.clientId }, {}, 401, 'invalid_client'],
      [{ ...GRANT, ...mine, client_secret: `${secret}x` }, {}, 401, 'invalid_client'],
      [{ ...GRANT, ...mine, client_id: newId() }, {}, 401, 'invalid_client'],
      [{ ...GRANT, ...mine, client_id: "' or 1=1 --" }, {}, 401, 'invalid_client'],
      [GRANT, { authorization: basic(client.clientId, 'sgs_fout') }, 401, 'invalid_client'],
      [GRANT, { authorization: `Basic ${client.clientId}:${secret}` }, 401, 'invalid_client'],
      [GRANT, { authorization: `Basic ${Buffer.from(client.clientId).toString('base64')}` }, 401, 'invalid_client'],
      [GRANT, { authorization: basic(client.clientId, '%zz') }, 401, 'invalid_client'],
      [GRANT, { authorization: `${basic(client.clientId, secret)}!` }, 401, 'invalid_client'],
      [GRANT, { authorization: `Bearer ${manager.token}` }, 401, 'invalid_client'],
      [{ ...GRANT, client_id: newId() }, { authorization: basic(client.clientId, secret) }, 401, 'invalid_client'],
    ];
    for (const [form, headers, status, error] of attempts) {
      const answer = await askToken(issuer, form, headers);
      expect([form, answer.status, answer.body.error]).toEqual([form, status, error]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('www-authenticate')).toBe(
        status === 401 ? 'Basic realm="samenregie", charset="UTF-8"' : null,
      );
      expect(JSON.stringify(answer.body)).not.toContain(secret);
    }
    expect(stage.api.output()).not.toContain(secret);
  });

  it('gives the same answer for a wrong secret, an unknown client, one that was cut off and one that is a person', async () => {
    const { client, secret } = await connect(stage, manager);
    await manager.get(
      `mutation ($input: RevokeServiceClientInput!) { revokeServiceClient(input: $input) { client { id } } }`,
      {
        input: { id: client.id, expectedVersion: 1 },
      },
    );
    const other = await connect(stage, manager);
    const answers = await Promise.all(
      [
        { client_id: client.clientId, client_secret: secret },
        { client_id: other.client.clientId, client_secret: secret },
        { client_id: newId(), client_secret: secret },
        { client_id: stage.people.manager.accountId, client_secret: secret },
      ].map((proof) => askToken(issuer, { ...GRANT, ...proof })),
    );
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]!.body.error).toBe('invalid_client');
  });

  it('lets nobody guess: too many tries of one client from one place must wait', async () => {
    const form = { ...GRANT, client_id: newId(), client_secret: 'sgs_raden' };
    const answers = await Promise.all(Array.from({ length: 31 }, () => askToken(issuer, form)));
    const late = answers.filter(({ status }) => status === 429);
    expect(late).toHaveLength(1);
    expect(late[0]!.body.error).toBe('temporarily_unavailable');
    expect(Number(late[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    const { client, secret } = await connect(stage, manager);
    await tokenFor(issuer, { client, secret });
  });

  it('is the only place that reads forms, and only by POST', async () => {
    const form = { method: 'POST', body: new URLSearchParams({ persona: 'manager' }) };
    expect((await fetch(`${issuer}/auth/demo`, form)).status).toBe(415);
    expect((await fetch(`${issuer}/oauth/token?grant_type=client_credentials`)).status).toBe(404);
    const page = await fetch(`${issuer}/oauth/token`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([404, 'Not found']);
    const elsewhere = await askToken(issuer, GRANT, { origin: 'https://kwaad.example' });
    expect(elsewhere.status).toBe(403);
  });
});

describe('an assertion', () => {
  let keyed: Keyed;
  beforeAll(async () => {
    keyed = await withKeys('ES256');
  });

  it('is good for our token endpoint or our name, with or without the name of its key', async () => {
    for (const [aud, header] of [
      [`${issuer}/oauth/token`, { alg: 'ES256' }],
      [issuer, { alg: 'ES256', kid: keyed.kid }],
      [[issuer], { alg: 'ES256' }],
    ] as const) {
      const answer = await present(await sign(keyed, claims(keyed, { aud: aud as string }), header));
      expect([aud, answer.status]).toEqual([aud, 200]);
    }
  });

  it('proves something once, also when it is sent twice at the same time', async () => {
    const assertion = await sign(keyed, claims(keyed), { alg: 'ES256' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => present(assertion)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    expect((await present(assertion)).body.error).toBe('invalid_client');
    const rows = await stage.world.rows(`select from access.client_assertions where client_id = $1`, [
      keyed.client.clientId,
    ]);
    expect(rows.length).toBeGreaterThan(0);
    await stage.world.rows(`update access.client_assertions set expires_at = now() - interval '1 second'`);
    await present(await sign(keyed, claims(keyed), { alg: 'ES256' }));
    expect(
      await stage.world.rows(`select from access.client_assertions where client_id = $1`, [keyed.client.clientId]),
    ).toHaveLength(1);
  });

  it('is refused when anything about it is wrong', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const other = await withKeys('ES256');
    const rsa = await withKeys('PS256');
    const good = { alg: 'ES256' };
    const as256 = (await importJWK(await exportJWK(rsa.privateKey), 'RS256')) as Keyed['privateKey'];
    const hmac = new TextEncoder().encode(JSON.stringify(keyed.jwk));
    const attempts: [string, Promise<string> | string][] = [
      ['no algorithm', new UnsecuredJWT(claims(keyed)).encode()],
      ['the public key as a secret', new SignJWT(claims(keyed)).setProtectedHeader({ alg: 'HS256' }).sign(hmac)],
      ['the key of another client', sign(other, claims(keyed), good)],
      ['another algorithm than the key has', sign({ ...rsa, privateKey: as256 }, claims(rsa), { alg: 'RS256' })],
      ['the name of another key', sign(keyed, claims(keyed), { ...good, kid: other.kid })],
      ['for another server', sign(keyed, claims(keyed, { aud: 'https://elders.example/oauth/token' }), good)],
      ['for another server too', sign(keyed, claims(keyed, { aud: [issuer, 'https://elders.example'] }), good)],
      ['for nobody', sign(keyed, claims(keyed, { aud: undefined }), good)],
      ['by somebody else', sign(keyed, claims(keyed, { iss: other.client.clientId }), good)],
      ['about somebody else', sign(keyed, claims(keyed, { sub: other.client.clientId }), good)],
      ['for ever', sign(keyed, claims(keyed, { exp: undefined }), good)],
      ['for too long', sign(keyed, claims(keyed, { exp: now + 600 }), good)],
      ['over', sign(keyed, claims(keyed, { exp: now - 60 }), good)],
      ['not yet', sign(keyed, claims(keyed, { nbf: now + 120 }), good)],
      ['without an id', sign(keyed, claims(keyed, { jti: undefined }), good)],
      ['no assertion', 'abc'],
    ];
    for (const [what, assertion] of attempts) {
      const { status, body } = await present(await assertion);
      expect([what, status, body.error]).toEqual([what, 401, 'invalid_client']);
    }
    const fine = await sign(keyed, claims(keyed), good);
    expect((await present(fine, { client_id: newId() })).body.error).toBe('invalid_client');
    expect((await present(fine, { client_assertion_type: 'jwt' })).body.error).toBe('invalid_request');
    expect((await present(fine, { client_secret: 'x' })).body.error).toBe('invalid_request');
    expect((await present(fine)).status).toBe(200);
    // What proves who a client is opens nothing by itself.
    expect(await new Client(issuer, fine).get('{ viewer { demo } }')).toEqual({ viewer: null });
  });
});
