import { readFileSync } from 'node:fs';
import { isLoopback } from './limits/address.js';

/** Raised when a setting is missing or unusable; its message is the one sentence the operator sees. */
export class ConfigError extends Error {}

/** A setting, trimmed; undefined when it is not given. */
export const text = (env: NodeJS.ProcessEnv, name: string): string | undefined => env[name]?.trim() || undefined;

/** The identity provider people sign in with, and how we show it who we are. */
export interface OidcConfig {
  issuer: string;
  /** Where its description is. */
  discoveryUrl: string;
  clientId: string;
  /** Our private key, as a JWK, for private_key_jwt; otherwise there is a secret. */
  privateKey?: Record<string, unknown>;
  clientSecret?: string;
  scope: string;
  /** Claims that say who it is, for which organisation and, where one is needed, in what role. */
  subjectClaim: string;
  organisationClaim: string;
  roleClaim?: string;
}

/** An address of http or https; plain http goes to this machine only, where nobody listens in. */
const address = (name: string, given: string, onlyLocalHttp: boolean): URL => {
  const url = URL.parse(given);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash)
    throw new ConfigError(`${name} must be an address such as https://name.example, not "${given}".`);
  if (onlyLocalHttp && url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new ConfigError(`${name} must begin with https: what travels to ${url.hostname} could be read on the way.`);
  return url;
};

/**
 * The address people use, without a slash at the end.
 * @throws ConfigError when it is none, or has a path.
 */
export const readPublicUrl = (env: NodeJS.ProcessEnv, host: string, port: number): string => {
  const given = text(env, 'PUBLIC_URL');
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  if (given === undefined) return `http://${name}:${port}`;
  const url = address('PUBLIC_URL', given, false);
  if (url.pathname !== '/')
    throw new ConfigError(`PUBLIC_URL must be without a path: Samenregie has a host for itself.`);
  return url.origin;
};

const readKey = (given: string): Record<string, unknown> => {
  let found = given;
  if (!given.startsWith('{'))
    try {
      found = readFileSync(given, 'utf8');
    } catch {
      throw new ConfigError('OIDC_PRIVATE_KEY must be a JWK or the path of a file with one: no such file can be read.');
    }
  let key: unknown;
  try {
    key = JSON.parse(found);
  } catch {
    // Not quoted: it is a secret.
    throw new ConfigError('OIDC_PRIVATE_KEY is no JWK: it must be a private key as JSON.');
  }
  const { kty, d } = (key ?? {}) as Record<string, unknown>;
  if (typeof kty !== 'string' || typeof d !== 'string')
    throw new ConfigError(
      'OIDC_PRIVATE_KEY has no private part: it must be the private key as a JWK, not the public one.',
    );
  return key as Record<string, unknown>;
};

/**
 * The identity provider; undefined when none is set.
 * @throws ConfigError
 */
export const readOidc = (env: NodeJS.ProcessEnv): OidcConfig | undefined => {
  const issuer = text(env, 'OIDC_ISSUER');
  if (issuer === undefined) {
    const given = Object.keys(env).find((name) => name.startsWith('OIDC_') && text(env, name));
    if (given) throw new ConfigError(`${given} is set without OIDC_ISSUER: name the provider, or leave it out.`);
    return undefined;
  }
  address('OIDC_ISSUER', issuer, true);
  const discoveryUrl = text(env, 'OIDC_DISCOVERY_URL');
  if (discoveryUrl) address('OIDC_DISCOVERY_URL', discoveryUrl, true);
  const clientId = text(env, 'OIDC_CLIENT_ID');
  if (!clientId)
    throw new ConfigError('OIDC_CLIENT_ID is missing: the provider gives one when it registers Samenregie.');
  const key = text(env, 'OIDC_PRIVATE_KEY');
  const clientSecret = text(env, 'OIDC_CLIENT_SECRET');
  if (Boolean(key) === Boolean(clientSecret))
    throw new ConfigError(
      'Set either OIDC_PRIVATE_KEY or OIDC_CLIENT_SECRET: by one of them the provider knows Samenregie.',
    );
  const scope = text(env, 'OIDC_SCOPE') ?? 'openid vo profile samenregie';
  const scopes = scope.split(/\s+/);
  if (scopes.some((name) => name.toLowerCase() === 'rrn'))
    throw new ConfigError('OIDC_SCOPE must not contain rrn: Samenregie never asks for national register numbers.');
  if (!scopes.includes('openid')) throw new ConfigError('OIDC_SCOPE must contain openid.');
  return {
    issuer,
    discoveryUrl: discoveryUrl ?? `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    privateKey: key ? readKey(key) : undefined,
    clientSecret,
    scope: scopes.join(' '),
    // ACM/IDM knows people by vo_id, which comes with the scope vo; everybody else by sub.
    subjectClaim: text(env, 'OIDC_SUBJECT_CLAIM') ?? (scopes.includes('vo') ? 'vo_id' : 'sub'),
    organisationClaim: text(env, 'OIDC_ORGANISATION_CLAIM') ?? 'vo_orgcode',
    roleClaim: text(env, 'OIDC_ROLE_CLAIM'),
  };
};
