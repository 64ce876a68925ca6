import { afterEach, describe, expect, it } from '@jest/globals';
import type { Server } from 'graphql-ws';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { link, type SocketExtra } from './socket-link.js';

const SILENCE_MS = 300;
const protocol = {
  opened: (socket: { onMessage: (handle: (text: string) => Promise<void>) => void }) => {
    socket.onMessage(async () => undefined);
    return async () => undefined;
  },
} as unknown as Server<SocketExtra>;

const servers: WebSocketServer[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A client of a real server; counts how often it was asked whether it is still there. */
const connect = async (answers: boolean) => {
  const server = new WebSocketServer({ port: 0 });
  servers.push(server);
  server.on('connection', (socket, request: IncomingMessage) =>
    link(protocol, { socket, cookie: undefined, address: '' }, request.socket, SILENCE_MS),
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong: answers });
  const seen = { client, pings: 0, closed: false };
  client.on('ping', () => seen.pings++).on('close', () => (seen.closed = true));
  await once(client, 'open');
  return seen;
};

describe('whether a client is still there', () => {
  it('is asked when it was silent, and an answer is enough', async () => {
    const silent = await connect(true);
    await sleep(SILENCE_MS * 5);
    expect(silent.pings).toBeGreaterThanOrEqual(2);
    expect(silent.closed).toBe(false);
    silent.client.terminate();
  });

  it('need not be asked while it says something', async () => {
    const talking = await connect(true);
    for (let nr = 0; nr < 40; nr++) {
      talking.client.send('{}');
      await sleep(SILENCE_MS / 10);
    }
    expect([talking.pings, talking.closed]).toEqual([0, false]);
    talking.client.terminate();
  });

  it('is denied when it does not answer', async () => {
    const dead = await connect(false);
    await Promise.race([once(dead.client, 'close'), sleep(SILENCE_MS * 40)]);
    expect([dead.pings, dead.closed]).toEqual([1, true]);
  });
});
