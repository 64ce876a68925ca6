import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { awaitingStatuses, allStatusWords, listText, statusWords } from '../requests/search.js';
import { RequestStatusPill, Term } from '../requests/Standing.js';
import { useRequests } from '../requests/useRequests.js';
import { Block } from './Block.js';
import { moveInList } from './TaskBlock.js';
import '../requests/requests.css';

const search = { status: listText(allStatusWords.filter((word) => awaitingStatuses.includes(statusWords[word]))) };

/** What is asked of an actor, over all partnerships, first due first. */
export function AskedBlock() {
  const t = useT();
  const { partnership } = useWorkspace();
  const { page, error, fetching, again } = useRequests(search);
  const result = { data: page ? { partnership: page } : undefined, error, fetching };
  return (
    <Block
      title={t('requests.askedTitle')}
      count={page?.totalCount}
      failed={t('today.requestsFailed')}
      result={result}
      again={again}
      strong
    >
      {page?.nodes.length === 0 ? (
        <EmptyState>{t('requests.askedEmpty')}</EmptyState>
      ) : (
        <ul className="today-list" onKeyDown={moveInList}>
          {page?.nodes.map((request) => (
            <li key={request.id}>
              <Link
                to="/verzoeken/$nr"
                params={{ nr: request.reference }}
                search={request.partnership.id === partnership.id ? {} : { in: request.partnership.id }}
                className="today-item today-waiting"
              >
                <span className="today-item-title">{request.partnership.name}</span>
                <span dir="auto">{request.title}</span>
                <span className="request-standing">
                  <Term request={request} />
                  <RequestStatusPill status={request.requestStatus} level={request.level} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}
