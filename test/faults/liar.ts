import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** Something a bad server would do to what it delivers: hands on each message as it likes. */
export type Lie = (message: Message, send: (message: Message) => void) => void;

export interface Message {
  type: string;
  [field: string]: unknown;
}

export interface Liar {
  readonly url: string;
  close(): void;
}

/** What has to be done with the event that comes as number `nth`, and perhaps with the next one; the others go through. */
const atEvent = (nth: number, lie: Lie): Lie => {
  let count = 0;
  return (message, send) => {
    if (message.type === 'next' && ++count >= nth && count <= nth + 1) lie(message, send);
    else send(message);
  };
};

export const lies = {
  dropsAnEvent: () => {
    let dropped = false;
    return atEvent(5, (message, send) => {
      if (dropped) send(message);
      dropped = true;
    });
  },
  doublesAnEvent: () =>
    atEvent(5, (message, send) => {
      send(message);
      send(message);
    }),
  swapsTwoEvents: () => {
    let held: Message | undefined;
    return atEvent(5, (message, send) => {
      if (held) {
        send(message);
        send(held);
      } else held = message;
    });
  },
} satisfies Record<string, () => Lie>;

/** Takes whoever comes for somebody else, and so delivers what is theirs. */
export interface Mistaken {
  token: string;
}

/** A WebSocket proxy in front of a node that does not deliver what it gets. */
export const startLiar = async (target: string, lie: () => Lie, mistaken?: Mistaken): Promise<Liar> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (near) => {
    const far = new WebSocket(`${target.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const tell = lie();
    near.on('error', () => undefined).on('close', () => far.terminate());
    far.on('error', () => undefined).on('close', () => near.terminate());
    const pass = async (raw: Buffer) => {
      const message = JSON.parse(raw.toString()) as Message;
      if (message.type === 'connection_init' && mistaken)
        message.payload = { authorization: `Bearer ${mistaken.token}` };
      if (far.readyState === WebSocket.CONNECTING) await once(far, 'open').catch(() => undefined);
      if (far.readyState === WebSocket.OPEN) far.send(JSON.stringify(message));
    };
    near.on('message', (raw: Buffer) => void pass(raw));
    far.on('message', (raw: Buffer) =>
      tell(JSON.parse(raw.toString()) as Message, (message) => near.send(JSON.stringify(message))),
    );
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.clients.forEach((client) => client.terminate());
      server.close();
    },
  };
};
