import { useMemo } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { CalendarDocument, type TaskFilter } from '../../gql/graphql.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import type { Stretch } from './calendar.js';
import { type BoardSearch, filterOf } from './search.js';
import type { Card } from './useBoard.js';

const tells = new Set(['TASK_CREATED', 'TASK_MOVED', 'TASK_UPDATED']);

/** The tasks of six stretches of days and those without a day; a card that gets another day stands there at once. */
export function useCalendar(search: BoardSearch, stretches: readonly Stretch[]) {
  const { partnership } = useWorkspace();
  const { gemeente, wie, zoek, label, velden } = search;
  const variables = useMemo(() => {
    // The calendar says itself which days.
    const base = filterOf({ gemeente, wie, zoek, label, velden });
    const of = (nr: number): TaskFilter => ({ ...base, dueFrom: stretches[nr]!.from, dueUntil: stretches[nr]!.until });
    return {
      id: partnership.id,
      ...{ w1: of(0), w2: of(1), w3: of(2), w4: of(3), w5: of(4), w6: of(5) },
      undated: { ...base, undated: true, statuses: ['TODO', 'BUSY', 'WAITING'] } satisfies TaskFilter,
    };
  }, [partnership.id, gemeente, wie, zoek, label, velden, stretches]);
  const [{ data, error, fetching }, again] = useLiveQuery({ query: CalendarDocument, variables }, ({ type }) =>
    tells.has(type),
  );

  const found = data?.partnership ?? null;
  const tasks = useMemo(() => {
    if (!found) return null;
    const pages = [found.w1, found.w2, found.w3, found.w4, found.w5, found.w6, found.undated];
    const cards = new Map<string, Card>();
    for (const page of pages) for (const card of page.nodes) cards.set(card.id, card);
    const byDay = new Map<string, Card[]>();
    const undated: Card[] = [];
    for (const card of cards.values()) {
      if (card.archived) continue;
      if (!card.dueOn) undated.push(card);
      else byDay.set(card.dueOn, [...(byDay.get(card.dueOn) ?? []), card]);
    }
    for (const day of byDay.values()) day.sort((a, b) => a.number - b.number);
    const hidden = pages.reduce((sum, page) => sum + page.totalCount - page.nodes.length, 0);
    return { byDay, undated, hidden, count: cards.size };
  }, [found]);
  return { tasks, error, fetching, again };
}
