import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { Rendered } from './rendered.js';

let server: WebSocketServer;
let client: WebSocket;
let raw: Socket;
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (_socket, request) => (raw = request.socket));
  await once(server, 'listening');
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(client, 'open');
});
afterAll(() => {
  client.terminate();
  server.close();
});

const read = async (frame: Buffer): Promise<unknown> => {
  const arrived = once(client, 'message') as Promise<[Buffer]>;
  raw.write(frame);
  return JSON.parse((await arrived)[0].toString('utf8')) as unknown;
};

describe('a rendered result', () => {
  it.each([1, 100, 126, 60_000, 70_000])('is one frame that a client reads, with %i bytes of payload', async (size) => {
    const payload = { data: { text: 'é'.repeat(size / 2) } };
    const rendered = new Rendered(JSON.stringify(payload));
    for (const id of ['1', 'a0c4-long-id', 'één "vreemde" \\ id', '2'])
      expect(await read(rendered.frame(JSON.stringify(id)))).toEqual({ id, type: 'next', payload });
  });

  it('gives every subscriber bytes of their own', () => {
    const rendered = new Rendered('{}');
    const [one, two] = [rendered.frame('"1"'), rendered.frame('"2"')];
    expect(one.equals(two)).toBe(false);
    expect(one.toString('latin1')).toContain('{"id":"1","type":"next","payload":{}}');
  });
});
