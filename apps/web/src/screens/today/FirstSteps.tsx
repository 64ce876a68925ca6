import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { commands } from '../../app/commands.js';
import { useSetting } from '../../app/settings.js';
import { useT } from '../../i18n/messages.js';
import { Button, IconButton } from '../../ui/Button.js';

/** Three steps for newcomers, until they close it for good. */
export function FirstSteps() {
  const t = useT();
  const [steps, set] = useSetting('first-steps', 'open');
  if (steps !== 'open') return null;
  return (
    <section className="card first-steps no-print" aria-label={t('today.start')}>
      <ol>
        <li>
          <Link to="/samenwerking">{t('today.startPartnership')}</Link>
        </li>
        <li>
          <Link to="/meldingen">{t('today.startNotifications')}</Link>
        </li>
        <li>
          <Button kind="quiet" onPress={() => commands.search.emit()}>
            {t('today.startSearch')}
          </Button>
        </li>
      </ol>
      <IconButton label={t('today.startClose')} icon={<X size={20} aria-hidden />} onPress={() => set('closed')} />
    </section>
  );
}
