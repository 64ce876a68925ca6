import type { Client } from 'graphql-ws';
import { isLive, SOCKET_ATTEMPTS } from './connection.js';
import { connectionStore } from './connectionStore.js';
import { socketOpens } from './socket.js';
import { hasRoomForAll } from './stream.js';

/** A subscription as it is sent; its variables are read again at every attempt. */
export interface Payload {
  query: string;
  operationName?: string | undefined;
  variables?: object | undefined;
}

interface Sink {
  next(message: unknown): unknown;
  error(error: unknown): unknown;
  complete(): unknown;
}

/** What carries subscriptions. */
export interface Line {
  /** @param extra one can follow the changes without it: left out where connections are few. */
  subscribe(payload: Payload, sink: Sink, extra?: boolean): () => void;
}

interface Running {
  payload: Payload;
  sink: Sink;
  /** One can follow the changes without it. */
  extra: boolean;
  stop?: (() => void) | undefined;
}

/** How long the page goes another way before it tries a socket again, in milliseconds: at first, and at most. */
const tryAgainAfter = { first: 15_000, most: 120_000 };

/** Whether anybody answers at all. */
const answers = (): Promise<boolean> =>
  fetch('/livez', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Subscriptions over one socket; where three of them did not open though the server answers, over server-sent events, until
 * a socket opens. Each subscription goes on behind the last event it saw, whatever carries it.
 */
export function openLine(socket: Client, streams: Line): Line {
  const running = new Set<Running>();
  const lines = { socket: socket as Line, streams };
  let way: keyof typeof lines = 'socket';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const start = (one: Running): void => {
    if (way === 'streams' && one.extra && !hasRoomForAll()) return;
    let current = true;
    const sink: Sink = {
      // What the old way still says after the change is said on the new one too.
      next: (message) => (current ? one.sink.next(message) : undefined),
      error: (error) => (current ? one.sink.error(error) : undefined),
      complete: () => (current ? one.sink.complete() : undefined),
    };
    const stop = lines[way].subscribe(one.payload, sink);
    one.stop = () => {
      current = false;
      stop();
    };
  };

  const go = (next: keyof typeof lines): void => {
    way = next;
    for (const one of running) {
      one.stop?.();
      one.stop = undefined;
      start(one);
    }
  };

  const later = (ms: number = tryAgainAfter.first): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void trySocket(ms), ms * (1 + Math.random() / 2));
  };
  const trySocket = async (waited: number): Promise<void> => {
    if (navigator.onLine && (await socketOpens())) go('socket');
    else later(Math.min(waited * 2, tryAgainAfter.most));
  };

  let deciding = false;
  const decide = async (): Promise<void> => {
    deciding = true;
    // A server that was away and is back lets sockets in again.
    const blocked = (await answers()) && !(await socketOpens());
    deciding = false;
    if (!blocked || isLive(connectionStore.get())) return;
    go('streams');
    later();
  };
  connectionStore.subscribe(() => {
    const { failures, online, socket: state } = connectionStore.get();
    if (way === 'socket' && online && state === 'closed' && failures >= SOCKET_ATTEMPTS && !deciding) void decide();
  });

  return {
    subscribe(payload, sink, extra = false) {
      const one: Running = { payload, sink, extra };
      running.add(one);
      start(one);
      return () => {
        running.delete(one);
        one.stop?.();
      };
    },
  };
}
