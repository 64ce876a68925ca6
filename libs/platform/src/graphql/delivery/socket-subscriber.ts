import type { Duplex, Writable } from 'node:stream';
import { WebSocket } from 'ws';
import type { Identity } from '../../database/scope.js';
import { limits } from '../../limits/limits.js';
import type { SentError } from '../format-error.js';
import type { Rendered } from './rendered.js';
import type { Delivery, Subscriber } from './subscriber.js';

/** Close code for a reader that was cut off because it did not read: come back, and go on from the cursor. */
export const RESYNC_CLOSE = 4440;

/** Whether a client left so much unread that nothing more is kept for it. */
export const isClogged = (connection: Duplex): boolean => connection.writableLength > limits.socket.queuedBytes;

/** Closes the socket of a client that does not read, with the sign to come back and go on from its cursor. */
export const cutOff = (socket: WebSocket): void => {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.close(RESYNC_CLOSE, 'Resync');
  // The goodbye stands behind what it did not read so far.
  setTimeout(() => socket.terminate(), limits.socket.readOnMs).unref();
};

/** Resolves once little is left to read, or nobody reads any more. */
export const drained = async (stream: Writable): Promise<void> => {
  while (!stream.destroyed && stream.writableLength > limits.socket.queuedBytes / 4)
    await new Promise<void>((resolve) => {
      const done = () => {
        stream.off('drain', done).off('close', done);
        resolve();
      };
      stream.on('drain', done).on('close', done);
    });
};

type Step = IteratorResult<{ errors: readonly SentError[] }>;

/**
 * A subscription on a WebSocket. Results are written as whole frames straight to the connection under the socket, where
 * they cannot fall between the parts of another frame: the server sends no fragments and compresses nothing. What the
 * protocol library sees is a stream that never gives anything, and ends.
 */
export class SocketSubscriber implements Subscriber {
  private readonly id: string;
  private delivery?: Delivery;
  private reason?: SentError;
  private over = false;
  private wake: () => void = () => undefined;

  constructor(
    id: string,
    private readonly socket: WebSocket,
    private readonly connection: Duplex,
    readonly identity: () => Identity,
    readonly renewed: (maximumAgeMs?: number) => Promise<Identity>,
  ) {
    this.id = JSON.stringify(id);
  }

  send(result: Rendered): boolean {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    if (isClogged(this.connection)) {
      cutOff(this.socket);
      return false;
    }
    this.connection.write(result.frame(this.id));
    return true;
  }

  beat(cursor: string): void {
    if (this.socket.readyState === WebSocket.OPEN)
      this.socket.send(`{"type":"ping","payload":{"id":${this.id},"cursor":${JSON.stringify(cursor)}}}`);
  }

  drained(): Promise<void> {
    return drained(this.connection);
  }

  end(reason?: SentError): void {
    this.over = true;
    this.reason = reason;
    this.wake();
  }

  /** The stream the protocol library waits for: at most the reason it ended. */
  stream(delivery: Delivery): AsyncGenerator<{ errors: readonly SentError[] }> {
    this.delivery = delivery;
    const next = async (): Promise<Step> => {
      if (!this.over) await new Promise<void>((resolve) => (this.wake = resolve));
      const { reason } = this;
      this.reason = undefined;
      return reason ? { done: false, value: { errors: [reason] } } : { done: true, value: undefined };
    };
    const close = async (): Promise<Step> => {
      this.end();
      this.delivery?.close();
      return { done: true, value: undefined };
    };
    const stream = {
      ...{ next, return: close, throw: close },
      [Symbol.asyncIterator]: () => stream as never,
      // The library ends only what calls itself a generator.
      [Symbol.toStringTag]: 'AsyncGenerator',
    };
    return stream as unknown as AsyncGenerator<{ errors: readonly SentError[] }>;
  }
}
