import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Provider, type Configuration, type JWK } from 'oidc-provider';
import { failedPage } from './pages.js';
import type { Persona, Personas } from './personas.store.js';
import { languages } from './words.js';

/** Who the provider is, and whom it serves. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  /** Public key of Samenregie, as a JWK. */
  clientKey: Record<string, unknown>;
  /** Address people use for Samenregie, without a slash at the end. */
  publicUrl: string;
}

/** Where the person chooses who they are. */
export const PERSONAS_PATH = '/aanmelden';

/** Claims by scope, named as ACM/IDM names them. */
const claims = {
  openid: ['sub'],
  vo: ['vo_id', 'vo_orgcode', 'vo_orgnaam'],
  profile: ['given_name', 'family_name'],
  samenregie: ['samenregie_rol_3d'],
};

const claimsOf = ({ subject, displayName, organisation, organisationCode }: Persona) => {
  const [given = '', ...family] = displayName.split(' ');
  return {
    sub: subject,
    vo_id: subject,
    given_name: given,
    family_name: family.join(' '),
    // Somebody who works for several organisations comes without one, and chooses in Samenregie.
    ...(organisationCode && { vo_orgcode: organisationCode, vo_orgnaam: organisation }),
    samenregie_rol_3d: [organisationCode ? `SamenregieGebruiker:${organisationCode}` : 'SamenregieGebruiker'],
  };
};

const configuration = (
  { clientId, clientKey, publicUrl }: ProviderSettings,
  personas: Personas,
  key: JWK,
): Configuration => ({
  clients: [
    {
      client_id: clientId,
      client_name: 'Samenregie',
      redirect_uris: [`${publicUrl}/auth/callback`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: 'RS256',
      jwks: { keys: [clientKey] },
    },
  ],
  jwks: { keys: [key] },
  clientAuthMethods: ['private_key_jwt'],
  responseTypes: ['code'],
  scopes: Object.keys(claims),
  claims,
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `${PERSONAS_PATH}/${uid}` },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  ttl: { Session: 600, Interaction: 600, Grant: 600, AuthorizationCode: 60, AccessToken: 600, IdToken: 300 },
  // Nobody is asked whether Samenregie may know what it needs to know.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
    grant.addOIDCScope(Object.keys(claims).join(' '));
    await grant.save();
    return grant;
  },
  findAccount: async (_ctx, subject) => {
    const persona = await personas.bySubject(subject);
    return persona && { accountId: subject, claims: () => claimsOf(persona) };
  },
  renderError: (ctx, { error, error_description: description }, cause) => {
    const detail = (cause as { error_detail?: string }).error_detail;
    process.stderr.write(`${JSON.stringify({ level: 'warn', error, description, detail })}\n`);
    ctx.type = 'html';
    ctx.body = failedPage(ctx.acceptsLanguages(languages) || 'nl');
  },
});

/** An OpenID Connect provider for example people, with keys that nobody keeps. */
export const createProvider = async (settings: ProviderSettings, personas: Personas): Promise<Provider> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const key = {
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg: 'RS256',
    kid: randomBytes(6).toString('hex'),
  };
  return new Provider(settings.issuer, configuration(settings, personas, key));
};
