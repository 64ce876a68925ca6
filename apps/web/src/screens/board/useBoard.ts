import { useCallback, useMemo, useRef } from 'react';
import { useClient } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  BoardCountsDocument,
  BoardDocument,
  type ColumnPageFragment,
  MoreTasksDocument,
  type TaskStatus,
} from '../../gql/graphql.js';
import { rememberPage } from '../../live/columns.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { type BoardSearch, columnFilter, columns, filterOf, orders } from './search.js';

export type Column = ColumnPageFragment;
export type Card = Column['nodes'][number];
export type Columns = Record<TaskStatus, Column>;

/** The four columns, each with its own pages; a page more is fetched when somebody scrolls to its end. */
export function useBoard(search: BoardSearch) {
  const { partnership } = useWorkspace();
  const client = useClient();
  const orderBy = search.weergave === 'bord' ? 'BOARD' : orders[search.orde ?? 'bord'];
  const { gemeente, wie, tegen, zoek, label, velden, archief } = search;
  const filters = useMemo(() => {
    const parts = { gemeente, wie, tegen, zoek, label, velden, archief };
    return {
      ...Object.fromEntries(columns.map((status) => [status, columnFilter(parts, status)])),
      all: filterOf(parts),
    } as Record<TaskStatus | 'all', ReturnType<typeof filterOf>>;
  }, [gemeente, wie, tegen, zoek, label, velden, archief]);
  const variables = useMemo(
    () => ({
      id: partnership.id,
      todo: filters.TODO,
      busy: filters.BUSY,
      waiting: filters.WAITING,
      done: filters.DONE,
      orderBy,
    }),
    [partnership.id, filters, orderBy],
  );
  const [{ data, error, fetching, stale }, again] = useLiveQuery(
    { query: BoardDocument, variables },
    ({ type }) => Boolean(velden) && (type === 'TASK_CREATED' || type === 'TASK_UPDATED'),
  );
  const [{ data: counted }] = useLiveQuery(
    { query: BoardCountsDocument, variables: { id: partnership.id, filter: filters.all } },
    ({ type }) => type === 'TASK_CREATED' || type === 'TASK_MOVED' || type === 'TASK_UPDATED',
  );

  const board = data?.partnership ?? null;
  const byStatus = useMemo<Columns | null>(
    () => (board ? { TODO: board.todo, BUSY: board.busy, WAITING: board.waiting, DONE: board.done } : null),
    [board],
  );

  const loading = useRef(new Set<string>());
  const loadMore = useCallback(
    async (status: TaskStatus) => {
      const after = byStatus?.[status].pageInfo.endCursor;
      if (!after || !byStatus[status].pageInfo.hasNextPage || loading.current.has(status + after)) return;
      loading.current.add(status + after);
      rememberPage(after);
      const page = { id: partnership.id, filter: filters[status], after, orderBy };
      await client.query(MoreTasksDocument, page, { requestPolicy: 'network-only' });
      loading.current.delete(status + after);
    },
    [byStatus, client, filters, orderBy, partnership.id],
  );

  // A column that is loaded whole is counted here: exact at once, also for moves that are still on their way.
  const count = (status: TaskStatus): number => {
    const column = byStatus?.[status];
    if (!column) return 0;
    if (!column.pageInfo.hasNextPage || (status === 'DONE' && !archief)) return column.totalCount;
    return counted?.partnership?.taskCounts.find((entry) => entry.status === status)?.count ?? column.totalCount;
  };

  return { columns: byStatus, count, error, fetching, stale, again, loadMore };
}
