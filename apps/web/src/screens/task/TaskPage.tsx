import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { TaskDetailDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { TaskMissing } from './TaskMissing.js';
import { TaskPanel } from './TaskPanel.js';
import './task.css';

/** `231` and `T-0231` are the same task. */
const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);

export function TaskPage() {
  const t = useT();
  const params: { nr?: string } = useParams({ strict: false });
  const number = numberIn(params.nr ?? '');
  const isPhone = useIsPhone();
  const { partnership } = useWorkspace();
  const panel = useRef<HTMLElement>(null);
  const close = useClose();
  const shown = useRef<string | undefined>(undefined);
  const [{ data, error, fetching }, again] = useLiveQuery(
    { query: TaskDetailDocument, variables: { partnershipId: partnership.id, number } },
    (event) => event.subjectId === shown.current,
  );
  const task = data?.taskByNumber;
  useEffect(() => {
    shown.current = task?.id;
  }, [task?.id]);
  useTitle(task ? `${task.reference} ${task.title}` : t('task.one'));

  // The panel has the focus when it opens, and again when another task is opened in it.
  useEffect(() => {
    panel.current?.focus();
  }, [number]);

  return (
    <section
      ref={panel}
      tabIndex={-1}
      className={isPhone ? 'task-page' : 'task-panel'}
      aria-label={task ? `${task.reference} ${task.title}` : t('task.one')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close(task?.id);
      }}
    >
      {task ? (
        <TaskPanel key={task.id} task={task} onClose={() => close(task.id)} />
      ) : error && !fetching ? (
        <ErrorBlock title={t('task.failed')} error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
      ) : data ? (
        <TaskMissing onClose={() => close()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </section>
  );
}

/** Back to the board with its filters; the focus returns to the card. */
function useClose(): (id?: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (id) => {
      void navigate({ to: '/taken', search: (before) => before }).then(() => {
        setTimeout(() => {
          const selector = id
            ? `[data-key="${CSS.escape(id)}"][role="row"], [data-task="${CSS.escape(id)}"], [data-key="${CSS.escape(id)}"] button`
            : '#main h1';
          document.querySelector<HTMLElement>(selector)?.focus();
        }, 50);
      });
    },
    [navigate],
  );
}
