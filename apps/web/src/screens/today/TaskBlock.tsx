import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect } from 'react';
import { useSetting } from '../../app/settings.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { type TaskCardFragment, type TaskFilter, TasksEverywhereDocument } from '../../gql/graphql.js';
import { todayIso } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { myEvents } from '../../live/myEvents.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { Avatar } from '../../ui/Avatar.js';
import { DuePill } from '../../ui/DuePill.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Place } from '../../ui/Place.js';
import { StatusPill } from '../../ui/StatusPill.js';
import { Block } from './Block.js';

interface Props {
  title: string;
  filter: TaskFilter;
  empty: string;
  failed: string;
  strong?: boolean;
  withWho?: boolean;
  /** What stands above the tasks, and how much that is. */
  above?: ReactNode;
  aboveCount?: number;
  /** Only tasks that fit. */
  keep?: (task: TaskCardFragment) => boolean;
}

interface Somewhere {
  task: TaskCardFragment;
  partnership: { id: string; name: string };
}

const MOST = 20;

/** Tasks of all partnerships: a list that loads, fails and refreshes by itself. */
export function TaskBlock({ title, filter, empty, failed, strong, withWho, above, aboveCount = 0, keep }: Props) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [result, again] = useLiveQuery({ query: TasksEverywhereDocument, variables: { filter } }, ({ type }) =>
    type.startsWith('TASK_'),
  );
  // What concerns me elsewhere comes by my own stream.
  useEffect(
    () => myEvents.on((event) => (event?.type.startsWith('TASK_') ?? true) && again({ requestPolicy: 'network-only' })),
    [again],
  );
  const pages = result.data?.partnerships.nodes ?? [];
  // A task that somebody just finished leaves at once, before the list is asked again.
  const all = pages.flatMap(({ tasks, ...where }) =>
    tasks.nodes
      .filter((task) => (filter.statuses?.includes(task.status) ?? true) && (keep?.(task) ?? true))
      .map((task): Somewhere => ({ task, partnership: where })),
  );
  const shown = firstDueFirst(all).slice(0, MOST);
  const total = keep ? all.length : pages.reduce((sum, { tasks }) => sum + tasks.totalCount, 0);
  const rest = total - shown.length;
  return (
    <Block
      title={title}
      count={result.data ? total + aboveCount : undefined}
      failed={failed}
      result={result}
      again={again}
      strong={strong ?? false}
    >
      {above}
      {shown.length === 0 ? (
        aboveCount === 0 && <EmptyState>{empty}</EmptyState>
      ) : (
        <ul className="today-list" onKeyDown={moveInList}>
          {shown.map(({ task, partnership: where }) => (
            <TaskLine
              key={task.id}
              task={task}
              elsewhere={where.id === partnership.id ? null : where}
              withWho={withWho ?? false}
            />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <p>
          <Link to="/taken">{t('today.more', { count: rest })}</Link>
        </p>
      )}
    </Block>
  );
}

interface LineProps {
  task: TaskCardFragment;
  elsewhere: Somewhere['partnership'] | null;
  withWho: boolean;
}

function TaskLine({ task, elsewhere, withWho }: LineProps) {
  const { placeOf } = useWorkspace();
  const [, choose] = useSetting('partnership', '');
  return (
    <li>
      <Link
        to="/taken/$nr"
        params={{ nr: String(task.number) }}
        className="today-item"
        onClick={() => elsewhere && choose(elsewhere.id)}
      >
        <span className="today-item-title" dir="auto">
          {task.title}
        </span>
        <span className="row small muted">
          <StatusPill status={task.status} />
          {task.dueOn && <DuePill dueOn={task.dueOn} withTerm />}
          {elsewhere
            ? elsewhere.name
            : task.municipalities.slice(0, 3).map(({ id, name }) => <Place key={id} name={name} index={placeOf(id)} />)}
          {withWho && task.assignee && <Avatar person={task.assignee} named small />}
        </span>
      </Link>
    </li>
  );
}

/** Late ones first, then by day over all partnerships, without a day last. */
function firstDueFirst(all: Somewhere[]): Somewhere[] {
  const today = todayIso();
  const rank = ({ task: { dueOn } }: Somewhere): string => (dueOn ? (dueOn < today ? `0${dueOn}` : `1${dueOn}`) : '2');
  return [...all].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

/** Arrows, j and k go up and down in a list of links. */
export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const next = links[links.indexOf(document.activeElement as HTMLAnchorElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
