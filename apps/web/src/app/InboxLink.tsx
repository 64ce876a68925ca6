import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { inboxCounts } from '../live/inbox.js';
import { useStore } from '../live/store.js';

/** The way to the notifications, with how many are new. */
export function InboxLink() {
  const t = useT();
  const count = useStore(inboxCounts)?.unread ?? 0;
  return (
    <Link to="/meldingen" className="button button-quiet inbox-link" aria-label={t('notifications.count', { count })}>
      <Bell size={20} aria-hidden />
      {count > 0 && (
        <span className="inbox-count number" aria-hidden>
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  );
}
