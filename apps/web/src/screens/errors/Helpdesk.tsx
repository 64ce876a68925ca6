import { useT } from '../../i18n/messages.js';

export function Helpdesk({ reference }: { reference?: string | undefined }) {
  const t = useT();
  return (
    <div className="small muted">
      <p>{t('error.helpdesk')}</p>
      {reference && <p>{t('error.reference', { reference: reference.slice(0, 12) })}</p>}
    </div>
  );
}
