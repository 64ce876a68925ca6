import type { Cache, FieldInfo } from '@urql/exchange-graphcache';
import type { TaskFilter, TaskOrder, TaskStatus } from '../gql/graphql.js';

/**
 * A column of the board is a view on the tasks in the cache, not a list of its own: a task stands in the column of its
 * status, at its rank. Writing a task (optimistically, from an answer or from an event) moves the card; nothing else does.
 */

interface ColumnArgs {
  first?: number;
  after?: string | null;
  filter?: TaskFilter | null;
  orderBy?: TaskOrder | null;
}

interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

/** Pages fetched in this session; older ones come from the device's storage and may be out of date. */
const freshPages = new Set<string>();
const pool = new Map<string, Set<string>>();

export const rememberPage = (after: string): void => void freshPages.add(after);

/** A task that events or mutations brought in; it may belong in any column. */
export function addToPool(cache: Cache, partnershipKey: string, taskKey: string): void {
  const tasks = pool.get(partnershipKey) ?? new Set<string>();
  pool.set(partnershipKey, tasks.add(taskKey));
  // Touching the partnership makes its columns look again.
  cache.link(partnershipKey, 'livePool', [...tasks]);
}

export const isColumn = (args: ColumnArgs): boolean => !args.after && args.filter?.statuses?.length === 1;

export function readColumn(cache: Cache, partnershipKey: string, args: ColumnArgs) {
  const base = cache.resolve(partnershipKey, 'tasks', args as Record<string, never>) as string | null | undefined;
  if (typeof base !== 'string') return undefined;
  const fields = cache.inspectFields(partnershipKey).filter((field) => field.fieldName === 'tasks');

  const own = chainOf(cache, partnershipKey, base, args, fields);
  const candidates = new Set(own.tasks);
  for (const field of fields) {
    if (!sameFilter(field.arguments, args)) continue;
    for (const task of tasksOn(cache, cache.resolve(partnershipKey, field.fieldKey))) candidates.add(task);
  }
  const matched = new Set(candidates);
  for (const task of pool.get(partnershipKey) ?? []) candidates.add(task);

  const order = orderOf(cache, args.orderBy ?? 'BOARD');
  const filter = args.filter ?? {};
  let tasks = [...candidates].filter((task) => belongs(cache, task, filter, matched.has(task)));
  tasks.sort(order);
  if (own.pageInfo.hasNextPage) {
    // What lies behind the loaded pages stays there until its page comes.
    const inside = own.tasks.filter((task) => belongs(cache, task, filter, true)).sort(order);
    const last = inside.at(-1);
    tasks = last === undefined ? [] : tasks.filter((task) => order(task, last) <= 0);
  }
  const total = own.pageInfo.hasNextPage ? Number(cache.resolve(base, 'totalCount') ?? tasks.length) : tasks.length;
  return {
    __typename: 'TaskConnection',
    nodes: tasks,
    totalCount: total,
    pageInfo: { __typename: 'PageInfo', hasPreviousPage: false, startCursor: null, ...own.pageInfo },
  };
}

function chainOf(cache: Cache, partnershipKey: string, base: string, args: ColumnArgs, fields: FieldInfo[]) {
  const tasks = tasksOn(cache, base);
  let pageInfo = pageInfoOn(cache, base);
  for (
    let cursor = pageInfo.endCursor;
    pageInfo.hasNextPage && cursor && freshPages.has(cursor);
    cursor = pageInfo.endCursor
  ) {
    const after = cursor;
    const field = fields.find(
      ({ arguments: other }) => other?.after === after && sameColumn(other as ColumnArgs, args),
    );
    const page = field && cache.resolve(partnershipKey, field.fieldKey);
    if (typeof page !== 'string') break;
    tasks.push(...tasksOn(cache, page));
    pageInfo = pageInfoOn(cache, page);
  }
  return { tasks, pageInfo };
}

function tasksOn(cache: Cache, page: unknown): string[] {
  const nodes: unknown = typeof page === 'string' ? cache.resolve(page, 'nodes') : undefined;
  return Array.isArray(nodes) ? (nodes as unknown[]).filter((node) => typeof node === 'string') : [];
}

