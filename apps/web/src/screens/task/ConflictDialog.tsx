import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import './conflict.css';

export interface ConflictView {
  changedBy: string | null;
  changedAt: string | null;
  fields: readonly { label: string; mine: string; theirs: string }[];
  takeTheirs(): void;
  putMineBack(): void;
}

/** Two columns, two buttons: nothing is overwritten in silence. */
export function ConflictDialog({ conflict }: { conflict: ConflictView }) {
  const t = useT();
  const format = useFormat();
  const { changedBy, changedAt, fields, takeTheirs, putMineBack } = conflict;
  return (
    <Dialog title={t('conflict.title')} isOpen wide onClose={takeTheirs}>
      <p>
        {t('conflict.who', {
          name: changedBy ?? t('conflict.somebody'),
          when: changedAt ? format.ago(changedAt) : t('time.now'),
        })}
      </p>
      {fields.map(({ label, mine, theirs }) => (
        <section key={label} className="stack-s">
          <h3>{label}</h3>
          <div className="conflict">
            <div className="card">
              <p className="small muted">{t('conflict.mine')}</p>
              <p className="prewrap" dir="auto">
                {mine || '–'}
              </p>
            </div>
            <div className="card">
              <p className="small muted">{t('conflict.theirs')}</p>
              <p className="prewrap" dir="auto">
                {theirs || '–'}
              </p>
            </div>
          </div>
        </section>
      ))}
      <DialogActions>
        <Button onPress={putMineBack}>{t('conflict.putMineBack')}</Button>
        <Button kind="primary" onPress={takeTheirs}>
          {t('conflict.takeTheirs')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
