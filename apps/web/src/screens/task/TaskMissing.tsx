import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';

/** Does not exist, or is not yours to see: the same words. */
export function TaskMissing({ onClose }: { onClose(): void }) {
  const t = useT();
  return (
    <div className="stack">
      <h2>{t('error.notFoundTitle')}</h2>
      <p>{t('task.missing')}</p>
      <div>
        <Button kind="primary" onPress={onClose}>
          {t('task.back')}
        </Button>
      </div>
    </div>
  );
}
