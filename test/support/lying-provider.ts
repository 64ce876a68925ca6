import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a provider that cannot be trusted does differently. */
export interface Lies {
  /** Claims of the ID token that replace the right ones; undefined leaves one out. */
  claims?: JWTPayload;
  /** Signs with this algorithm instead of the one announced. */
  alg?: 'none' | 'HS256' | 'ES256';
  /** Signs with a key it does not publish. */
  foreignKey?: true;
  /** Comes back with this `state`, or this `iss`. */
  state?: string;
  iss?: string;
  /** Comes back with an error instead of a code. */
  error?: string;
  /** Comes back with neither. */
  silent?: true;
  /** The token endpoint answers with this status. */
  tokenStatus?: number;
  /** Calls itself something else in its description. */
  issuer?: string;
}

/** A small OpenID Connect provider that says yes to everybody, and lies as told. */
export interface LyingProvider {
  issuer: string;
  lies: Lies;
  /** Claims of whoever signs in next. */
  person: JWTPayload;
  /** How often the keys were asked for. */
  keyRequests: number;
  /** The parameters of the last authorization and token request. */
  lastAuthorization?: URLSearchParams;
  lastToken?: URLSearchParams;
  endSession?: boolean;
  rotateKey(): Promise<void>;
  stop(): Promise<void>;
}

const newKey = async (alg: string) => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomBytes(4).toString('hex');
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
};

const body = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
};

export const startLyingProvider = async (port = 0): Promise<LyingProvider> => {
  let key = await newKey('RS256');
  const foreign = await newKey('RS256');
  const elliptic = await newKey('ES256');
  const codes = new Map<string, URLSearchParams>();

  const idToken = async (asked: URLSearchParams): Promise<string> => {
    const { claims, alg, foreignKey } = provider.lies;
    const now = Math.floor(Date.now() / 1_000);
    const payload: JWTPayload = {
      iss: provider.issuer,
      aud: asked.get('client_id')!,
      nonce: asked.get('nonce')!,
      iat: now,
      exp: now + 300,
      sub: 'somebody',
      ...provider.person,
      ...claims,
    };
    const wanted = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
    if (alg === 'none') {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none' })}.${part(wanted)}.`;
    }
    if (alg === 'HS256')
      return new SignJWT(wanted)
        .setProtectedHeader({ alg, kid: key.kid })
        .sign(Buffer.from(JSON.stringify(key.publicJwk)));
    const used = alg === 'ES256' ? elliptic : foreignKey ? foreign : key;
    return new SignJWT(wanted).setProtectedHeader({ alg: used.alg, kid: used.kid }).sign(used.privateKey);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', provider.issuer);
    const json = (value: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (url.pathname === '/.well-known/openid-configuration')
      return void json({
        issuer: provider.lies.issuer ?? provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        authorization_response_iss_parameter_supported: true,
        ...(provider.endSession && { end_session_endpoint: `${provider.issuer}/logout` }),
      });
    if (url.pathname === '/jwks') {
      provider.keyRequests += 1;
      return void json({ keys: [key.publicJwk, elliptic.publicJwk] });
    }
    if (url.pathname === '/authorize') {
      provider.lastAuthorization = url.searchParams;
      const { state, iss, error, silent } = provider.lies;
      const back = new URL(url.searchParams.get('redirect_uri')!);
      const code = randomBytes(8).toString('hex');
      codes.set(code, url.searchParams);
      back.searchParams.set('state', state ?? url.searchParams.get('state')!);
      back.searchParams.set('iss', iss ?? provider.issuer);
      if (error) back.searchParams.set('error', error);
      else if (!silent) back.searchParams.set('code', code);
      return void response.writeHead(303, { location: back.href }).end();
    }
    if (url.pathname === '/token') {
      const asked = await body(request);
      provider.lastToken = asked;
      const { tokenStatus } = provider.lies;
      if (tokenStatus) return void response.writeHead(tokenStatus).end();
      const granted = codes.get(asked.get('code') ?? '');
      if (!codes.delete(asked.get('code') ?? '')) return void json({ error: 'invalid_grant' }, 400);
      const id_token = await idToken(granted!);
      return void json({ access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token });
    }
    response.writeHead(404).end();
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const provider: LyingProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lies: {},
    person: {},
    keyRequests: 0,
    rotateKey: async () => {
      key = await newKey('RS256');
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
};
