import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import type { ApiProcess } from '../support/servers.js';
import { documents } from './hostile/documents.js';
import { guests } from './hostile/guests.js';
import type { Hostile, Target } from './hostile/hostile.js';
import { bodies, curiosity, forgeries, wire } from './hostile/requests.js';
import { sockets } from './hostile/sockets.js';
import { tokens } from './hostile/tokens.js';
import { ids, variables } from './hostile/variables.js';

const groups: Record<string, Hostile[]> = {
  documents,
  variables,
  ids,
  bodies,
  forgeries,
  wire,
  sockets,
  tokens,
  guests,
};

let stage: Stage;
let production: ApiProcess;
let target: Target;
beforeAll(async () => {
  stage = await setStage();
  production = await stage.another({ demo: false, env: { NODE_ENV: 'production' } });
  const [officer, outsider] = [await stage.as('officer'), await stage.as('outsider')];
  const signIn = await fetch(`${stage.api.url}/auth/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"persona":"officer"}',
  });
  const { createTask } = await officer.get<{ createTask: { task: { id: string } } }>(
    'mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }',
    { input: { partnershipId: stage.partnershipId, title: 'Blijft staan' } },
  );
  const { partnerships } = await outsider.get<{ partnerships: { nodes: { id: string }[] } }>(
    '{ partnerships { nodes { id } } }',
  );
  target = {
    url: stage.api.url,
    socketUrl: stage.api.socketUrl,
    token: officer.token!,
    cookie: signIn.headers.getSetCookie()[0]!.split(';')[0]!,
    partnershipId: stage.partnershipId,
    foreignId: partnerships.nodes[0]!.id,
    taskId: createTask.task.id,
  };
}, 90_000);
afterAll(() => stage.close());

const alive = async ({ url, pid }: ApiProcess): Promise<void> => {
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await new Client(url).get('{ viewer { demo } }')).toEqual({ viewer: null });
  // The same process: it did not end and start again.
  expect(() => process.kill(pid, 0)).not.toThrow();
};

it('is a list of more than a hundred, each with a name of its own', () => {
  const all = [...Object.values(groups).flat(), ...curiosity];
  expect(all.length).toBeGreaterThan(150);
  for (const group of Object.values(groups)) expect(new Set(group.map(({ name }) => name)).size).toBe(group.length);
  // Nothing counts as refused that broke the server, or that was answered.
  expect(all.filter(({ expected }) => /\b5\d\d\b|ANSWERED|INTERNAL|UNAVAILABLE/.test(expected))).toEqual([]);
});

describe.each(Object.entries(groups))('hostile %s', (_group, items) => {
  it.each(items.map((item) => [item.name, item.expected, item] as const))(
    '%s: %s',
    async (_name, expected, { send }) => {
      expect(await send(target)).toBe(expected);
    },
  );

  it('leave the server as it was', async () => {
    await alive(stage.api);
    const officer = new Client(target.url, target.token);
    const query = 'query ($id: ID!) { node(id: $id) { ... on CoordinationTask { title version commentCount } } }';
    expect(await officer.get(query, { id: target.taskId })).toEqual({
      node: { title: 'Blijft staan', version: 1, commentCount: 0 },
    });
  });
});

describe('a curious stranger, in production,', () => {
  it.each(curiosity.map((item) => [item.name, item.expected, item] as const))(
    'asks for %s: %s',
    async (_name, expected, { send }) => {
      expect(await send({ ...target, url: production.url })).toBe(expected);
    },
  );

  it.each([
    ['a field', '{ viewr { demo } }'],
    ['an argument', '{ partnership(ix: "x") { id } }'],
    ['a type', '{ ... on Qeury { __typename } }'],
    ['a value', '{ actors(governmentLevel: FEDERL) { totalCount } }'],
  ])('gets no help with the name of %s, which somebody who is signed in does', async (_what, query) => {
    const detail = async (url: string, token?: string) =>
      String((await new Client(url, token).refusal(query)).extensions.args.detail);
    expect(await detail(production.url)).not.toContain('Did you mean');
    expect(await detail(production.url, target.token)).toMatch(/Did you mean|Unknown argument/);
  });

  it('may ask of which type the root is, and somebody who is signed in for the schema', async () => {
    expect(await new Client(production.url).get('{ __typename }')).toEqual({ __typename: 'Query' });
    expect(await new Client(production.url, target.token).get('{ __schema { queryType { name } } }')).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
  });

  it('leaves the server as it was', () => alive(production));
});

describe('clients that never finish', () => {
  const open: Socket[] = [];
  afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));

  it('hold nobody up', async () => {
    const { hostname, port } = new URL(target.url);
    const beginnings = [
      'GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n1\r\n{',
      'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
    ];
    for (let index = 0; index < 200; index++) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(beginnings[index % beginnings.length]!);
      open.push(socket);
    }
    await alive(stage.api);
  });
});
