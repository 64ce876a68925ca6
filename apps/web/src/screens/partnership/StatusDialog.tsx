import { useState } from 'react';
import { ChangePartnershipStatusDocument, type PartnershipStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { RadioField } from '../../ui/Checks.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import type { FullPartnership } from './PartnershipPage.js';

/** The next step of a partnership; only what is possible now. */
export function StatusDialog({ partnership, onClose }: { partnership: FullPartnership; onClose(): void }) {
  const t = useT();
  const problemText = useProblemText();
  const [status, setStatus] = useState<PartnershipStatus | null>(null);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    if (!status) return setError(t('partnership.chooseStatus'));
    setBusy(true);
    const input = { id: partnership.id, expectedVersion: partnership.version, status, reason: reason.trim() || null };
    const outcome = await mutate(ChangePartnershipStatusDocument, { input });
    setBusy(false);
    if (outcome.ok) onClose();
    else setError(problemText(outcome.problem));
  };

  return (
    <Dialog title={t('partnership.changeStatus')} isOpen onClose={onClose}>
      <p>{t('partnership.statusNow', { status: t(`partnershipStatus.${partnership.status}`) })}</p>
      <RadioField
        label={t('partnership.nextStatus')}
        options={partnership.possibleStatuses.map((id) => ({ id, name: t(`partnershipStatus.${id}`) }))}
        value={status}
        onChange={(value) => {
          setStatus(value as PartnershipStatus);
          setError(undefined);
        }}
        error={error}
      />
      <TextField
        label={t('partnership.reason')}
        hint={t('form.optional')}
        value={reason}
        onChange={setReason}
        multiline
      />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isPending={busy} onPress={() => void save()}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
