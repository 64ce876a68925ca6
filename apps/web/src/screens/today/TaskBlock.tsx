import { Link } from '@tanstack/react-router';
import { type KeyboardEvent } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { MyTasksDocument, type TaskCardFragment, type TaskFilter } from '../../gql/graphql.js';
import { todayIso } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
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
}

/** A list of tasks that loads, fails and refreshes by itself. */
export function TaskBlock({ title, filter, empty, failed, strong, withWho }: Props) {
  const { partnership } = useWorkspace();
  const [result, again] = useLiveQuery(
    { query: MyTasksDocument, variables: { id: partnership.id, filter } },
    ({ type }) => type.startsWith('TASK_'),
  );
  const page = result.data?.partnership?.tasks;
  // A task that somebody just finished leaves at once, before the list is asked again.
  const tasks = lateFirst((page?.nodes ?? []).filter(({ status }) => filter.statuses?.includes(status) ?? true));
  const rest = (page?.totalCount ?? 0) - tasks.length;
  const t = useT();
  return (
    <Block
      title={title}
      count={page?.totalCount}
      failed={failed}
      result={result}
      again={again}
      strong={strong ?? false}
    >
      {tasks.length === 0 ? (
        <EmptyState>{empty}</EmptyState>
      ) : (
        <ul className="today-list" onKeyDown={moveInList}>
          {tasks.map((task) => (
            <TaskLine key={task.id} task={task} withWho={withWho ?? false} />
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

function TaskLine({ task, withWho }: { task: TaskCardFragment; withWho: boolean }) {
  const { placeOf } = useWorkspace();
  return (
    <li>
      <Link to="/taken/$nr" params={{ nr: String(task.number) }} className="today-item">
        <span className="today-item-title" dir="auto">
          {task.title}
        </span>
        <span className="row small muted">
          <StatusPill status={task.status} />
          {task.dueOn && <DuePill dueOn={task.dueOn} withTerm />}
          {task.municipalities.slice(0, 3).map(({ id, name }) => (
            <Place key={id} name={name} index={placeOf(id)} />
          ))}
          {withWho && task.assignee && <Avatar person={task.assignee} named small />}
        </span>
      </Link>
    </li>
  );
}

function lateFirst(tasks: TaskCardFragment[]): TaskCardFragment[] {
  const today = todayIso();
  const late = (task: TaskCardFragment): number => (task.dueOn && task.dueOn < today ? 0 : 1);
  return [...tasks].sort((a, b) => late(a) - late(b));
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
