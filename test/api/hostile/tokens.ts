import { http, type Hostile } from './hostile.js';

const FORM = 'application/x-www-form-urlencoded';
const JWT = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const someone = '0190a6a4-0000-7000-8000-000000000000';
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = `${part({ alg: 'none' })}.${part({ sub: someone, iss: someone, aud: 'x', exp: 9_999_999_999 })}.`;
const asked = { grant_type: 'client_credentials', client_id: someone, client_secret: 'x' };

const form = (name: string, expected: string, fields: Record<string, string> | string, headers = {}): Hostile => ({
  name,
  expected,
  send: ({ url }) =>
    http(`${url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': FORM, ...headers },
      body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    }),
});

/** Requests for a token by somebody who should have none. */
export const tokens: Hostile[] = [
  form('a client nobody knows', '401 invalid_client', asked),
  form('a client without a name', '401 invalid_client', { grant_type: 'client_credentials' }),
  form('a name that is SQL', '401 invalid_client', { ...asked, client_id: "' or 1=1 --" }),
  form('a secret of 15,000 letters', '400 invalid_request', { ...asked, client_secret: 'x'.repeat(15_000) }),
  form(
    'two secrets',
    '400 invalid_request',
    'grant_type=client_credentials&client_id=a&client_secret=b&client_secret=c',
  ),
  form('two ways to say who one is', '400 invalid_request', asked, { authorization: 'Basic eDp5' }),
  form(
    'a basic header that is none',
    '401 invalid_client',
    { grant_type: 'client_credentials' },
    { authorization: 'Basic %%%' },
  ),
  form('an assertion nobody signed', '401 invalid_client', {
    grant_type: 'client_credentials',
    client_assertion_type: JWT,
    client_assertion: unsigned,
  }),
  form('an assertion that is none', '401 invalid_client', {
    grant_type: 'client_credentials',
    client_assertion_type: JWT,
    client_assertion: 'x.y.z',
  }),
  form('an assertion of another kind', '400 invalid_request', {
    grant_type: 'client_credentials',
    client_assertion_type: 'saml',
    client_assertion: unsigned,
  }),
  form('a password of a person', '400 unsupported_grant_type', {
    grant_type: 'password',
    username: 'officer',
    password: 'x',
  }),
  form('a code', '400 unsupported_grant_type', { grant_type: 'authorization_code', code: 'x' }),
  form('no grant', '400 invalid_request', { client_id: someone, client_secret: 'x' }),
  form('a body that is too large', '400 invalid_request', { ...asked, scope: 'x'.repeat(100_000) }),
  form('JSON', '400 invalid_request', JSON.stringify(asked), { 'content-type': 'application/json' }),
  form('a form from another site', '403 FORBIDDEN', asked, { 'sec-fetch-site': 'cross-site' }),
  {
    name: 'a question in the address',
    expected: '404',
    send: ({ url }) => http(`${url}/oauth/token?grant_type=client_credentials`, { method: 'GET' }),
  },
];
