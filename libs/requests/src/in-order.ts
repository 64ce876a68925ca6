import type { NodeLoader } from '#libs/platform';

/** A loader of nodes from a statement that answers rows in any order. */
export const inOrder =
  <R extends { id: string }>(
    load: (ids: readonly string[]) => Promise<readonly R[]>,
    toType: (row: R) => object,
  ): NodeLoader =>
  async (ids) => {
    const rows = new Map((await load(ids)).map((row) => [row.id, row]));
    return ids.map((id) => (rows.has(id) ? toType(rows.get(id)!) : null));
  };
