import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Button } from '../../ui/Button.js';
import { CopyField } from '../../ui/CopyField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';

/** An invitation that was just made; its link is known at this moment only. */
export interface Made {
  link: string | null;
  email: string;
  expiresAt: string;
}

export function LinkDialog({ made, mailed, onClose }: { made: Made; mailed: boolean; onClose(): void }) {
  const t = useT();
  const format = useFormat();
  return (
    <Dialog title={t('invitations.ready')} isOpen mustAnswer onClose={onClose}>
      <p>{t(mailed ? 'invitations.mailed' : 'invitations.notMailed', { email: made.email })}</p>
      {made.link ? (
        <CopyField label={t('invitations.link')} value={made.link} />
      ) : (
        <Note warning>{t('invitations.noLink')}</Note>
      )}
      <Note>{t('invitations.linkHint', { date: format.longDate(made.expiresAt.slice(0, 10)) })}</Note>
      <DialogActions>
        <Button kind="primary" onPress={onClose}>
          {t('action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
