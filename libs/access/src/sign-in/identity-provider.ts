import { CONFIG, type Config, type OidcConfig } from '#libs/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';
import type { Attempt } from './attempt.js';
import { SignInRefused } from './refusals.js';
import { wantsMore } from './sign-in.rules.js';

/** How long the provider's description is used without asking again, in milliseconds. */
const FRESH_MS = 60 * 60 * 1_000;
/** An old description is used this long while no new one can be had. */
const KEPT_MS = 24 * FRESH_MS;
const TIMEOUT_SECONDS = 5;
const RETRY_AFTER_MS = 300;
/** What an ID token may be signed with, the usual first. Never `none`, never a shared secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** What a key signs with when it does not say so itself. */
const algorithmOf = ({ alg, kty, crv }: JWK): string =>
  alg ?? (kty === 'RSA' ? 'RS256' : kty === 'OKP' ? 'Ed25519' : `ES${crv?.slice(2) ?? '256'}`);

/** The code of what went wrong, for the log: neither tokens nor claims are in it. */
const codeOf = (error: unknown): string => {
  const { code, error: answer, name } = (error ?? {}) as Partial<Record<'code' | 'error' | 'name', string>>;
  return [code ?? name, answer].filter((part) => typeof part === 'string').join(' ') || 'unknown';
};

const isAway = (error: unknown): boolean => {
  if (error instanceof TypeError) return true;
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500;
  if (!(error instanceof oidc.ClientError)) return false;
  const answered = error.cause instanceof Response ? error.cause.status : 0;
  return ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(error.code ?? '') || answered >= 500;
};

const refused = (error: unknown): SignInRefused => {
  if (error instanceof SignInRefused) return error;
  if (error instanceof oidc.AuthorizationResponseError) {
    if (error.error === 'access_denied') return new SignInRefused('CANCELLED');
    const down = ['server_error', 'temporarily_unavailable'].includes(error.error);
    return new SignInRefused(down ? 'PROVIDER_DOWN' : 'STALE', codeOf(error));
  }
  if (isAway(error)) return new SignInRefused('PROVIDER_DOWN', codeOf(error));
  // A code that was used, or is too old.
  if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant')
    return new SignInRefused('STALE', codeOf(error));
  return new SignInRefused('UNTRUSTED', codeOf(error));
};

/** The OpenID Connect provider people sign in with: where to send them, and whom they turn out to be. */
@Injectable()
export class IdentityProvider {
  private readonly log = new Logger('sign-in');
  private readonly settings?: OidcConfig;
  private readonly callback: string;
  private known?: { metadata: oidc.ServerMetadata; at: number };
  private asking?: Promise<oidc.ServerMetadata>;

  constructor(@Inject(CONFIG) { oidc: settings, publicUrl }: Config) {
    this.settings = settings;
    this.callback = `${publicUrl}/auth/callback`;
  }

  get isSet(): boolean {
    return this.settings !== undefined;
  }

  /**
   * A new attempt, and the address of the provider that begins it.
   * @throws SignInRefused
   */
  async begin(path: string): Promise<{ url: string; attempt: Attempt }> {
    const settings = this.required();
    const verifier = oidc.randomPKCECodeVerifier();
    const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, path, at: Date.now() };
    const url = oidc.buildAuthorizationUrl(await this.configuration(settings), {
      redirect_uri: this.callback,
      scope: settings.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, attempt };
  }

  /**
   * The claims of whoever came back with this query, after every check.
   * @throws SignInRefused
   */
  async finish(query: string, { state, nonce, verifier }: Attempt): Promise<Record<string, unknown>> {
    const settings = this.required();
    // Made anew each time: with it the provider's keys are fetched anew, so that a rotated key is known at once.
    const configuration = await this.configuration(settings);
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${this.callback}${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = { ...tokens.claims() };
      if (!configuration.serverMetadata().userinfo_endpoint || !wantsMore(claims, settings)) return claims;
      // Only what is missing: the ID token is signed, this is not.
      return { ...(await oidc.fetchUserInfo(configuration, tokens.access_token, String(claims.sub))), ...claims };
    } catch (error) {
      throw refused(error);
    }
  }

  /** Where the provider's own session can be ended; undefined when it does not offer that, or cannot be asked. */
  async endSessionUrl(): Promise<string | undefined> {
    if (!this.settings) return undefined;
    try {
      const configuration = await this.configuration(this.settings);
      if (!configuration.serverMetadata().end_session_endpoint) return undefined;
      const home = this.callback.replace(/auth\/callback$/, '');
      return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: home }).href;
    } catch {
      return undefined;
    }
  }

  private required(): OidcConfig {
    if (!this.settings) throw new SignInRefused('OFF');
    return this.settings;
  }

  private async configuration(settings: OidcConfig): Promise<oidc.Configuration> {
    const metadata = await this.metadata(settings);
    const offered = metadata.id_token_signing_alg_values_supported ?? [];
    const algorithm = ALGORITHMS.find((name) => offered.includes(name)) ?? 'RS256';
    const client = { id_token_signed_response_alg: algorithm, [oidc.clockTolerance]: 5 };
    const authentication = await this.authentication(settings, metadata);
    const configuration = new oidc.Configuration(metadata, settings.clientId, client, authentication);
    configuration.timeout = TIMEOUT_SECONDS;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to make one think: settings allow it for loopback only
    if (settings.discoveryUrl.startsWith('http:')) oidc.allowInsecureRequests(configuration);
    oidc.enableNonRepudiationChecks(configuration);
    return configuration;
  }

  private async authentication(
    { privateKey, clientSecret }: OidcConfig,
    { token_endpoint_auth_methods_supported: methods }: oidc.ServerMetadata,
  ): Promise<oidc.ClientAuth> {
    if (privateKey) {
      const jwk = privateKey as unknown as JWK;
      const key = (await importJWK(jwk, algorithmOf(jwk))) as oidc.CryptoKey;
      return oidc.PrivateKeyJwt(typeof jwk.kid === 'string' ? { key, kid: jwk.kid } : key);
    }
    const post = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
    return (post ? oidc.ClientSecretPost : oidc.ClientSecretBasic)(clientSecret);
  }

  /** The provider's description of itself: kept for an hour, and longer while it does not answer. */
  private async metadata(settings: OidcConfig): Promise<oidc.ServerMetadata> {
    const age = this.known ? Date.now() - this.known.at : Infinity;
    if (this.known && age < FRESH_MS) return this.known.metadata;
    this.asking ??= this.ask(settings).finally(() => (this.asking = undefined));
    try {
      const metadata = await this.asking;
      this.known = { metadata, at: Date.now() };
      return metadata;
    } catch (error) {
      if (this.known && age < KEPT_MS) return this.known.metadata;
      throw error;
    }
  }

  private async ask({ issuer, discoveryUrl, clientId }: OidcConfig): Promise<oidc.ServerMetadata> {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
    const execute = discoveryUrl.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    for (let last = false; ; last = true)
      try {
        const options = { execute, timeout: TIMEOUT_SECONDS };
        const found = await oidc.discovery(new URL(discoveryUrl), clientId, {}, oidc.None(), options);
        const metadata = found.serverMetadata();
        if (metadata.issuer !== issuer) throw new SignInRefused('UNTRUSTED', 'the issuer is another');
        return { ...metadata };
      } catch (error) {
        if (last || error instanceof SignInRefused) {
          this.log.warn(`the provider's description cannot be used: ${codeOf(error)}`);
          throw error instanceof SignInRefused ? error : new SignInRefused('PROVIDER_DOWN', codeOf(error));
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
  }
}
