import { Link } from '@tanstack/react-router';
import type { EventLineFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';

/** An event as a sentence; what it is about is a link. */
export function EventText({ event }: { event: EventLineFragment }) {
  const t = useT();
  const subject = event.subject;
  const request = subject?.__typename === 'Request' ? subject : null;
  const task = subject?.__typename === 'CoordinationTask' ? subject : null;
  const name = event.by?.displayName ?? t('conflict.somebody');
  const status = event.type === 'TASK_MOVED' && task ? t(`status.${task.status}`) : 'none';
  return (
    <span>
      {t(`event.${event.type}`, { name, status })}
      {task && (
        <>
          {': '}
          <Link to="/taken/$nr" params={{ nr: String(task.number) }} dir="auto">
            {task.title}
          </Link>
        </>
      )}
      {request && (
        <>
          {': '}
          <Link to="/verzoeken/$nr" params={{ nr: request.reference }} dir="auto">
            {request.reference} {request.title}
          </Link>
        </>
      )}
    </span>
  );
}
