import { socket, type Hostile, type Target } from './hostile.js';

type Act = Parameters<typeof socket>[1];
type Options = Parameters<typeof socket>[2];

const peer = (name: string, expected: string, act: Act, options?: Options): Hostile => ({
  name,
  expected,
  send: (target) => socket(target, act, options),
});
const frame = (name: string, expected: string, sent: unknown): Hostile =>
  peer(name, expected, (_peer, send) => send(sent));
const first = (name: string, expected: string, sent: unknown): Hostile =>
  peer(name, expected, (_peer, send) => send(sent), { greet: false });
const operation = (name: string, expected: string, query: string, variables?: object): Hostile =>
  frame(name, expected, { id: '1', type: 'subscribe', payload: { query, variables } });

/** A frame on the wire, as ws would never write it. */
const wire = (name: string, expected: string, sent: Buffer): Hostile =>
  peer(name, expected, (open) => (open as unknown as { _socket: { write(data: Buffer): void } })._socket.write(sent));
const masked = (firstByte: number, text: Buffer): Buffer =>
  Buffer.concat([Buffer.from([firstByte, 0x80 | text.length, 0, 0, 0, 0]), text]);

const opening = (name: string, options: Options): Hostile =>
  peer(name, '403', () => undefined, { greet: false, ...options });

/** What is said on a socket, or while it opens. */
export const sockets: Hostile[] = [
  first('no JSON', '4400', 'hello'),
  first('a number', '4400', '1'),
  first('a word of no protocol', '4400', { type: 'own' }),
  first('a word of the old protocol', '4400', { type: 'start', id: '1', payload: { query: '{ __typename }' } }),
  first('a list', '4400', '[]'),
  first('bytes that are no text', '4400', Buffer.from([1, 2, 3])),
  first('a question before a greeting', '4401', {
    id: '1',
    type: 'subscribe',
    payload: { query: '{ viewer { demo } }' },
  }),
  first('a greeting without a name', '4403', { type: 'connection_init' }),
  first('a greeting with a wrong token', '4403', {
    type: 'connection_init',
    payload: { authorization: 'Bearer nope' },
  }),
  first('a greeting with an object as token', '4403', {
    type: 'connection_init',
    payload: { authorization: { token: 1 } },
  }),
  frame('a second greeting', '4429', { type: 'connection_init' }),
  frame('a question without a question', '4400', { id: '1', type: 'subscribe', payload: {} }),
  frame('a question that is an object', '4400', { id: '1', type: 'subscribe', payload: { query: {} } }),
  frame('a question without a number', '4400', { type: 'subscribe', payload: { query: '{ viewer { demo } }' } }),
  frame('a frame that is too large', '1009', {
    id: '1',
    type: 'subscribe',
    payload: { query: `#${'x'.repeat(70_000)}` },
  }),
  {
    name: 'two questions under one number',
    expected: '4409',
    send: (target: Target) =>
      socket(target, (_peer, send) => {
        // One that stays open, however late the second comes.
        const query = `subscription { partnershipEvents(partnershipId: "${target.partnershipId}") { sequence } }`;
        for (const payload of [{ query }, { query }]) send({ id: '1', type: 'subscribe', payload });
      }),
  },
  {
    name: '51 streams',
    expected: 'error TOO_MANY_OPERATIONS',
    send: (target: Target) =>
      socket(target, (_peer, send) => {
        const query = `subscription { partnershipEvents(partnershipId: "${target.partnershipId}") { sequence } }`;
        for (let id = 0; id <= 50; id++) send({ id: String(id), type: 'subscribe', payload: { query } });
      }),
  },
  operation(
    'a walk in a circle',
    'error DOCUMENT_TOO_LARGE depth',
    `{ partnership(id: "x") ${'{ tasks { nodes { partnership '.repeat(10)} { id } ${'} } }'.repeat(10)} }`,
  ),
  operation(
    'pages of pages of pages',
    'error COST_TOO_HIGH',
    '{ partnerships(first: 100) { nodes { tasks(first: 100) { nodes { comments(first: 100) { nodes { id } } } } } } }',
  ),
  operation('3,000 words', 'error DOCUMENT_TOO_LARGE tokens', `{ ${'a '.repeat(3_000)} }`),
  operation('brackets', 'error DOCUMENT_TOO_LARGE brackets', '{'.repeat(30_000)),
  operation('10,000 ids', 'error DOCUMENT_TOO_LARGE values', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: Array(10_000).fill('x'),
  }),
  operation(
    'two streams in one',
    'error DOCUMENT_INVALID',
    'subscription { a: presence(partnershipId: "x") { people { id } } b: presence(partnershipId: "x") { people { id } } }',
  ),
  operation('an unknown field', 'error DOCUMENT_INVALID', 'subscription { secrets }'),
  operation(
    'a partnership that does not exist',
    'next NOT_FOUND',
    'subscription { partnershipEvents(partnershipId: "x") { sequence } }',
  ),
  {
    name: "a neighbour's stream",
    expected: 'next NOT_FOUND',
    send: (target) =>
      operation('', '', 'subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } }', {
        id: target.foreignId,
      }).send(target),
  },
  {
    name: 'a cursor of another history',
    expected: 'next RESYNC_REQUIRED',
    send: (target) =>
      operation('', '', 'subscription ($id: ID!) { partnershipEvents(partnershipId: $id, after: "x") { sequence } }', {
        id: target.partnershipId,
      }).send(target),
  },
  wire('a frame that is not masked', '1002', Buffer.from([0x81, 0x01, 0x61])),
  wire('bits that are reserved', '1002', masked(0xf1, Buffer.from('a'))),
  wire('an opcode of no meaning', '1002', masked(0x83, Buffer.from('a'))),
  wire('a ping in pieces', '1002', masked(0x09, Buffer.from('a'))),
  wire('letters that are no UTF-8', '1007', masked(0x81, Buffer.from([0xc3, 0x28]))),
  wire('the rest of nothing', '1002', masked(0x80, Buffer.from('a'))),
  opening('a page of another site', { origin: 'https://evil.example' }),
  opening('a page without an origin', { origin: 'null' }),
  opening('a page of another site that hides its origin', { headers: { 'sec-fetch-site': 'cross-site' } }),
  {
    name: 'another path',
    expected: '403',
    send: (target) =>
      socket({ ...target, socketUrl: target.socketUrl.replace('/graphql', '/admin') }, () => undefined, {
        greet: false,
      }),
  },
  peer('another protocol', 'Server sent no subprotocol', () => undefined, { greet: false, protocol: 'graphql-ws' }),
];
