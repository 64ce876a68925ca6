import { AtSign, BellRing, Clock, Info, Lock, MailWarning } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NotificationLineFragment } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Pill } from '../../ui/Pill.js';
import { addressOf, useOpenSubject } from './useOpenSubject.js';

interface Props {
  item: NotificationLineFragment;
  onOpen?(item: NotificationLineFragment): void;
  actions?: ReactNode;
}

/** One thing with the reason why one is told, and what happened last. */
export function NotificationItem({ item, onOpen, actions }: Props) {
  const t = useT();
  const format = useFormat();
  const open = useOpenSubject();
  const { subject, news, reasons } = item;
  if (!subject || !('title' in subject)) return null;
  const [latest] = news;
  const [reason] = reasons;
  return (
    <li className={item.read ? 'notice-line' : 'notice-line notice-unread'} data-notification={item.id}>
      <a
        href={addressOf(item) ?? '#'}
        className="notice-link"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          onOpen?.(item);
          open(item);
        }}
      >
        <span className="notice-title" dir="auto">
          {!item.read && <span className="notice-dot" aria-hidden />}
          {!item.read && <span className="visually-hidden">{t('notifications.unread')}: </span>}
          <span className="number">{subject.reference}</span> {subject.title}
        </span>
        <span className="row small muted">
          {reason && (
            <Pill tone={item.mustAct ? 'wait' : 'plain'} icon={<ReasonIcon reason={reason} />}>
              {t(`notifications.reason.${reason}`)}
            </Pill>
          )}
          {item.internal && (
            <Pill tone="plain" icon={<Lock aria-hidden />}>
              {t('notifications.internal')}
            </Pill>
          )}
          {item.mailFailed && (
            <Pill tone="late" icon={<MailWarning aria-hidden />}>
              {t('notifications.mailFailed')}
            </Pill>
          )}
        </span>
        <span className="small muted">
          {latest &&
            t(`event.${latest.type}`, { name: latest.by?.displayName ?? t('conflict.somebody'), status: 'none' })}
          {' · '}
          <time dateTime={item.latestAt}>{format.ago(item.latestAt)}</time>
          {item.unread > 1 && ` · ${t('notifications.more', { count: item.unread })}`}
          {item.partnership && ` · ${item.partnership.name}`}
          {item.laterUntil && ` · ${t('notifications.laterUntil', { when: format.moment(item.laterUntil) })}`}
        </span>
      </a>
      {actions}
    </li>
  );
}

function ReasonIcon({ reason }: { reason: NotificationLineFragment['reasons'][number] }) {
  if (reason === 'MENTIONED' || reason === 'TALK') return <AtSign aria-hidden />;
  if (reason === 'DEADLINE' || reason === 'REMINDER') return <Clock aria-hidden />;
  if (reason === 'ASSIGNEE' || reason === 'ASKER' || reason === 'AUTHOR' || reason === 'FOLLOWER')
    return <Info aria-hidden />;
  return <BellRing aria-hidden />;
}
