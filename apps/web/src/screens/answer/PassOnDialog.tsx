import { type SubmitEvent, useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import { call, type Desk } from './api.js';

interface Props {
  link: string;
  onClose(): void;
  onDone(desk: Desk, to: string): void;
}

/** A colleague gets a link of their own; one's own goes on working. */
export function PassOnDialog({ link, onClose, onDone }: Props) {
  const t = useT();
  const problemText = useProblemText();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const pass = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!email.trim()) return setError(t('form.required'));
    setBusy(true);
    const outcome = await call<Desk>('pass-on', link, { email: email.trim(), name });
    setBusy(false);
    if (outcome.ok) return onDone(outcome.data, name.trim() || email.trim());
    setError(problemText(outcome.problem));
  };
  return (
    <Dialog title={t('answer.passOn')} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void pass(event)} noValidate>
        <p>{t('answer.passOnText')}</p>
        <TextField
          label={t('answer.colleagueEmail')}
          type="email"
          value={email}
          onChange={(text) => {
            setEmail(text);
            setError(undefined);
          }}
          error={error}
          maxLength={254}
          autoFocus
        />
        <TextField
          label={t('answer.colleagueName')}
          hint={t('form.optional')}
          value={name}
          onChange={setName}
          maxLength={200}
        />
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t(busy ? 'answer.busy' : 'answer.passOnSend')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