function pageInfoOn(cache: Cache, page: string): PageInfo {
  const info = cache.resolve(page, 'pageInfo');
  if (typeof info !== 'string') return { hasNextPage: false, endCursor: null };
  return {
    hasNextPage: cache.resolve(info, 'hasNextPage') === true,
    endCursor: (cache.resolve(info, 'endCursor') as string | null | undefined) ?? null,
  };
}

const withoutStatus = ({ statuses: _statuses, completedSince: _since, ...rest }: TaskFilter): string => stable(rest);
const stable = (value: Record<string, unknown>): string =>
  JSON.stringify(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined && entry !== null)
      .sort(),
  );

const sameFilter = (a: ColumnArgs | null, b: ColumnArgs): boolean =>
  withoutStatus(a?.filter ?? {}) === withoutStatus(b.filter ?? {}) && (!a?.after || freshPages.has(a.after));
const sameColumn = (a: ColumnArgs, b: ColumnArgs): boolean =>
  stable(a.filter ?? {}) === stable(b.filter ?? {}) && (a.orderBy ?? 'BOARD') === (b.orderBy ?? 'BOARD');

const linked = (cache: Cache, task: string, field: string): string[] => {
  const keys = cache.resolve(task, field);
  return (Array.isArray(keys) ? keys : [keys]).filter((key): key is string => typeof key === 'string');
};
const idIn = (keys: string[], ids: readonly string[]): boolean =>
  keys.some((key) => ids.includes(key.slice(key.indexOf(':') + 1)));

/** The filter of the server, on what the cache knows. The server has already searched the words of `matched` tasks. */
function belongs(cache: Cache, task: string, filter: TaskFilter, matched: boolean): boolean {
  const read = (field: string): unknown => cache.resolve(task, field);
  if (typeof read('title') !== 'string' || read('commentCount') === undefined) return false;
  if (Boolean(read('archived')) !== (filter.archived ?? false)) return false;
  if (filter.statuses && !filter.statuses.includes(read('status') as TaskStatus)) return false;
  if (filter.municipalityIds?.length && !idIn(linked(cache, task, 'municipalities'), filter.municipalityIds))
    return false;
  if (filter.assigneeIds?.length && !idIn(linked(cache, task, 'assignee'), filter.assigneeIds)) return false;
  if (filter.unassigned && linked(cache, task, 'assignee').length > 0) return false;
  if (filter.actorIds?.length && !idIn(linked(cache, task, 'actors'), filter.actorIds)) return false;
  if (filter.labelIds?.length && !idIn(linked(cache, task, 'labels'), filter.labelIds)) return false;
  const due = read('dueOn') as string | null;
  if (filter.dueFrom && (!due || due < filter.dueFrom)) return false;
  if (filter.dueUntil && (!due || due > filter.dueUntil)) return false;
  if (filter.undated && due) return false;
  // What a task has in own fields only the server has looked at; it is asked again when one of them changes.
  if (filter.customFields?.length && !matched) return false;
  const completed = read('completedAt') as string | null;
  if (filter.completedSince && completed && completed.slice(0, 10) < filter.completedSince) return false;
  if (filter.text && !matched) {
    const title = String(read('title')).toLowerCase();
    return filter.text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => title.includes(word));
  }
  return true;
}

function orderOf(cache: Cache, orderBy: TaskOrder): (a: string, b: string) => number {
  const compare = (a: unknown, b: unknown): number => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1);
  const field = (name: string) => (a: string, b: string) => compare(cache.resolve(a, name), cache.resolve(b, name));
  const byNumber = field('number');
  if (orderBy === 'NUMBER') return byNumber;
  if (orderBy === 'NEWEST') return (a, b) => byNumber(b, a);
  if (orderBy === 'DUE_DATE') {
    const due = (task: string): string => (cache.resolve(task, 'dueOn') as string | null) ?? '9999';
    return (a, b) => compare(due(a), due(b)) || byNumber(a, b);
  }
  const byRank = field('rank');
  return (a, b) => byRank(a, b) || compare(a, b);
}
