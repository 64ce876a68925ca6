import { Undo2 } from 'lucide-react';
import { useQuery } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import { BulkChangesDocument } from '../../gql/graphql.js';
import { type MessageId, useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { useBulk } from './useBulk.js';

const known: Partial<Record<string, MessageId>> = {
  status: 'bulk.status',
  assignee: 'bulk.who',
  priority: 'bulk.priority',
  dueOn: 'task.dueMenu',
  municipalities: 'bulk.places',
  archived: 'archive.title',
  customValues: 'filter.fields',
};

/** What one changed many of at once in the last week; each can be undone once. */
export function BulkHistory({ onClose }: { onClose(): void }) {
  const t = useT();
  const format = useFormat();
  const { partnership } = useWorkspace();
  const { undo } = useBulk();
  const [{ data, error, fetching }, again] = useQuery({
    query: BulkChangesDocument,
    variables: { id: partnership.id },
    requestPolicy: 'network-only',
  });
  const changes = data?.partnership?.taskBulkChanges;
  const undoOne = async (id: string): Promise<void> => {
    await undo(id);
    again({ requestPolicy: 'network-only' });
  };
  return (
    <Dialog title={t('bulk.history')} isOpen onClose={onClose} wide>
      {changes ? (
        <ul className="stack">
          {changes.length === 0 && <li className="muted">{t('bulk.historyEmpty')}</li>}
          {changes.map(({ id, at, fields, taskCount, undoneAt }) => (
            <li key={id} className="row-between">
              <span>
                {format.moment(at)} · {t('bulk.changed', { count: taskCount })}
                <span className="muted small">
                  {' '}
                  {format.list(fields.flatMap((field) => (known[field] ? [t(known[field])] : [])))}
                </span>
              </span>
              {undoneAt ? (
                <span className="muted">{t('bulk.wasUndone')}</span>
              ) : (
                <Button icon={<Undo2 size={16} aria-hidden />} onPress={() => void undoOne(id)}>
                  {t('bulk.undo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : error && !fetching ? (
        <ErrorBlock title={t('bulk.historyFailed')} error={error} onRetry={() => again()} />
      ) : (
        <Skeleton lines={3} />
      )}
    </Dialog>
  );
}
