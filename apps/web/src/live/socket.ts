import { type Client, createClient } from 'graphql-ws';
import { retryDelay } from './connection.js';
import { connectionStore, lineIsBack, report } from './connectionStore.js';
import { expireSession } from './session.js';

const socketUrl = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
const forbidden = new Set([4401, 4403]);

const patience = 10_000;

/** Whether a socket comes through and somebody answers behind it. */
export function socketOpens(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = new WebSocket(socketUrl, 'graphql-transport-ws');
    const timer = setTimeout(() => probe.close(), patience);
    probe.addEventListener('open', () => probe.send('{"type":"connection_init"}'));
    probe.addEventListener('message', () => {
      resolve(true);
      probe.close();
    });
    probe.addEventListener('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}

/** One socket for all subscriptions: never gives up, says what it knows, and notices silence. */
export function openSocket(): Client {
  let wake: (() => void) | undefined;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;

  const client = createClient({
    url: socketUrl,
    lazy: true,
    lazyCloseTimeout: 1_000,
    keepAlive: 10_000,
    connectionAckWaitTimeout: 10_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    // Without network we wait for the browser's word, but knock every half minute: that word is not always right.
    retryWait: (attempt) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, navigator.onLine ? retryDelay(attempt) : 30_000);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    on: {
      connecting: () => report('connecting'),
      connected: (socket) => {
        report('acknowledged');
        // The answer comes after the server has read the subscriptions that were sent before this ping.
        setTimeout(
          () => (socket as WebSocket).readyState === WebSocket.OPEN && (socket as WebSocket).send('{"type":"ping"}'),
        );
      },
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => client.terminate(), 5_000);
      },
      pong: (received) => {
        if (!received) return;
        clearTimeout(pongTimer);
        const wasLive = connectionStore.get().socket === 'live';
        report('live');
        if (!wasLive) lineIsBack.emit();
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        report('closed');
        if (forbidden.has((event as CloseEvent).code)) expireSession();
      },
    },
  });

  window.addEventListener('offline', () => {
    report('offline');
    client.terminate();
  });
  window.addEventListener('online', () => {
    report('online');
    wake?.();
  });
  return client;
}
