import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { TaskStatus } from '../../gql/graphql.js';
import { changedIds, type Held, type Layout, mayShow, sameLayout, withOwn } from './layout.js';
import { columns as statuses } from './search.js';
import type { Card, Columns } from './useBoard.js';

const toLayout = (columns: Columns): Layout =>
  Object.fromEntries(
    statuses.map((status) => [status, columns[status].nodes.map(({ id }) => id)]),
  ) as unknown as Layout;

interface Hands {
  held: Held;
  own: Set<string>;
}

const createHands = (): Hands => ({ held: { ids: [], dragging: false }, own: new Set() });

function settled(before: Layout, latest: Layout, { held, own }: Hands): Layout {
  if (sameLayout(before, latest)) return before;
  if (mayShow(before, latest, held)) return latest;
  const next = withOwn(before, latest, own);
  return sameLayout(before, next) ? before : next;
}

/**
 * Rows with focus, under the pointer or in a drag do not move under somebody's hands: changes of others that would move
 * them wait until `show` is pressed or the hand is gone. One's own changes always show at once.
 */
export function useSteadyLayout(columns: Columns, filterKey: string) {
  const latest = useMemo(() => toLayout(columns), [columns]);
  const [hands] = useState(createHands);
  const [shown, setShown] = useState(latest);
  const [key, setKey] = useState(filterKey);

  // Another filter is another board: nothing to hold on to.
  if (key !== filterKey) {
    setKey(filterKey);
    setShown(latest);
  }

  const settle = useCallback(() => {
    const next = settled(shown, latest, hands);
    if (next !== shown) setShown(next);
  }, [shown, latest, hands]);

  // Before the browser paints: what may be shown is never shown late.
  // eslint-disable-next-line react-hooks/set-state-in-effect -- what is shown follows the hands as well as the data
  useLayoutEffect(settle, [settle]);

  const show = useCallback(() => setShown(latest), [latest]);
  const hold = useCallback(
    (next: Partial<Held>) => {
      Object.assign(hands.held, next);
      settle();
    },
    [hands, settle],
  );
  /** Marks a card as one's own business; the answer ends that. */
  const isOwn = useCallback(
    (id: string) => {
      hands.own.add(id);
      return () => void hands.own.delete(id);
    },
    [hands],
  );

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
