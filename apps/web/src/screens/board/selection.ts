import { useSyncExternalStore } from 'react';
import { createStore, useStore } from '../../live/store.js';
import type { Card } from './useBoard.js';

/** Cards somebody ticked in the list, by id; each row follows its own, so that a tick draws one row. */
const chosen = createStore<ReadonlyMap<string, Card>>(new Map());
let last: string | null = null;

export const selection = {
  clear(): void {
    last = null;
    chosen.set(new Map());
  },
  /** Ticks or unticks a card; with `range` everything between the last one and this one too. */
  toggle(card: Card, all: readonly Card[], range: boolean): void {
    const next = new Map(chosen.get());
    const on = !next.has(card.id);
    const from = all.findIndex(({ id }) => id === last);
    const to = all.findIndex(({ id }) => id === card.id);
    const cards = range && from >= 0 && to >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [card];
    for (const one of cards) {
      if (on) next.set(one.id, one);
      else next.delete(one.id);
    }
    last = card.id;
    chosen.set(next);
  },
  toggleAll(cards: readonly Card[]): void {
    const next = new Map(chosen.get());
    const all = cards.every(({ id }) => next.has(id));
    for (const card of cards) {
      if (all) next.delete(card.id);
      else next.set(card.id, card);
    }
    chosen.set(next);
  },
};

export const useSelection = (): ReadonlyMap<string, Card> => useStore(chosen);

export const useIsSelected = (id: string): boolean =>
  useSyncExternalStore(chosen.subscribe, () => chosen.get().has(id));
