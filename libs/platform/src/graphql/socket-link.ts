import { Logger } from '@nestjs/common';
import { CloseCode, type Server } from 'graphql-ws';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { describeBug } from './describe-bug.js';
import { errorCode } from './format-error.js';
import { cutOff, isClogged } from './delivery/socket-subscriber.js';

/** What the protocol library hands back with everything about a socket. */
export interface SocketExtra {
  readonly socket: WebSocket;
  /** Of the request that opened it. */
  readonly cookie: string | undefined;
  /** From where it was opened. */
  readonly address: string;
}

/** How long a client may be silent before it is asked whether it is still there, and then again before it counts as gone. */
const SILENCE_MS = 15_000;
/** Close code of RFC 6455's registry for a server that cannot serve now. */
const TRY_AGAIN_LATER = 1013;
const log = new Logger('socket');

/**
 * Lets the protocol library speak over one socket. What it writes to a client that does not read is kept for the client, but
 * not without end; a write that fails is no error of ours, since the client is gone.
 */
export const link = (
  server: Server<SocketExtra>,
  extra: SocketExtra,
  connection: Duplex,
  silenceMs = SILENCE_MS,
): void => {
  const { socket } = extra;
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve) => {
          if (isClogged(connection)) cutOff(socket);
          if (socket.readyState === WebSocket.OPEN) socket.send(text, () => resolve());
          else resolve();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        socket.on('message', (data: Buffer) => {
          handle(data.toString()).catch((error: unknown) => {
            // Who greets while the database is away comes again: only a bug is told as one.
            const away = errorCode(error) === 'UNAVAILABLE';
            if (away) log.warn('database out of reach');
            else log.error(describeBug(error));
            socket.close(
              away ? TRY_AGAIN_LATER : CloseCode.InternalServerError,
              away ? 'Try again later' : 'Internal server error',
            );
          });
        }),
    },
    extra,
  );
  let heard = true;
  let asked = false;
  const heartbeat = setInterval(() => {
    if (!heard && asked) return socket.terminate();
    asked = !heard;
    if (asked) socket.ping();
    heard = false;
  }, silenceMs);
  for (const sign of ['message', 'ping', 'pong'] as const) socket.on(sign, () => (heard = true));
  // Pongs are written too, and nobody asks us before.
  socket.on('ping', () => isClogged(connection) && cutOff(socket));
  // What is wrong with frames is told by a close code.
  socket.on('error', () => undefined);
  socket.once('close', (code, reason) => {
    clearInterval(heartbeat);
    void closed(code, reason.toString());
  });
};
