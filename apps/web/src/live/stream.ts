import { createClient } from 'graphql-sse';
import { retryDelay } from './connection.js';
import { connectionStore, lineIsBack, report } from './connectionStore.js';
import type { Line, Payload } from './line.js';
import { expireSession } from './session.js';

/** The server says something every 15 seconds; whoever hears nothing for this long is cut off, in milliseconds. */
const silence = 40_000;
/** How long an answer may stay away, in milliseconds. */
const patience = 10_000;
/** Over HTTP/1.1 a browser has six connections for all its windows; this many may be streams. */
const slots = 4;

const multiplexed = (): boolean => {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return page !== undefined && page.nextHopProtocol !== 'http/1.1';
};

/** Server-sent events, one request for each subscription; never gives up. */
export function openStreams(url: string): Line {
  /** Subscriptions that are heard, and those that should be and are not. */
  const heard = new Set<object>();
  const failed = new Set<object>();
  /** One that only just begins says nothing about the line while others are heard. */
  const tell = (): void => {
    if (heard.size === 0 || failed.size > 0) return;
    const before = connectionStore.get().stream;
    report('stream-live');
    if (before !== 'live') lineIsBack.emit();
  };

  return {
    subscribe(payload, sink) {
      const stop = new AbortController();
      const isOver = (): boolean => stop.signal.aborted;
      const wake = (): void => void stop.signal.dispatchEvent(new Event('wake'));
      window.addEventListener('online', wake);
      stop.signal.addEventListener('abort', () => window.removeEventListener('online', wake));
      void (async () => {
        for (let attempt = 0; !isOver(); attempt += 1) {
          if (heard.size === 0) report('stream-connecting');
          const outcome = await inSlot(stop.signal, (signal) =>
            once(url, payload, sink, signal, () => {
              attempt = 0;
              failed.delete(stop);
              heard.add(stop);
              tell();
            }),
          );
          heard.delete(stop);
          if (isOver() || outcome === 'over') break;
          failed.add(stop);
          report('stream-failed');
          await pause(stop.signal, navigator.onLine ? retryDelay(attempt) : 30_000);
        }
        if (failed.delete(stop)) tell();
      })();
      return () => stop.abort();
    },
  };
}

/** What is not needed to follow the changes is left out where connections are few. */
export const hasRoomForAll = multiplexed;

type Outcome = 'over' | 'failed' | 'full';

/** One attempt, from the request to the end of the stream. */
function once(
  url: string,
  payload: Payload,
  sink: Parameters<Line['subscribe']>[1],
  signal: AbortSignal,
  arrived: () => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const client = createClient({
      url,
      singleConnection: false,
      retryAttempts: 0,
      credentials: 'same-origin',
      fetchFn: watched(arrived),
    });
    const stop = client.subscribe(payload as never, {
      next: (message) => sink.next(message),
      error: (error) => {
        if (statusOf(error) === 401) {
          expireSession();
          return resolve('over');
        }
        resolve('failed');
      },
      complete: () => {
        // The server ended it, with its reason or without: whoever still wants it asks again.
        if (!signal.aborted) sink.complete();
        resolve('over');
      },
    });
    signal.addEventListener('abort', () => {
      stop();
      resolve('over');
    });
  });
}

const statusOf = (error: unknown): number | undefined =>
  (error as { response?: { status?: number } } | null)?.response?.status;

/** A fetch that gives up on an answer that does not come, and on a stream that says nothing any more or lost its network. */
function watched(arrived: () => void): typeof fetch {
  return async (input, init) => {
    const given = new AbortController();
    init?.signal?.addEventListener('abort', () => given.abort());
    // Not as if we had been told to stop: this is a line that failed, and is tried again.
    const giveUp = (): void => given.abort(new TypeError('nothing came'));
    let timer = setTimeout(giveUp, patience);
    window.addEventListener('offline', giveUp);
    const rest = (): void => {
      clearTimeout(timer);
      window.removeEventListener('offline', giveUp);
    };
    given.signal.addEventListener('abort', rest);
    try {
      const response = await fetch(input, { ...init, signal: given.signal });
      if (!response.ok || !response.body) {
        rest();
        return response;
      }
      const heard = (): void => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, silence);
      };
      heard();
      arrived();
      const body = response.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform: (chunk, controller) => {
            heard();
            controller.enqueue(chunk);
          },
          flush: rest,
        }),
      );
      return new Response(body, { status: response.status, headers: response.headers });
    } catch (error) {
      rest();
      throw error;
    }
  };
}

/** Runs within one of the few connections that may be streams, where that matters. */
async function inSlot(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> {
  if (multiplexed() || !('locks' in navigator)) return work(signal);
  for (let slot = 0; slot < slots; slot += 1) {
    const outcome = await navigator.locks.request(`samenregie.stream.${String(slot)}`, { ifAvailable: true }, (lock) =>
      lock ? work(signal) : ('full' as const),
    );
    if (outcome !== 'full' || signal.aborted) return outcome;
  }
  return 'full';
}

function pause(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', now, { once: true });
    signal.addEventListener('wake', now, { once: true });
  });
}
