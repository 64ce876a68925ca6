import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { useStore } from '../live/store.js';
import { IconButton } from '../ui/Button.js';
import { notices } from './notices.js';

export function Notices() {
  const t = useT();
  const shown = useStore(notices.store);
  return (
    <div className="notices no-print" role="status">
      {shown.map(({ id, text, tone }) => (
        <div key={id} className={`notice notice-${tone}`}>
          {tone === 'late' ? <CircleAlert size={20} aria-hidden /> : <CircleCheck size={20} aria-hidden />}
          <p>{text}</p>
          <IconButton
            label={t('action.close')}
            icon={<X size={16} aria-hidden />}
            onPress={() => notices.dismiss(id)}
          />
        </div>
      ))}
    </div>
  );
}
