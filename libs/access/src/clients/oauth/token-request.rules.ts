import { isUuid } from '#libs/kernel';
import { decodeJwt } from 'jose';
import { OAuthError } from './oauth-error.js';

/** How a client says who it is. */
export type Proof = { clientId: string } & ({ secret: string } | { assertion: string });

/** A token request that is well formed; whether it is granted is another matter. */
export interface TokenRequest {
  proof: Proof;
  scope: string | undefined;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LONGEST = 10_000;
const invalidRequest = (description: string) => new OAuthError('invalid_request', description);
/** One answer for everybody who cannot prove who they are. */
export const invalidClient = (): OAuthError => new OAuthError('invalid_client', 'Client authentication failed.');

/** Values of a form: each once, none empty; what we do not know is ignored (RFC 6749 section 3.2). */
const readForm = (body: unknown): ((name: string) => string | undefined) => {
  if (typeof body !== 'object' || body === null)
    throw invalidRequest('The body must be application/x-www-form-urlencoded.');
  const form = new Map(Object.entries(body));
  return (name) => {
    const value: unknown = form.get(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string' || value.length > LONGEST) throw invalidRequest(`${name} must be given once.`);
    return value;
  };
};

/** As a form encodes it: percent signs and plus for a space (RFC 6749 section 2.3.1). */
const decodePart = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/** Client id and secret of `Authorization: Basic`, read strictly. */
const readBasic = (header: string): { clientId: string; secret: string } => {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1] ?? '';
  const bytes = Buffer.from(encoded, 'base64');
  if (encoded.length > LONGEST || bytes.toString('base64') !== encoded) throw invalidClient();
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const colon = text.indexOf(':');
    if (colon < 1) throw invalidClient();
    return { clientId: decodePart(text.slice(0, colon)), secret: decodePart(text.slice(colon + 1)) };
  } catch {
    throw invalidClient();
  }
};

/** Who an assertion claims to be from; nothing of it is believed before its signature is checked. */
const claimedClient = (assertion: string): string => {
  try {
    return decodeJwt(assertion).sub ?? '';
  } catch {
    throw invalidClient();
  }
};

const readProof = (value: (name: string) => string | undefined, authorization: string | undefined): Proof => {
  const [id, secret, assertion] = [value('client_id'), value('client_secret'), value('client_assertion')];
  const ways = [authorization, secret, assertion].filter((way) => way !== undefined);
  if (ways.length > 1) throw invalidRequest('Authenticate the client in one way only.');
  if (assertion !== undefined) {
    if (value('client_assertion_type') !== ASSERTION_TYPE)
      throw invalidRequest(`client_assertion_type must be ${ASSERTION_TYPE}.`);
    const clientId = claimedClient(assertion);
    if (id !== undefined && id !== clientId) throw invalidClient();
    return { clientId, assertion };
  }
  if (authorization !== undefined) {
    const basic = readBasic(authorization);
    if (id !== undefined && id !== basic.clientId) throw invalidClient();
    return basic;
  }
  if (id === undefined || secret === undefined) throw invalidClient();
  return { clientId: id, secret };
};

/** Scopes as RFC 6749 section 3.3 writes them: words with one space between. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/;

/**
 * Reads a token request, without looking anything up.
 * @throws OAuthError
 */
export const readTokenRequest = (body: unknown, authorization: string | undefined): TokenRequest => {
  const value = readForm(body);
  const grant = value('grant_type');
  if (grant === undefined) throw invalidRequest('grant_type is missing.');
  if (grant !== 'client_credentials')
    throw new OAuthError('unsupported_grant_type', 'Only client_credentials is granted.');
  const proof = readProof(value, authorization);
  if (!isUuid(proof.clientId)) throw invalidClient();
  const scope = value('scope');
  if (scope !== undefined && !SCOPE.test(scope))
    throw new OAuthError('invalid_scope', 'Scopes are words with one space between.');
  return { proof: { ...proof, clientId: proof.clientId.toLowerCase() }, scope };
};
