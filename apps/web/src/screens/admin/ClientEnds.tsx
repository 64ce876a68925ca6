import { type ReactNode, useState } from 'react';
import { notices } from '../../app/notices.js';
import {
  type ConnectedSystemFragment,
  RemoveServiceClientKeyDocument,
  RevokeServiceClientDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change, type DirectOutcome } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import type { ClientKey } from './ClientCard.js';

interface Props {
  client: ConnectedSystemFragment;
  onClose(): void;
  onDone(): void;
}

/** Cutting a system off, for good. */
export function RevokeClientDialog({ client, onClose, onDone }: Props) {
  const t = useT();
  const input = { id: client.id, expectedVersion: client.version };
  return (
    <Confirm
      title={t('clients.revokeTitle', { name: client.name })}
      button={t('clients.revoke')}
      run={() => change(RevokeServiceClientDocument, { input })}
      told={t('clients.revoked', { name: client.name })}
      onClose={onClose}
      onDone={onDone}
    >
      {t('clients.revokeText', { name: client.name, organisation: client.organisation.name })}
    </Confirm>
  );
}

/** Ending one key at once, for example because it leaked. */
export function RemoveKeyDialog({ client, clientKey, onClose, onDone }: Props & { clientKey: ClientKey }) {
  const t = useT();
  const input = { id: client.id, expectedVersion: client.version, keyId: clientKey.id };
  return (
    <Confirm
      title={t('clients.removeKeyOf', { hint: clientKey.hint })}
      button={t('clients.removeKey')}
      run={() => change(RemoveServiceClientKeyDocument, { input })}
      told={t('clients.changed', { name: client.name })}
      onClose={onClose}
      onDone={onDone}
    >
      {t('clients.removeKeyText', { name: client.name })}
    </Confirm>
  );
}

interface ConfirmProps {
  title: string;
  button: string;
  run(): Promise<DirectOutcome<unknown>>;
  told: string;
  onClose(): void;
  onDone(): void;
  children: ReactNode;
}

function Confirm({ title, button, run, told, onClose, onDone, children }: ConfirmProps) {
  const t = useT();
  const problemText = useProblemText();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const outcome = await run();
    setBusy(false);
    if (!outcome.ok) return setError(problemText(outcome.problem));
    notices.tell(told, 'done');
    onDone();
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      {error && (
        <div role="alert">
          <Note warning>{error}</Note>
        </div>
      )}
      <p>{children}</p>
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="danger" isPending={busy} onPress={() => void confirm()}>
          {button}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
