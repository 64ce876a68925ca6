import { type SubmitEvent, useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import { call, type Desk } from './api.js';

interface Props {
  link: string;
  dueOn: string;
  onClose(): void;
  onDone(desk: Desk): void;
}

/** Until when, and why: those who ask decide, unless the law already does. */
export function MoreTimeDialog({ link, dueOn, onClose, onDone }: Props) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const [untilOn, setUntilOn] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<{ untilOn?: string; reason?: string }>({});
  const [busy, setBusy] = useState(false);

  const ask = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const later = untilOn !== null && untilOn > dueOn;
    const found = {
      ...(!later && { untilOn: t('error.REQUEST_EXTENSION_NOT_LATER', { dueOn: format.longDate(dueOn) }) }),
      ...(!reason.trim() && { reason: t('form.required') }),
    };
    if (Object.keys(found).length > 0) return setErrors(found);
    setBusy(true);
    const outcome = await call<Desk>('time', link, { untilOn, reason });
    setBusy(false);
    if (outcome.ok) return onDone(outcome.data);
    const { field } = outcome.problem;
    setErrors({ [field === 'reason' ? 'reason' : 'untilOn']: problemText(outcome.problem) });
  };
  return (
    <Dialog title={t('answer.moreTime')} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void ask(event)} noValidate>
        <p>{t('answer.moreTimeText')}</p>
        <DateField
          label={t('answer.untilWhen')}
          value={untilOn}
          onChange={(day) => {
            setUntilOn(day);
            setErrors({});
          }}
          error={errors.untilOn}
        />
        <TextField
          label={t('answer.why')}
          hint={t('form.privacy')}
          multiline
          value={reason}
          onChange={(text) => {
            setReason(text);
            setErrors({});
          }}
          error={errors.reason}
          maxLength={2_000}
        />
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t(busy ? 'answer.busy' : 'answer.moreTimeAsk')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
