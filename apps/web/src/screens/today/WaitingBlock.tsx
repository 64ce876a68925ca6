import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../app/workspaceContext.js';
import { MyTasksDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { DuePill } from '../../ui/DuePill.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Pill } from '../../ui/Pill.js';
import { waitingOn } from '../board/names.js';
import { Block } from './Block.js';
import { moveInList } from './TaskBlock.js';

const filter = { statuses: ['WAITING' as const] };

/** On whom we wait, for what, and how late they are. */
export function WaitingBlock() {
  const t = useT();
  const { partnership } = useWorkspace();
  const [result, again] = useLiveQuery(
    { query: MyTasksDocument, variables: { id: partnership.id, filter } },
    ({ type }) => type.startsWith('TASK_'),
  );
  const page = result.data?.partnership?.tasks;
  const tasks = (page?.nodes ?? []).filter(({ status }) => status === 'WAITING').slice(0, 8);
  return (
    <Block
      title={t('today.weWait')}
      count={page?.totalCount}
      failed={t('today.tasksFailed')}
      result={result}
      again={again}
    >
      {tasks.length === 0 ? (
        <EmptyState>{t('today.weWaitEmpty')}</EmptyState>
      ) : (
        <ul className="today-list" onKeyDown={moveInList}>
          {tasks.map((task) => (
            <li key={task.id}>
              <Link to="/taken/$nr" params={{ nr: String(task.number) }} className="today-item today-waiting">
                <span className="today-item-title" dir="auto">
                  {waitingOn(task) || '–'}
                </span>
                <span dir="auto">{task.title}</span>
                <span>
                  {task.dueOn ? <DuePill dueOn={task.dueOn} withTerm /> : <Pill tone="plain">{t('due.none')}</Pill>}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}
