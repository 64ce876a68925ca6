import { Check, CheckCheck, Clock } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { notices } from '../../app/notices.js';
import { useSetting } from '../../app/settings.js';
import { useTitle } from '../../app/useTitle.js';
import {
  MarkNotificationsDocument,
  type NotificationLineFragment,
  type NotificationReason,
  PostponeNotificationDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change } from '../../live/direct.js';
import { inboxChanged, inboxCounts } from '../../live/inbox.js';
import { useStore } from '../../live/store.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Menu, MenuItem } from '../../ui/Menu.js';
import { PickField } from '../../ui/PickField.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { RadioField } from '../../ui/Checks.js';
import { laterMoments } from './later.js';
import { NotificationItem } from './NotificationItem.js';
import { NotificationSettings } from './NotificationSettings.js';
import { reasons } from './reasons.js';
import { useNotifications } from './useNotifications.js';
import './notifications.css';

const PAGE = 25;

/** What concerns me over all partnerships, one line per thing. */
export function NotificationsPage() {
  const t = useT();
  const problemText = useProblemText();
  const counts = useStore(inboxCounts);
  const [which, setWhich] = useState<'new' | 'all'>('new');
  const [reason, setReason] = useState<string | null>('ALL');
  const [keys] = useSetting('keys', 'on');
  const unread = counts?.unread ?? 0;
  useTitle(unread > 0 ? `(${unread}) ${t('notifications.title')}` : t('notifications.title'));
  const { shown, error, again, more } = useNotifications(
    {
      ...(which === 'new' && { unread: true }),
      ...(reason && reason !== 'ALL' && { reasons: [reason as NotificationReason] }),
    },
    PAGE,
  );

  const done = (
    outcome: Awaited<ReturnType<typeof change>>,
    counts?: typeof inboxCounts extends { get(): infer C } ? C : never,
  ) => {
    if (!outcome.ok) return notices.tell(problemText(outcome.problem), 'late');
    if (counts) inboxCounts.set(counts);
    inboxChanged.emit();
  };
  const mark = async (item: NotificationLineFragment | null, read: boolean): Promise<void> => {
    const outcome = await change(MarkNotificationsDocument, { input: { read, ...(item && { ids: [item.id] }) } });
    done(outcome, outcome.ok ? outcome.data.markNotifications.counts : undefined);
  };
  const later = async (item: NotificationLineFragment, until: string | null): Promise<void> => {
    const outcome = await change(PostponeNotificationDocument, { input: { id: item.id, until } });
    done(outcome, outcome.ok ? outcome.data.postponeNotification.counts : undefined);
  };

  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLAnchorElement)) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a.notice-link')];
    const place = links.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1, ...(keys === 'on' && { j: 1, k: -1 }) }[event.key];
    if (step) {
      event.preventDefault();
      links[place + step]?.focus();
      return;
    }
    const item = shown?.items.find(({ id }) => id === links[place]?.closest('li')?.dataset.notification);
    if (keys !== 'on' || !item || (event.key !== 'e' && event.key !== 's')) return;
    event.preventDefault();
    // What is done leaves the list: the next line takes its place and the focus.
    (links[place + 1] ?? links[place - 1])?.focus();
    if (event.key === 'e') void mark(item, !item.read);
    else void later(item, laterMoments()[0]!.until);
  };

  return (
    <div className="page stack notifications">
      <div className="page-head">
        <h1>{t('notifications.title')}</h1>
        <Button
          icon={<CheckCheck size={20} aria-hidden />}
          isDisabled={unread === 0}
          onPress={() => void mark(null, true)}
        >
          {t('notifications.allRead')}
        </Button>
      </div>
      <div className="notice-filters">
        <RadioField
          label={t('notifications.which')}
          options={[
            { id: 'new', name: t('notifications.new') },
            { id: 'all', name: t('notifications.all') },
          ]}
          value={which}
          onChange={(value) => setWhich(value as 'new' | 'all')}
        />
        <PickField
          label={t('notifications.reason')}
          options={[
            { id: 'ALL', name: t('notifications.anyReason') },
            ...reasons.map((id) => ({ id, name: t(`notifications.reason.${id}`) })),
          ]}
          value={reason}
          onChange={setReason}
        />
      </div>
      <section className="card" aria-label={t('notifications.title')}>
        {error ? (
          <ErrorBlock title={t('notifications.failed')} error={error} onRetry={again} />
        ) : !shown ? (
          <Skeleton lines={5} />
        ) : shown.items.length === 0 ? (
          <EmptyState>{t(which === 'new' ? 'notifications.empty' : 'notifications.emptyAll')}</EmptyState>
        ) : (
          <ul className="notice-list" onKeyDown={onKey}>
            {shown.items.map((item) => (
              <NotificationItem
                key={item.id}
                item={item}
                onOpen={(opened) => void (opened.read || mark(opened, true))}
                actions={<Actions item={item} mark={mark} later={later} />}
              />
            ))}
          </ul>
        )}
        {more && <Button onPress={more}>{t('notifications.older')}</Button>}
      </section>
      {keys === 'on' && <p className="small muted notice-keys">{t('notifications.keys')}</p>}
      {/* Once there is a list, or none to come: one that comes would push it from under a finger. */}
      {(shown ?? error) && <NotificationSettings />}
    </div>
  );
}

interface ActionsProps {
  item: NotificationLineFragment;
  mark(item: NotificationLineFragment, read: boolean): Promise<void>;
  later(item: NotificationLineFragment, until: string | null): Promise<void>;
}

function Actions({ item, mark, later }: ActionsProps) {
  const t = useT();
  const moments = laterMoments();
  const what = item.subject && 'title' in item.subject ? item.subject.title : '';
  return (
    <div className="notice-actions no-print">
      <Button
        icon={<Check size={20} aria-hidden />}
        aria-label={t(item.read ? 'notifications.markUnreadOf' : 'notifications.markReadOf', { what })}
        onPress={() => void mark(item, !item.read)}
      >
        {t(item.read ? 'notifications.markUnread' : 'notifications.markRead')}
      </Button>
      {item.laterUntil ? (
        <Button onPress={() => void later(item, null)}>{t('notifications.notLater')}</Button>
      ) : (
        <Menu
          label={t('notifications.later')}
          onAction={(key) => void later(item, moments.find(({ id }) => id === key)?.until ?? null)}
          trigger={
            <Button icon={<Clock size={20} aria-hidden />} aria-label={t('notifications.laterOf', { what })}>
              {t('notifications.later')}
            </Button>
          }
        >
          {moments.map(({ id }) => (
            <MenuItem key={id} id={id}>
              {t(`notifications.later.${id}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}
