import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { Metrics } from '../metrics/metrics.js';
import { limits } from '../limits/limits.js';

/** Something a client keeps open for long. */
export interface Connection {
  readonly transport: 'websocket' | 'event-stream';
  /** What the client has not read yet, in bytes. */
  queuedBytes(): number;
  /** Asks the client to come back, to another process, once what it waits for was answered. */
  sendAway(): void;
}

/**
 * What is open now. When the process is told to go, it says so at `/readyz`, takes no new connections, and sends those it
 * has away one after the other, so that they do not all knock at the next door in the same moment.
 */
@Injectable()
export class Connections implements OnModuleInit, BeforeApplicationShutdown {
  private readonly open = new Set<Connection>();
  private leaving?: Promise<void>;

  constructor(
    private readonly http: HttpAdapterHost,
    metrics: Metrics,
  ) {
    for (const transport of ['websocket', 'event-stream'] as const)
      metrics.gauge(`open_${transport.replace('-', '_')}s`, `Open connections: ${transport}.`, () =>
        this.sum((connection) => Number(connection.transport === transport)),
      );
    metrics.gauge('queued_bytes', 'What clients have not read yet, in bytes, over all connections.', () =>
      this.sum((connection) => connection.queuedBytes()),
    );
  }

  onModuleInit(): void {
    const adapter = this.http.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    // A connection that is kept for the next request would keep the process.
    adapter?.getInstance<FastifyInstance>().addHook('onSend', async (_request, reply) => {
      if (this.draining) void reply.header('connection', 'close');
    });
  }

  /** The process is going: whoever comes now is sent on. */
  get draining(): boolean {
    return this.leaving !== undefined;
  }

  /** @returns a function to call when it is closed. */
  add(connection: Connection): () => void {
    this.open.add(connection);
    return () => this.open.delete(connection);
  }

  /** Sends everybody away, over a time that grows with their number; resolves when they are gone, or will not go. */
  drain(): Promise<void> {
    this.leaving ??= (async () => {
      const { perConnectionMs, spreadMs, answerMs } = limits.drain;
      const time = Math.min(spreadMs, this.open.size * perConnectionMs);
      for (const connection of this.open) setTimeout(() => connection.sendAway(), Math.random() * time);
      await sleep(time);
      for (const end = Date.now() + answerMs; this.open.size > 0 && Date.now() < end;) await sleep(10);
    })();
    return this.leaving;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.drain();
  }

  private sum(of: (connection: Connection) => number): number {
    let total = 0;
    for (const connection of this.open) total += of(connection);
    return total;
  }
}
