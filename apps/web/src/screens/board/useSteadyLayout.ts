import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TaskStatus } from '../../gql/graphql.js';
import { changedIds, type Held, type Layout, mayShow, sameLayout, withOwn } from './layout.js';
import { columns as statuses } from './search.js';
import type { Card, Columns } from './useBoard.js';

const toLayout = (columns: Columns): Layout =>
  Object.fromEntries(
    statuses.map((status) => [status, columns[status].nodes.map(({ id }) => id)]),
  ) as unknown as Layout;

/**
 * Rows with focus, under the pointer or in a drag do not move under somebody's hands: changes of others that would move
 * them wait until `show` is pressed or the hand is gone. One's own changes always show at once.
 */
export function useSteadyLayout(columns: Columns, filterKey: string) {
  const latest = useMemo(() => toLayout(columns), [columns]);
  const [shown, setShown] = useState(latest);
  const held = useRef<Held>({ ids: [], dragging: false });
  const own = useRef(new Set<string>());
  const [seenKey, setSeenKey] = useState(filterKey);

  // Another filter is another board: nothing to hold on to.
  if (seenKey !== filterKey) {
    setSeenKey(filterKey);
    setShown(latest);
  }

  const settle = useCallback(() => {
    setShown((before) => {
      if (sameLayout(before, latest)) return before;
      if (mayShow(before, latest, held.current)) return latest;
      const next = withOwn(before, latest, own.current);
      return sameLayout(before, next) ? before : next;
    });
  }, [latest]);

  useEffect(settle, [settle]);

  const show = useCallback(() => setShown(latest), [latest]);
  const hold = useCallback(
    (next: Partial<Held>) => {
      held.current = { ...held.current, ...next };
      settle();
    },
    [settle],
  );
  /** Marks a card as one's own business; the answer ends that. */
  const isOwn = useCallback((id: string) => {
    own.current.add(id);
    return () => void own.current.delete(id);
  }, []);

  const cards = useMemo(() => {
    const byId = new Map<string, Card>();
    for (const status of statuses) for (const card of columns[status].nodes) byId.set(card.id, card);
    const of = (status: TaskStatus): Card[] =>
      shown[status].map((id) => byId.get(id)).filter((card) => card !== undefined);
    return Object.fromEntries(statuses.map((status) => [status, of(status)])) as unknown as Record<TaskStatus, Card[]>;
  }, [columns, shown]);

  const waiting = useMemo(() => changedIds(shown, latest), [shown, latest]);
  return { cards, waiting, show, hold, isOwn };
}
