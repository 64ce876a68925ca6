import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useClient } from 'urql';
import { type ChangeFragment, TaskHistoryDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { Button } from '../../ui/Button.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { useChangeTexts } from './useChangeTexts.js';
import type { Task } from './TaskPanel.js';

/** Who changed what about a task; folded until somebody wants to know. */
export function History({ task }: { task: Task }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <section className="stack-s">
      <h2 className="task-heading">
        <Button
          kind="quiet"
          aria-expanded={open}
          icon={open ? <ChevronDown size={20} aria-hidden /> : <ChevronRight size={20} aria-hidden />}
          onPress={() => setOpen(!open)}
        >
          {t('history.title')} <span className="muted number">({task.history.totalCount})</span>
        </Button>
      </h2>
      {open && <Changes task={task} />}
    </section>
  );
}

function Changes({ task }: { task: Task }) {
  const t = useT();
  const client = useClient();
  const [more, setMore] = useState<{ changes: ChangeFragment[]; cursor: string | null } | null>(null);
  const [{ data, error }, again] = useLiveQuery(
    { query: TaskHistoryDocument, variables: { id: task.id } },
    (event) => event.subjectId === task.id,
  );
  const first = data?.node?.__typename === 'CoordinationTask' ? data.node.history : null;
  if (error && !first)
    return (
      <ErrorBlock title={t('history.failed')} error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
    );
  if (!first) return <Skeleton lines={3} />;
  if (first.nodes.length === 0) return <p className="muted">{t('history.empty')}</p>;

  const keyOf = ({ at, field, after, before }: ChangeFragment): string => [at, field, ...before, '→', ...after].join();
  const known = new Set(first.nodes.map(keyOf));
  const changes = [...first.nodes, ...(more?.changes ?? []).filter((change) => !known.has(keyOf(change)))];
  const next = more ? more.cursor : first.pageInfo.hasNextPage ? (first.pageInfo.endCursor ?? null) : null;
  const loadMore = async (): Promise<void> => {
    const answer = await client.query(
      TaskHistoryDocument,
      { id: task.id, after: next },
      { requestPolicy: 'network-only' },
    );
    const page = answer.data?.node?.__typename === 'CoordinationTask' ? answer.data.node.history : null;
    if (!page) return;
    setMore((before) => ({
      changes: [...(before?.changes ?? []), ...page.nodes],
      cursor: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
    }));
  };
  return (
    <>
      <ol className="history">
        {changes.map((change) => (
          <ChangeItem key={keyOf(change)} change={change} />
        ))}
      </ol>
      {next && <Button onPress={() => void loadMore()}>{t('history.more')}</Button>}
    </>
  );
}

function ChangeItem({ change }: { change: ChangeFragment }) {
  const t = useT();
  const format = useFormat();
  const { label, text } = useChangeTexts();
  const [before, after] = [text(change.field, change.before), text(change.field, change.after)];
  return (
    <li className="history-item">
      <p className="small">
        <strong>{change.by?.displayName ?? t('conflict.somebody')}</strong>{' '}
        <time className="muted" dateTime={change.at}>
          {format.moment(change.at)}
        </time>
      </p>
      <p className="small muted">{label(change.field, change.after.length > 0, change.before.length > 0)}</p>
      <dl className="history-values">
        {before && (
          <>
            <dt className="visually-hidden">{t('history.before')}</dt>
            <dd className="history-before prewrap" dir="auto">
              <del>{before}</del>
            </dd>
          </>
        )}
        {after && (
          <>
            <dt className="visually-hidden">{t('history.after')}</dt>
            <dd className="prewrap" dir="auto">
              {after}
            </dd>
          </>
        )}
        {!after && before && !change.field.startsWith('step') && <dd className="muted">{t('history.emptied')}</dd>}
      </dl>
    </li>
  );
}
