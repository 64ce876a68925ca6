import { useSyncExternalStore } from 'react';
import { createStore } from '../../live/store.js';

/** Cards that somebody else changed in the last seconds. Each card follows its own, so that a change draws one card. */
const fresh = createStore<ReadonlySet<string>>(new Set());

export const markFresh = (id: string): void => fresh.set(new Set(fresh.get()).add(id));

export const unmarkFresh = (id: string): void => fresh.set(new Set([...fresh.get()].filter((other) => other !== id)));

export const useIsFresh = (id: string): boolean => useSyncExternalStore(fresh.subscribe, () => fresh.get().has(id));
