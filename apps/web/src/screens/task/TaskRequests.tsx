import { Link } from '@tanstack/react-router';
import { FilePlus2 } from 'lucide-react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { shortActor } from '../board/names.js';
import { RequestStatusPill, Term } from '../requests/Standing.js';
import type { Task } from './TaskPanel.js';
import '../requests/requests.css';

/** What is asked of others for this task. */
export function TaskRequests({ task }: { task: Task }) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  if (task.requests.length === 0 && !mayWrite) return null;
  return (
    <section className="stack-s" aria-labelledby="task-requests">
      <h2 id="task-requests" className="task-heading">
        {t('task.requests')}
      </h2>
      <ul className="stack-s">
        {task.requests.map((request) => (
          <li key={request.id}>
            <Link to="/verzoeken/$nr" params={{ nr: request.reference }} dir="auto">
              {request.reference} {request.title}
            </Link>
            <span className="row small">
              {shortActor(request.actor)}
              <RequestStatusPill status={request.requestStatus} level={request.level} />
              <Term request={request} />
            </span>
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div className="no-print">
          <Link to="/verzoeken/nieuw" search={{ taak: task.number }} className="button">
            <FilePlus2 size={20} aria-hidden />
            {t('task.makeRequest')}
          </Link>
        </div>
      )}
    </section>
  );
}
