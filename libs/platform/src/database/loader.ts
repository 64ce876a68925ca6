import DataLoader from 'dataloader';
import { scoped } from './scope.js';

/**
 * A loader that lives as long as the scope and asks once for everything wanted in one turn.
 * `load` answers rows in any order; `keyOf` says which key a row belongs to.
 */
export const rowLoader = <K extends string, R>(
  key: unknown,
  load: (keys: readonly K[]) => Promise<readonly R[]>,
  keyOf: (row: R) => K,
): DataLoader<K, R | null> =>
  scoped(
    key,
    () =>
      new DataLoader<K, R | null>(async (keys) => {
        const rows = new Map((await load(keys)).map((row) => [keyOf(row), row]));
        return keys.map((wanted) => rows.get(wanted) ?? null);
      }),
  );

/** As rowLoader, for any number of rows per key. */
export const listLoader = <K extends string, R>(
  key: unknown,
  load: (keys: readonly K[]) => Promise<readonly R[]>,
  keyOf: (row: R) => K,
): DataLoader<K, R[]> =>
  scoped(
    key,
    () =>
      new DataLoader<K, R[]>(async (keys) => {
        const rows = Map.groupBy(await load(keys), keyOf);
        return keys.map((wanted) => rows.get(wanted) ?? []);
      }),
  );
