import { useT } from '../../i18n/messages.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { NotificationItem } from '../notifications/NotificationItem.js';
import { useNotifications } from '../notifications/useNotifications.js';
import '../notifications/notifications.css';
import { moveInList, TaskBlock } from './TaskBlock.js';

const filter = { mustAct: true };
const MOST = 5;

/** What was asked of me, and my own open tasks, over all partnerships; each thing once. */
export function WaitsOnMe({ personId }: { personId: string }) {
  const t = useT();
  const { shown, error, again } = useNotifications(filter, MOST);
  const items = shown?.items.slice(0, MOST) ?? [];
  const told = new Set(items.map(({ subject }) => subject?.id));
  return (
    <TaskBlock
      title={t('today.waitingOnYou')}
      filter={{ statuses: ['TODO', 'BUSY'], assigneeIds: [personId] }}
      empty={t('today.nothingWaits')}
      failed={t('today.tasksFailed')}
      strong
      keep={(task) => !told.has(task.id)}
      aboveCount={items.length}
      above={
        error ? (
          <ErrorBlock title={t('today.forYouFailed')} error={error} onRetry={again} />
        ) : (
          items.length > 0 && (
            <ul className="today-list" onKeyDown={moveInList}>
              {items.map((item) => (
                <NotificationItem key={item.id} item={item} />
              ))}
            </ul>
          )
        )
      }
    />
  );
}
