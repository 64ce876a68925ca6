import { type SubmitEvent, useState } from 'react';
import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { call, type CodeSent, type Desk } from './api.js';
import { RenewLink } from './RenewLink.js';

interface Props {
  link: string;
  sent: CodeSent;
  onEnter(desk: Desk): void;
}

/** The code that was mailed. */
export function CodeStep({ link, sent, onEnter }: Props) {
  const t = useT();
  const problemText = useProblemText();
  useTitle(t('answer.codeTitle'));
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const [told, setTold] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);

  const enter = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (code.replaceAll(/\D/g, '').length !== 8) return setError(t('answer.codeDigits'));
    setBusy(true);
    const outcome = await call<Desk>('enter', link, { code });
    setBusy(false);
    if (outcome.ok) return onEnter(outcome.data);
    if (outcome.problem.code === 'ANSWER_LINK_OVER') return setOver(true);
    setError(problemText(outcome.problem));
  };
  const again = async (): Promise<void> => {
    setTold(undefined);
    const outcome = await call<CodeSent>('code', link);
    if (outcome.ok) {
      setError(undefined);
      return setTold(t('answer.codeSentAgain', { to: sent.to }));
    }
    if (outcome.problem.code === 'ANSWER_LINK_OVER') return setOver(true);
    setError(problemText(outcome.problem));
  };

  if (over) return <RenewLink link={link} />;
  return (
    <div className="page stack measure">
      <h1>{t('answer.codeHeading', { reference: sent.reference })}</h1>
      <p>{t('answer.codeSent', { to: sent.to })}</p>
      <form className="form" onSubmit={(event) => void enter(event)} noValidate>
        <div className="answer-code">
          <TextField
            label={t('answer.code')}
            hint={t('answer.codeHint')}
            value={code}
            onChange={(text) => {
              setCode(text);
              setError(undefined);
            }}
            error={error}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            autoFocus
          />
        </div>
        <div className="row">
          <Button kind="primary" type="submit">
            {t(busy ? 'answer.busy' : 'answer.open')}
          </Button>
          <Button onPress={() => void again()}>{t('answer.codeAgain')}</Button>
        </div>
        <p role="status" className="small muted">
          {told}
        </p>
      </form>
      <p className="small muted">{t('answer.whyCode')}</p>
    </div>
  );
}
