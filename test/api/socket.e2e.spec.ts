import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { PATIENCE_MS } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

let stage: Stage;
let token: string;
beforeAll(async () => {
  stage = await setStage();
  token = (await stage.as('officer')).token!;
});
afterAll(() => stage.close());

interface Frame {
  type: string;
  id?: string;
  payload?: unknown;
}

const connect = async (options: ClientOptions = {}, protocols: string | string[] = 'graphql-transport-ws') => {
  const socket = new WebSocket(stage.api.socketUrl, protocols, options);
  const frames: Frame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const send = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const until = async (fits: (frame: Frame) => boolean) => {
    for (const end = Date.now() + PATIENCE_MS; !frames.some(fits);) {
      if (Date.now() > end) throw new Error(`no such frame among ${JSON.stringify(frames)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return frames.find(fits)!;
  };
  await once(socket, 'open');
  return { socket, frames, closed, send, until };
};
const greeted = async (options?: ClientOptions) => {
  const peer = await connect(options);
  peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await peer.until(({ type }) => type === 'connection_ack');
  return peer;
};
const query = (text: string, variables?: object) => ({ query: text, variables });

describe('the socket', () => {
  it('closes with the code of the protocol', async () => {
    const rude = await connect();
    rude.send('geen JSON');
    expect(await rude.closed).toBe(4400);
    const hasty = await connect();
    hasty.send({ id: '1', type: 'subscribe', payload: query('{ viewer { demo } }') });
    expect(await hasty.closed).toBe(4401);
    const stranger = await connect();
    stranger.send({ type: 'connection_init', payload: { authorization: 'Bearer nope' } });
    expect(await stranger.closed).toBe(4403);
    const twice = await greeted();
    twice.send({ type: 'connection_init' });
    expect(await twice.closed).toBe(4429);
    const large = await greeted();
    large.send({ id: '1', type: 'subscribe', payload: query(`{ viewer { demo } } # ${'x'.repeat(70_000)}`) });
    expect(await large.closed).toBe(1009);
    const other = await connect({}, []);
    expect(await other.closed).toBe(4406);
    const doubled = await greeted();
    const stream = query('subscription ($id: ID!) { presence(partnershipId: $id) { people { id } } }', {
      id: stage.partnershipId,
    });
    for (const _ of [1, 2]) doubled.send({ id: '1', type: 'subscribe', payload: stream });
    expect(await doubled.closed).toBe(4409);
  });

  it('waits five seconds for a greeting', async () => {
    const silent = await connect();
    expect(await silent.closed).toBe(4408);
  }, 15_000);

  it('is closed by no document, however bad: each is refused by its number, and the next is answered', async () => {
    const peer = await greeted();
    const bad = [
      query('{'),
      query(''),
      query('{ nonsense }'),
      query('query A { viewer { demo } } query B { viewer { demo } }'),
      { ...query('query A { viewer { demo } }'), operationName: 'B' },
      query('subscription { a: nonsense }'),
      query('subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } }', { id: null }),
      query('subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } viewer { demo } }', {}),
      query('query ($n: Int!) { partnerships(first: $n) { nodes { id } } }', { n: 'veel' }),
      query('mutation { createTask { task { id } } }'),
      query('fragment F on Query { viewer { demo } }'),
      query('{ viewer { ...F } } fragment F on Viewer { ...F }'),
      query(`{ viewer ${'{ demo '.repeat(60)}${'}'.repeat(60)} }`),
    ];
    for (const [index, payload] of bad.entries()) peer.send({ id: `bad ${index}`, type: 'subscribe', payload });
    for (const index of bad.keys()) {
      const { payload } = await peer.until(({ id, type }) => id === `bad ${index}` && type === 'error');
      expect(payload).toMatchObject([{ extensions: { code: expect.stringMatching(/^[A-Z_]+$/) } }]);
    }
    peer.send({ id: 'good', type: 'subscribe', payload: query('{ viewer { demo } }') });
    await peer.until(({ id, type }) => id === 'good' && type === 'complete');
    expect(peer.socket.readyState).toBe(WebSocket.OPEN);
    peer.socket.close();
  });

  it('compresses nothing: what is in a frame is not to be guessed from its length', async () => {
    const peer = await connect({ perMessageDeflate: true });
    expect(peer.socket.extensions).toBe('');
    peer.socket.close();
  });

  it('answers queries and mutations too, under the same limits', async () => {
    const peer = await greeted();
    peer.send({ id: 'a', type: 'subscribe', payload: query('{ viewer { demo } }') });
    expect((await peer.until(({ id, type }) => id === 'a' && type === 'next')).payload).toEqual({
      data: { viewer: { demo: true } },
    });
    peer.send({ id: 'b', type: 'subscribe', payload: query(`{ ${'a '.repeat(3_000)} }`) });
    const refused = await peer.until(({ id, type }) => id === 'b' && type === 'error');
    expect(refused.payload).toMatchObject([{ extensions: { code: 'DOCUMENT_TOO_LARGE' } }]);
    peer.send({ id: 'c', type: 'subscribe', payload: query('{ partnership(id: "x") { id } }') });
    await peer.until(({ id, type }) => id === 'c' && type === 'complete');
    peer.socket.close();
  });

  it('carries a bounded number of operations', async () => {
    const peer = await greeted();
    const stream = query('subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } }', {
      id: stage.partnershipId,
    });
    for (let index = 0; index <= 50; index++) peer.send({ id: String(index), type: 'subscribe', payload: stream });
    const refused = await peer.until(({ type }) => type === 'error');
    expect(refused).toMatchObject({ id: '50', payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }] });
    peer.socket.close();
  });

  it('is not opened for a page of another site, or without the protocol', async () => {
    await expect(connect({ origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(connect({}, 'graphql-ws')).rejects.toThrow();
    const own = await connect({ origin: stage.api.url });
    own.socket.close();
  });

  it('takes the session from the cookie, and closes when the session ends', async () => {
    const signIn = await fetch(`${stage.api.url}/auth/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"persona":"member"}',
    });
    const [setCookie] = signIn.headers.getSetCookie();
    expect(setCookie).toMatch(/^__Host-samenregie=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax/i);
    const cookie = setCookie!.split(';')[0]!;
    const peer = await connect({ headers: { cookie } });
    peer.send({ type: 'connection_init' });
    await peer.until(({ type }) => type === 'connection_ack');
    const stream = query('subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } }', {
      id: stage.partnershipId,
    });
    peer.send({ id: '1', type: 'subscribe', payload: stream });
    await fetch(`${stage.api.url}/auth/sign-out`, { method: 'POST', headers: { cookie } });
    expect(await peer.closed).toBe(4401);
  });
});
