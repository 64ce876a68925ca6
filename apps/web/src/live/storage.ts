import type { StorageAdapter } from '@urql/exchange-graphcache';
import { makeDefaultStorage } from '@urql/exchange-graphcache/default-storage';
import { lineIsBack } from './connectionStore.js';
import { createStore } from './store.js';

interface Waiting {
  query: string;
  variables?: object;
  extensions?: object;
}

/** Changes on this device that the server has not acknowledged after a failed attempt. */
export const waitingChanges = createStore<readonly Waiting[]>([]);

const same = (a: Waiting, b: Waiting): boolean =>
  JSON.stringify(a.variables) === JSON.stringify(b.variables) && a.query === b.query;

/**
 * `settled` answers whether the change had been waiting. The cache and the queue in IndexedDB. The queue library forgets a change when it sends it again; here it stays on
 * disk until `settled` says that the server answered, so that closing the browser in between loses nothing.
 */
export function createStorage(): StorageAdapter & { settled(change: Waiting): boolean; forgetAll(): Promise<void> } {
  const base = makeDefaultStorage({ idbName: 'samenregie', maxAge: 7 });
  let failed: Waiting[] = [];
  let sending: Waiting[] = [];

  const write = (): void => {
    const all = [...sending, ...failed];
    waitingChanges.set(all);
    base.writeMetadata?.(all as never);
  };

  return {
    ...base,
    async readMetadata() {
      const kept = (await base.readMetadata?.()) as unknown as Waiting[] | null;
      sending = kept ?? [];
      waitingChanges.set(sending);
      return kept as never;
    },
    writeMetadata(json) {
      const next = json as unknown as Waiting[];
      if (next.length === 0) sending = [...sending, ...failed];
      else sending = sending.filter((change) => !next.some((other) => same(change, other)));
      failed = next;
      write();
    },
    onOnline(flush) {
      lineIsBack.on(flush);
      // The browser says so before the socket is back; the sooner the better.
      window.addEventListener('online', flush);
    },
    settled(change) {
      if (!sending.some((other) => same(change, other))) return false;
      sending = sending.filter((other) => !same(change, other));
      write();
      return true;
    },
    async forgetAll() {
      failed = [];
      sending = [];
      waitingChanges.set([]);
      await base.clear();
    },
  };
}
