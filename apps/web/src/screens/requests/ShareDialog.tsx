import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { DecideReactionSharingDocument } from '../../gql/graphql.js';
import { todayIso } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';

/** Writes down what a body decided: to share, or no longer. */
export function ShareDialog({ shares, onClose }: { shares: boolean; onClose(): void }) {
  const t = useT();
  const problemText = useProblemText();
  const { partnership } = useWorkspace();
  const [decidedBy, setDecidedBy] = useState('');
  const [decidedOn, setDecidedOn] = useState<string | null>(todayIso());
  const [errors, setErrors] = useState<{ decidedBy?: string; decidedOn?: string }>({});
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    const missing = {
      ...(decidedBy.trim() ? {} : { decidedBy: t('sharing.needsBody') }),
      ...(decidedOn && decidedOn <= todayIso() ? {} : { decidedOn: t('sharing.needsDay') }),
    };
    setErrors(missing);
    if (!decidedOn || Object.keys(missing).length > 0) return;
    setBusy(true);
    const input = { partnershipId: partnership.id, shares, decidedBy: decidedBy.trim(), decidedOn };
    const outcome = await mutate(DecideReactionSharingDocument, { input });
    setBusy(false);
    if (outcome.ok) return onClose();
    const field = outcome.problem.field === 'decidedOn' ? 'decidedOn' : 'decidedBy';
    setErrors({ [field]: problemText(outcome.problem) });
  };

  return (
    <Dialog title={t(shares ? 'sharing.begin' : 'sharing.withdraw')} isOpen onClose={onClose}>
      <p className="measure">{t(shares ? 'sharing.beginExplain' : 'sharing.withdrawExplain')}</p>
      <TextField
        label={t('sharing.body')}
        hint={t('sharing.bodyHint')}
        value={decidedBy}
        onChange={setDecidedBy}
        error={errors.decidedBy}
        maxLength={200}
      />
      <DateField label={t('sharing.day')} value={decidedOn} onChange={setDecidedOn} error={errors.decidedOn} />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isPending={busy} onPress={() => void save()}>
          {t(shares ? 'sharing.begin' : 'sharing.withdraw')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
