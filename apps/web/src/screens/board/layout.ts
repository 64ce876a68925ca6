import type { TaskStatus } from '../../gql/graphql.js';
import { columns } from './search.js';

/** Which cards stand where: ids per column. */
export type Layout = Record<TaskStatus, readonly string[]>;

export interface Held {
  /** Rows with focus or under the pointer. */
  ids: readonly string[];
  /** Nothing moves while somebody drags. */
  dragging: boolean;
}

export function placeOf(layout: Layout, id: string): { status: TaskStatus; index: number } | null {
  for (const status of columns) {
    const index = layout[status].indexOf(id);
    if (index >= 0) return { status, index };
  }
  return null;
}

const samePlace = (a: Layout, b: Layout, id: string): boolean => {
  const [before, after] = [placeOf(a, id), placeOf(b, id)];
  return before === null || (before.status === after?.status && before.index === after.index);
};

export const sameLayout = (a: Layout, b: Layout): boolean =>
  columns.every(
    (status) => a[status].length === b[status].length && a[status].every((id, index) => id === b[status][index]),
  );

/** New cards may come now when no row that somebody holds would move. */
export const mayShow = (shown: Layout, latest: Layout, held: Held): boolean =>
  !held.dragging && held.ids.every((id) => samePlace(shown, latest, id));

/** The cards that stand elsewhere in the latest layout, are new in it, or are gone from it. */
export function changedIds(shown: Layout, latest: Layout): string[] {
  const changed = new Set<string>();
  for (const status of columns) {
    const before = new Set(shown[status]);
    const after = new Set(latest[status]);
    for (const id of after) if (!before.has(id)) changed.add(id);
    for (const id of before) if (!after.has(id)) changed.add(id);
    // Of those that stayed in the column, the ones whose order among each other differs.
    const stayed = shown[status].filter((id) => after.has(id));
    const order = latest[status].filter((id) => before.has(id));
    stayed.forEach((id, index) => id !== order[index] && changed.add(id));
  }
  return [...changed];
}

/** Shows one's own changes at once, leaving everything else where it stands. */
export function withOwn(shown: Layout, latest: Layout, own: ReadonlySet<string>): Layout {
  const next = Object.fromEntries(
    columns.map((status) => [status, shown[status].filter((id) => !own.has(id))]),
  ) as Record<TaskStatus, string[]>;
  for (const status of columns) {
    latest[status].forEach((id, index) => {
      if (!own.has(id)) return;
      const before = latest[status]
        .slice(0, index)
        .reverse()
        .find((other) => next[status].includes(other));
      next[status].splice(before === undefined ? 0 : next[status].indexOf(before) + 1, 0, id);
    });
  }
  return next;
}
