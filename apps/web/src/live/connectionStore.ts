import { type ConnectionEvent, firstConnection, nextConnection } from './connection.js';
import { createSignal, createStore } from './store.js';

export const connectionStore = createStore({ ...firstConnection, online: navigator.onLine });

export function report(type: ConnectionEvent['type']): void {
  connectionStore.set(nextConnection(connectionStore.get(), { type }));
}

/** The line is back, so what waited can be sent. */
export const lineIsBack = createSignal<void>();

/** Everything on screen must be asked again: after a resync, or every 20 seconds without a socket. */
export const refreshAll = createSignal<void>();
