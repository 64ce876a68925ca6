import { useState } from 'react';
import { type ConnectedSystemFragment, RotateServiceClientKeyDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { RadioField } from '../../ui/Checks.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import { type KeyChoice, KeyField, noKeys } from './KeyField.js';
import type { Issued } from './SecretDialog.js';

interface Props {
  client: ConnectedSystemFragment;
  onClose(): void;
  onDone(issued: Issued): void;
}

const pauses = ['24', '168', '720', '0'] as const;

/** A new key, with time to bring it to the other side before the old one stops. */
export function RotateDialog({ client, onClose, onDone }: Props) {
  const t = useT();
  const problemText = useProblemText();
  const [hours, setHours] = useState<string>(pauses[0]);
  const [keys, setKeys] = useState<KeyChoice>(noKeys);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const rotate = async (): Promise<void> => {
    if (keys.own && !keys.text.trim()) return setError(t('clients.keysRequired'));
    setBusy(true);
    const outcome = await change(RotateServiceClientKeyDocument, {
      input: {
        id: client.id,
        expectedVersion: client.version,
        oldKeysExpireInHours: Number(hours),
        publicKeys: keys.own ? keys.text : null,
      },
    });
    setBusy(false);
    if (!outcome.ok) return setError(problemText(outcome.problem));
    const { client: changed, secret } = outcome.data.rotateServiceClientKey;
    onDone({ name: changed.name, clientId: changed.clientId, secret: secret ?? null });
  };

  return (
    <Dialog title={t('clients.rotateOf', { name: client.name })} isOpen onClose={onClose}>
      {error && (
        <div role="alert">
          <Note warning>{error}</Note>
        </div>
      )}
      <RadioField
        label={t('clients.oldKey')}
        options={pauses.map((id) => ({ id, name: t(`clients.oldKey.${id}`) }))}
        value={hours}
        onChange={setHours}
      />
      <KeyField value={keys} onChange={setKeys} />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isPending={busy} onPress={() => void rotate()}>
          {t('clients.rotateButton')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
