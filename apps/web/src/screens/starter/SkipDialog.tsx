import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { SkipStarterStepDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import type { Step } from './path.js';

/** Not to do a step is a choice: it asks why, and everybody reads the answer. */
export function SkipDialog({ step, onClose }: { step: Step; onClose(): void }) {
  const t = useT();
  const problemText = useProblemText();
  const { partnership } = useWorkspace();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const skip = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!reason.trim()) return setError(t('form.required'));
    setBusy(true);
    const outcome = await mutate(SkipStarterStepDocument, {
      input: { partnershipId: partnership.id, code: step.code, reason },
    });
    setBusy(false);
    if (outcome.ok || outcome.waited) return onClose();
    setError(problemText(outcome.problem));
  };
  return (
    <Dialog title={t('starter.skipTitle')} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void skip(event)} noValidate>
        <p lang="nl">
          <strong>{step.title}</strong>
        </p>
        <TextField
          label={t('starter.skipReason')}
          hint={t('starter.skipHint')}
          multiline
          autoFocus
          maxLength={500}
          value={reason}
          error={error}
          onChange={(text) => {
            setReason(text);
            setError(undefined);
          }}
        />
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" isDisabled={busy}>
            {t('starter.skipConfirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
