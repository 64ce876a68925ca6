import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../app/workspaceContext.js';
import { MyTasksDocument, type RequestRowFragment, WeWaitForDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { DuePill } from '../../ui/DuePill.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Pill } from '../../ui/Pill.js';
import { shortActor, waitingOn } from '../board/names.js';
import { awaitingStatuses } from '../requests/search.js';
import { Marks, Term } from '../requests/Standing.js';
import { concernsRequests } from '../requests/useRequests.js';
import { Block } from './Block.js';
import { moveInList } from './TaskBlock.js';
import '../requests/requests.css';

const filter = { statuses: ['WAITING' as const] };
const asked = { statuses: [...awaitingStatuses, 'ANSWERED' as const] };

/** On whom we wait, for what, and how late they are: requests first, then tasks that wait without one. */
export function WaitingBlock() {
  const t = useT();
  const { partnership } = useWorkspace();
  const [result, again] = useLiveQuery(
    { query: WeWaitForDocument, variables: { id: partnership.id, filter: asked } },
    concernsRequests,
  );
  const [tasksResult] = useLiveQuery(
    { query: MyTasksDocument, variables: { id: partnership.id, filter } },
    ({ type }) => type.startsWith('TASK_'),
  );
  const page = result.data?.partnership?.requests;
  const requests = (page?.nodes ?? []).filter(({ requestStatus }) => asked.statuses.includes(requestStatus as 'SENT'));
  const waiting = (tasksResult.data?.partnership?.tasks.nodes ?? []).filter(
    (task) => task.status === 'WAITING' && task.requests.length === 0,
  );
  const tasks = waiting.slice(0, 5);
  const rest = (page?.totalCount ?? 0) - requests.length;
  return (
    <Block
      title={t('today.weWait')}
      count={page && page.totalCount + waiting.length}
      failed={t('today.requestsFailed')}
      result={result}
      again={again}
    >
      {requests.length + tasks.length === 0 ? (
        <EmptyState>{t('today.weWaitEmpty')}</EmptyState>
      ) : (
        <ul className="today-list" onKeyDown={moveInList}>
          {requests.map((request) => (
            <WaitingRequest key={request.id} request={request} />
          ))}
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
      {rest > 0 && (
        <p>
          <Link to="/verzoeken">{t('today.moreRequests', { count: rest })}</Link>
        </p>
      )}
    </Block>
  );
}

function WaitingRequest({ request }: { request: RequestRowFragment }) {
  return (
    <li>
      <Link to="/verzoeken/$nr" params={{ nr: request.reference }} className="today-item today-waiting">
        <span className="today-item-title">{shortActor(request.actor)}</span>
        <span dir="auto">{request.title}</span>
        <span className="request-standing">
          <Term request={request} />
          <Marks request={request} asking />
        </span>
      </Link>
    </li>
  );
}
