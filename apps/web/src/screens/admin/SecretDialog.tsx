import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { CopyField } from '../../ui/CopyField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';

/** A system that just got a key; null for a secret means that it uses public keys of its own. */
export interface Issued {
  name: string;
  clientId: string;
  secret: string | null;
}

/** The only moment at which the secret can be seen: no Esc, no cross. */
export function SecretDialog({ issued, onClose }: { issued: Issued; onClose(): void }) {
  const t = useT();
  return (
    <Dialog title={t('clients.ready', { name: issued.name })} isOpen mustAnswer onClose={onClose}>
      <CopyField label={t('clients.id')} value={issued.clientId} />
      {issued.secret ? (
        <>
          <CopyField label={t('clients.secret')} value={issued.secret} />
          <Note warning>{t('clients.secretOnce')}</Note>
        </>
      ) : (
        <p>{t('clients.noSecret')}</p>
      )}
      <CopyField label={t('clients.tokenAddress')} value={`${location.origin}/oauth/token`} />
      <DialogActions>
        <Button kind="primary" onPress={onClose}>
          {t(issued.secret ? 'clients.secretKept' : 'action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
