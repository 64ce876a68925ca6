import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { WithdrawMandateDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import { TextField } from '../../ui/TextField.js';
import type { AccessMember } from './useAccess.js';

interface Props {
  member: AccessMember;
  onClose(): void;
  onDone(): void;
}

/** Names the person and says what stops, before it stops. */
export function WithdrawDialog({ member: { mandate, person }, onClose, onDone }: Props) {
  const t = useT();
  const viewer = useViewer();
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const name = person.displayName;

  const withdraw = async (): Promise<void> => {
    setBusy(true);
    const outcome = await change(WithdrawMandateDocument, {
      input: { id: mandate.id, expectedVersion: mandate.version, reason: reason.trim() || null },
    });
    setBusy(false);
    if (!outcome.ok) return setError(problemText(outcome.problem));
    notices.tell(t('members.withdrawn', { name }), 'done');
    onDone();
  };

  return (
    <Dialog title={t('members.withdrawTitle', { name })} isOpen onClose={onClose}>
      {error && (
        <div className="error-block" role="alert">
          <h3>{t('members.withdrawRefused')}</h3>
          <p>{error}</p>
        </div>
      )}
      {person.id === viewer.person.id && <Note warning>{t('members.withdrawSelf')}</Note>}
      <p>
        {t('members.withdrawWhat', {
          name,
          role: t(`role.${mandate.role}`),
          organisation: mandate.organisation.name,
          partnership: partnership.name,
        })}
      </p>
      <ul className="facts">
        <li>{t('members.withdrawStops', { name })}</li>
        <li>{t('members.withdrawKeeps', { name })}</li>
      </ul>
      <TextField
        label={t('members.reason')}
        hint={t('members.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        multiline
      />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="danger" isPending={busy} onPress={() => void withdraw()}>
          {t('members.withdrawButton')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
