import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Identity } from '../../database/scope.js';
import { limits } from '../../limits/limits.js';
import type { SentError } from '../format-error.js';
import { Rendered } from './rendered.js';
import { drained } from './socket-subscriber.js';
import type { Delivery, Subscriber } from './subscriber.js';

/** How often something is said on a quiet stream, so that nobody on the way takes it for dead, in milliseconds. */
const COMMENT_EVERY_MS = 15_000;

/**
 * One subscription as server-sent events (graphql-sse, distinct connections mode): `next` for every result, `complete` at the
 * end. For networks that let no WebSocket through.
 */
export class EventStream implements Subscriber {
  private readonly heartbeat: NodeJS.Timeout;
  private delivery?: Delivery;

  constructor(
    private readonly response: ServerResponse,
    readonly identity: () => Identity,
    readonly renewed: (maximumAgeMs?: number) => Promise<Identity>,
    headers: Record<string, string>,
  ) {
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // What stands in front of us must not collect it.
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    // What stands in front of us may keep even the headers until something follows them.
    response.write(':\n\n');
    this.heartbeat = setInterval(() => response.write(':\n\n'), COMMENT_EVERY_MS);
    response.on('close', () => {
      clearInterval(this.heartbeat);
      this.delivery?.close();
    });
  }

  /** What runs is closed when the reader goes. */
  runs(delivery: Delivery): void {
    this.delivery = delivery;
    if (this.response.destroyed) delivery.close();
  }

  send({ json }: Rendered): boolean {
    if (this.response.destroyed || this.response.writableEnded) return false;
    if (this.response.writableLength > limits.socket.queuedBytes) {
      // A stream that breaks off is one to come back to with the cursor.
      this.response.destroy();
      return false;
    }
    this.response.write(`event: next\ndata: ${json}\n\n`);
    return true;
  }

  drained(): Promise<void> {
    return drained(this.response);
  }

  /** Stops in the middle, which is no end: the client comes back, to another process, and goes on from its cursor. */
  breakOff(): void {
    this.response.end();
    // Whoever does not read would keep the process.
    setTimeout(() => this.response.destroy(), limits.socket.goodbyeMs).unref();
  }

  get queuedBytes(): number {
    return this.response.writableLength;
  }

  /** In a comment, which clients that do not look for it pass over. */
  beat(cursor: string): void {
    if (!this.response.destroyed && !this.response.writableEnded) this.response.write(`:${cursor}\n\n`);
  }

  end(reason?: SentError): void {
    if (this.response.destroyed || this.response.writableEnded) return;
    if (reason) this.send(new Rendered(JSON.stringify({ errors: [reason] })));
    this.response.end('event: complete\ndata:\n\n');
  }

  /** Delivers a stream of its own, or a single result, to the end. */
  async relay(stream: AsyncGenerator<ExecutionResult> | ExecutionResult): Promise<void> {
    if (!('next' in stream)) {
      this.send(new Rendered(JSON.stringify(stream)));
      return this.end();
    }
    this.runs({ close: () => void stream.return(undefined) });
    for await (const result of stream) {
      await this.drained();
      if (!this.send(new Rendered(JSON.stringify(result)))) break;
    }
    this.end();
  }
}
