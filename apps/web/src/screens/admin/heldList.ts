/** A row as it is shown: `gone` stays where it was until nobody holds the list any more. */
export interface HeldRow<T> {
  id: string;
  row: T;
  gone: boolean;
}

export const fresh = <T>(rows: readonly (readonly [string, T])[]): HeldRow<T>[] =>
  rows.map(([id, row]) => ({ id, row, gone: false }));

/**
 * What is shown while somebody points at the list or has the focus in it: every row keeps its place, with its newest
 * content; what disappeared stays, marked; what is new comes below.
 */
export function steady<T>(shown: readonly HeldRow<T>[], rows: readonly (readonly [string, T])[]): HeldRow<T>[] {
  const newest = new Map(rows);
  const places = new Set(shown.map(({ id }) => id));
  return [
    ...shown.map(({ id, row }) => {
      const now = newest.get(id);
      return now === undefined ? { id, row, gone: true } : { id, row: now, gone: false };
    }),
    ...fresh(rows.filter(([id]) => !places.has(id))),
  ];
}
