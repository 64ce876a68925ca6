import { ask, bytes, http, type Hostile, type Target } from './hostile.js';

const QUERY = '{ viewer { demo } }';
const JSON_TYPE = 'application/json';

const body = (
  name: string,
  sent: BodyInit | null,
  expected: string,
  headers: Record<string, string> = {},
): Hostile => ({
  name,
  expected,
  send: ({ url, token }) =>
    http(`${url}/graphql`, {
      method: 'POST',
      body: sent,
      headers: {
        'content-type': JSON_TYPE,
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${token}`,
        ...headers,
      },
    }),
});
const form = new FormData();
form.set('operations', JSON.stringify({ query: QUERY }));

/** Bodies that are no request. */
export const bodies: Hostile[] = [
  body('a batch of two', `[{"query":"${QUERY}"},{"query":"${QUERY}"}]`, '400 DOCUMENT_INVALID'),
  body('a batch of a thousand', JSON.stringify(Array(1_000).fill({ query: QUERY })), '400 DOCUMENT_INVALID'),
  body('an empty batch', '[]', '400 DOCUMENT_INVALID'),
  body('two requests on two lines', `{"query":"${QUERY}"}\n{"query":"${QUERY}"}`, '400'),
  body('a body that is too large', JSON.stringify({ query: 'x'.repeat(300_000) }), '413'),
  body('no JSON', '{', '400'),
  body('no body', null, '400'),
  body('null', 'null', '400 DOCUMENT_INVALID'),
  body('a number', '123', '400 DOCUMENT_INVALID'),
  body('a text', '"{ viewer { demo } }"', '400 DOCUMENT_INVALID'),
  body('120,000 brackets', '['.repeat(120_000), '400'),
  body('a list 60,000 deep', `${'['.repeat(60_000)}${']'.repeat(60_000)}`, '400 DOCUMENT_INVALID'),
  body(
    'variables 60,000 deep',
    `{"query":"${QUERY}","variables":{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`,
    '400 DOCUMENT_TOO_LARGE nesting',
  ),
  body('a prototype', `{"query":"${QUERY}","__proto__":{"admin":true}}`, '400'),
  body('a prototype further down', `{"query":"${QUERY}","variables":{"a":{"__proto__":{"admin":true}}}}`, '400'),
  body(
    'a constructor with a prototype',
    `{"query":"${QUERY}","variables":{"constructor":{"prototype":{"admin":true}}}}`,
    '400',
  ),
  body('a query that is an object', '{"query":{"a":1}}', '400 DOCUMENT_INVALID'),
  body('a query that is a list', '{"query":["{ viewer { demo } }"]}', '400 DOCUMENT_INVALID'),
  body('variables that are a text', `{"query":"${QUERY}","variables":"{}"}`, '400 DOCUMENT_INVALID'),
  body('variables that are a list', `{"query":"${QUERY}","variables":[]}`, '400 DOCUMENT_INVALID'),
  body('an operation name that is an object', `{"query":"${QUERY}","operationName":{}}`, '400 DOCUMENT_INVALID'),
  body('extensions that are a text', `{"query":"${QUERY}","extensions":"x"}`, '400 DOCUMENT_INVALID'),
  body(
    'the name of a persisted query',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
    '400 DOCUMENT_INVALID',
  ),
  body('letters that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), '400'),
  body('a compressed body', Buffer.from('1f8b0800', 'hex'), '400', { 'content-encoding': 'gzip' }),
  body('another alphabet', `{"query":"${QUERY}"}`, '415', { 'content-type': 'application/json; charset=utf-16' }),
  body('a type nobody accepts', `{"query":"${QUERY}"}`, '406', { accept: 'text/html' }),
];

/** What a page of another site, or a form, can make a browser send with our cookie. */
const crossSite = (
  name: string,
  expected: string,
  init: (target: Target) => RequestInit,
  path = '/graphql',
): Hostile => ({
  name,
  expected,
  send: (target) => {
    const { headers, ...rest } = init(target);
    return http(target.url + path, {
      method: 'POST',
      ...rest,
      headers: { cookie: target.cookie, ...(headers as Record<string, string>) },
    });
  },
});
const mutation = JSON.stringify({
  query: 'mutation { addTaskComment(input: { taskId: "x", body: "x" }) { comment { id } } }',
});
const typed = (type: string) => () => ({ headers: { 'content-type': type }, body: mutation });

export const forgeries: Hostile[] = [
  crossSite('plain text', '415', typed('text/plain')),
  crossSite('plain text that says JSON', '415', typed('text/plain; application/json')),
  crossSite('a form', '415', typed('application/x-www-form-urlencoded')),
  crossSite('a form with a file', '415', () => ({ body: form })),
  crossSite('the type of a document', '415', typed('application/graphql')),
  crossSite('XML', '415', typed('application/xml')),
  crossSite('no type at all', '415', () => ({ headers: { 'content-type': '' }, body: mutation })),
  crossSite('JSON from another site', '403 FORBIDDEN', () => ({
    headers: { 'content-type': JSON_TYPE, 'sec-fetch-site': 'cross-site' },
    body: mutation,
  })),
  crossSite('JSON from a neighbour', '403 FORBIDDEN', () => ({
    headers: { 'content-type': JSON_TYPE, 'sec-fetch-site': 'same-site' },
    body: mutation,
  })),
  crossSite('JSON from another origin', '403 FORBIDDEN', () => ({
    headers: { 'content-type': JSON_TYPE, origin: 'https://evil.example' },
    body: mutation,
  })),
  crossSite('JSON from a page without an origin', '403 FORBIDDEN', () => ({
    headers: { 'content-type': JSON_TYPE, origin: 'null' },
    body: mutation,
  })),
  crossSite('another port of this host', '403 FORBIDDEN', () => ({
    headers: { 'content-type': JSON_TYPE, origin: 'http://127.0.0.1:1' },
    body: mutation,
  })),
  crossSite(
    'signing in from another site',
    '403 FORBIDDEN',
    () => ({ headers: { 'content-type': JSON_TYPE, 'sec-fetch-site': 'cross-site' }, body: '{"persona":"officer"}' }),
    '/auth/demo',
  ),
  crossSite(
    'signing out from another site',
    '403 FORBIDDEN',
    () => ({ headers: { 'sec-fetch-site': 'cross-site' } }),
    '/auth/sign-out',
  ),
  crossSite('the question before a request from another site', '404', () => ({
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  })),
  crossSite('a query in the address', '405', () => ({ method: 'GET' }), `/graphql?query=${encodeURIComponent(QUERY)}`),
  crossSite('a change in the address', '405', () => ({ method: 'GET' }), '/graphql?query=mutation%7B__typename%7D'),
  crossSite(
    'a persisted query in the address',
    '405',
    () => ({ method: 'GET' }),
    '/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22a%22%7D%7D',
  ),
  crossSite(
    'a query and the name of a persisted one',
    '405',
    () => ({ method: 'GET' }),
    '/graphql?query=%7B__typename%7D&extensions=%7B%7D',
  ),
  crossSite(
    'two queries in the address',
    '405',
    () => ({ method: 'GET' }),
    '/graphql?query=%7B__typename%7D&query=%7B__typename%7D',
  ),
  crossSite('PUT', '404', () => ({ method: 'PUT', headers: { 'content-type': JSON_TYPE }, body: mutation })),
  crossSite('DELETE', '404', () => ({ method: 'DELETE' })),
  crossSite(
    'a method in a header',
    '405',
    () => ({ method: 'GET', headers: { 'x-http-method-override': 'POST' } }),
    '/graphql',
  ),
];

const raw = (name: string, sent: string | Buffer, expected: string): Hostile => ({
  name,
  expected,
  send: ({ url }) => bytes(url, sent),
});
const head = (line: string, ...headers: string[]) => `${[line, 'Host: x', ...headers].join('\r\n')}\r\n\r\n`;
const get = (path: string) => head(`GET ${path} HTTP/1.1`, 'Connection: close');

/** What is no HTTP, or HTTP meant to be read in two ways. */
export const wire: Hostile[] = [
  raw('the greeting of TLS', Buffer.from('16030100a5010000a10303', 'hex'), '400'),
  raw('noise', Buffer.from(Array.from({ length: 2_000 }, (_, index) => (index * 37) % 256)), '400'),
  raw('a tab for a space', 'GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n', '400'),
  raw('HTTP of the future', head('GET / HTTP/9.9'), '400'),
  raw('a method that does not exist', head('OWN / HTTP/1.1'), '400'),
  raw('an echo of what was sent', head('TRACE / HTTP/1.1'), '404'),
  raw('a tunnel', head('CONNECT evil.example:443 HTTP/1.1'), 'closed'),
  raw('no host', 'GET / HTTP/1.1\r\n\r\n', '400'),
  raw('a header of 100,000 letters', head('GET / HTTP/1.1', `X: ${'x'.repeat(100_000)}`), '431'),
  raw(
    '5,000 headers',
    head('GET / HTTP/1.1', ...Array.from({ length: 5_000 }, (_, index) => `X-${String(index)}: 1`)),
    '431',
  ),
  raw('an address of 100,000 letters', get(`/${'x'.repeat(100_000)}`), '431'),
  raw(
    'a length and chunks',
    head('POST /graphql HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
    '400',
  ),
  raw('two lengths', head('POST /graphql HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6') + 'hello', '400'),
  raw('a length below nothing', head('POST /graphql HTTP/1.1', 'Content-Length: -1'), '400'),
  raw('a length that is no number', head('POST /graphql HTTP/1.1', 'Content-Length: 0x10'), '400'),
  raw(
    'a length of a terabyte',
    head('POST /graphql HTTP/1.1', `Content-Type: ${JSON_TYPE}`, 'Content-Length: 1099511627776'),
    '413',
  ),
  raw(
    'an encoding that hides chunks',
    head('POST /graphql HTTP/1.1', 'Transfer-Encoding: xchunked', `Content-Type: ${JSON_TYPE}`),
    '400',
  ),
  raw(
    'a chunk larger than any number',
    head('POST /graphql HTTP/1.1', 'Transfer-Encoding: chunked', `Content-Type: ${JSON_TYPE}`) +
      'ffffffffffffffffff\r\n',
    '400',
  ),
  raw(
    'a chunk of no size',
    head('POST /graphql HTTP/1.1', 'Transfer-Encoding: chunked', `Content-Type: ${JSON_TYPE}`) + 'zz\r\n',
    '400',
  ),
  raw('a space before the colon', head('GET / HTTP/1.1', 'Transfer-Encoding : chunked'), '400'),
  raw('a zero byte in a header', head('GET / HTTP/1.1', 'X: a\u0000b'), '400'),
  raw('a line feed alone between headers', 'GET /livez HTTP/1.1\nHost: x\n\n', '400'),
  raw(
    'an expectation nobody can meet',
    head('POST /graphql HTTP/1.1', 'Expect: the-unexpected', 'Content-Length: 0'),
    '417',
  ),
  raw('an upgrade to something else', head('GET / HTTP/1.1', 'Connection: Upgrade', 'Upgrade: h2c'), '403'),
  raw(
    'a socket of version 99',
    head(
      'GET /graphql HTTP/1.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 99',
    ),
    '400',
  ),
  raw(
    'a socket without a key',
    head('GET /graphql HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'),
    '400',
  ),
  raw('a path out of the folder', get('/../../../../etc/passwd'), '404'),
  raw('the same, written otherwise', get('/assets/..%2f..%2f..%2f..%2fetc%2fpasswd'), '404'),
  raw('the same, with backslashes', get('/assets/..\\..\\package.json'), '404'),
  raw('a zero byte in the address', get('/assets/%00.js'), '404'),
  raw('half a letter in the address', get('/assets/%c0%ae%c0%ae/package.json'), '400'),
  raw('an escape that is none', get('/assets/%zz'), '400'),
];

/** What a stranger must not learn of a server in production. */
const asked = (name: string, query: string, expected: string, token?: string): Hostile => ({
  name,
  expected,
  send: ({ url }) => ask(url, { query }, token),
});
const found = (path: string, expected = '404'): Hostile => ({
  name: `the file ${path}`,
  expected,
  send: ({ url }) => http(url + path, { method: 'GET' }),
});

export const curiosity: Hostile[] = [
  asked('the schema', '{ __schema { types { name } } }', '400 DOCUMENT_INVALID'),
  asked('one type of it', '{ __type(name: "Query") { fields { name } } }', '400 DOCUMENT_INVALID'),
  asked('the schema under another name', '{ a: __schema { queryType { name } } }', '400 DOCUMENT_INVALID'),
  asked(
    'the schema in a fragment',
    '{ ...F } fragment F on Query { __schema { queryType { name } } }',
    '400 DOCUMENT_INVALID',
  ),
  asked('a field nearly right', '{ partnership { id } }', '400 DOCUMENT_INVALID'),
  asked('all partnerships', '{ partnerships { totalCount } }', '200 UNAUTHENTICATED'),
  asked('any object', '{ node(id: "x") { id } }', '200 UNAUTHENTICATED'),
  asked(
    'a change',
    'mutation { addTaskComment(input: { taskId: "x", body: "x" }) { comment { id } } }',
    '200 UNAUTHENTICATED',
  ),
  asked('a token of no kind', '{ partnerships { totalCount } }', '200 UNAUTHENTICATED', 'x'),
  asked('a token of 43 letters', '{ partnerships { totalCount } }', '200 UNAUTHENTICATED', 'A'.repeat(43)),
  asked(
    'a token signed by nobody',
    '{ partnerships { totalCount } }',
    '200 UNAUTHENTICATED',
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJvZmZpY2VyIn0.',
  ),
  ...[
    '/.env',
    '/.git/config',
    '/package.json',
    '/server-status',
    '/metrics',
    '/debug/pprof',
    '/actuator/env',
    '/graphiql',
    '/playground',
    '/assets/index.js.map',
  ].map((path) => found(path)),
  found('/auth/personas', '404 NOT_FOUND'),
  found('/auth/outbox', '404 NOT_FOUND'),
  found('/audit/export', '401 UNAUTHENTICATED'),
  found('/requests/file?id=x&id=y&format=pdf', '401 UNAUTHENTICATED'),
  found('/requests/export?partnershipId=x&partnershipId=y&format=xlsx', '401 UNAUTHENTICATED'),
  found('/.well-known/security.txt'),
  {
    name: 'signing in as an example person',
    expected: '404 NOT_FOUND',
    send: ({ url }) =>
      http(`${url}/auth/demo`, {
        method: 'POST',
        headers: { 'content-type': JSON_TYPE },
        body: '{"persona":"officer"}',
      }),
  },
];
