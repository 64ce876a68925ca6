import { http, type Hostile } from './hostile.js';

const unknown = 'A'.repeat(43);

const call = (name: string, path: string, body: unknown, expected: string, headers: object = {}): Hostile => ({
  name,
  expected,
  send: ({ url }) =>
    http(`${url}/answer/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
});

/** Attempts to answer, or to read, as somebody without an account and without a link. */
export const guests: Hostile[] = [
  call('a link nobody got', 'code', { link: unknown }, '404 ANSWER_LINK_OVER'),
  call('a link that is SQL', 'code', { link: "' or 1=1 --" }, '404 ANSWER_LINK_OVER'),
  call('a link of 10,000 letters', 'code', { link: 'x'.repeat(10_000) }, '400 INVALID_INPUT TOO_LONG'),
  call('a link that is a list', 'code', { link: [unknown] }, '400 INVALID_INPUT NOT_A_TEXT'),
  call('no link', 'look', {}, '401 ANSWER_SESSION_OVER'),
  call('a body that is a list', 'look', [], '400 INVALID_INPUT NOT_AN_OBJECT'),
  call('a body that is no JSON', 'look', '{', '400 Bad Request'),
  call('a form', 'look', 'link=x', '415 Unsupported Media Type', {
    'content-type': 'application/x-www-form-urlencoded',
  }),
  call('a code for a link nobody got', 'enter', { link: unknown, code: '12345678' }, '404 ANSWER_LINK_OVER'),
  call('a code that is a pattern', 'enter', { link: unknown, code: '%' }, '400 ANSWER_CODE_WRONG'),
  call('a code that is an object', 'enter', { link: unknown, code: { $ne: '' } }, '400 INVALID_INPUT NOT_A_TEXT'),
  call('reading without a session', 'look', { link: unknown }, '401 ANSWER_SESSION_OVER'),
  call('a session somebody made up', 'look', { link: unknown }, '401 ANSWER_SESSION_OVER', {
    cookie: `__Host-samenregie-answer=${unknown}`,
  }),
  call('answering without a session', 'send', { link: unknown, choice: 'CAN' }, '401 ANSWER_SESSION_OVER'),
  call('answering from another site', 'send', { link: unknown, choice: 'CAN' }, '403 FORBIDDEN', {
    'sec-fetch-site': 'cross-site',
  }),
  call(
    'a question passed on without a session',
    'pass-on',
    { link: unknown, email: 'a@b.example' },
    '401 ANSWER_SESSION_OVER',
  ),
  {
    name: 'the session of a colleague',
    expected: '401 ANSWER_SESSION_OVER',
    send: ({ url, cookie }) =>
      http(`${url}/answer/look`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ link: unknown }),
      }),
  },
  {
    name: 'a request by GET',
    expected: '404',
    send: ({ url }) => http(`${url}/answer/look?link=${unknown}`, { headers: { accept: 'application/json' } }),
  },
];
