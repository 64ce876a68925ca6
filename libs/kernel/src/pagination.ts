import { commonErrors } from './errors.js';

/** The largest page a connection gives. */
export const MAX_PAGE_SIZE = 100;

/** Arguments of a forward connection, as they arrive. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
}

/** A page of a keyset-ordered list, in Relay's shape. */
export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  /** Counted only when it is read. */
  readonly totalCount: number | Promise<number>;
}

/** The sort keys of the row a cursor stands at. */
export type CursorKeys = (string | number | null)[];

/** An opaque cursor from the sort keys of a row. */
export const encodeCursor = (keys: CursorKeys): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/**
 * The sort keys in a cursor, checked for their number.
 * @throws INVALID_INPUT (field `after`) when the text is not a cursor of such a list.
 */
export const decodeCursor = (cursor: string, length: number): CursorKeys => {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const plain = (key: unknown) => key === null || typeof key === 'string' || typeof key === 'number';
    if (Array.isArray(keys) && keys.length === length && keys.every(plain)) return keys;
  } catch {
    // falls through to the one answer for every unreadable cursor
  }
  throw commonErrors.INVALID_INPUT({ field: 'after', args: { reason: 'BAD_CURSOR' } });
};

/**
 * The page size asked for, within bounds.
 * @throws INVALID_INPUT (field `first`) when it is negative or above MAX_PAGE_SIZE.
 */
export const pageSize = (args: PageArgs, fallback = 50): number => {
  const first = args.first ?? fallback;
  if (first < 0 || first > MAX_PAGE_SIZE)
    throw commonErrors.INVALID_INPUT({ field: 'first', args: { reason: 'PAGE_SIZE', limit: MAX_PAGE_SIZE } });
  return first;
};

/**
 * Builds a connection from at most `size + 1` rows: the extra row only tells that there is more. A count given as a
 * function runs when a client asks for it.
 */
export const toConnection = <T>(
  rows: readonly T[],
  size: number,
  count: number | (() => Promise<number>),
  keysOf: (row: T) => CursorKeys,
  after?: string | null,
): Connection<T> => {
  const edges = rows.slice(0, size).map((node) => ({ cursor: encodeCursor(keysOf(node)), node }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return typeof count === 'function' ? count() : count;
    },
  };
};
