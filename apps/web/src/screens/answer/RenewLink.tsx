import { useState } from 'react';
import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Note } from '../../ui/Note.js';
import { Helpdesk } from '../errors/Helpdesk.js';
import { call } from './api.js';

/** A link that opens nothing any more: a new one goes to the same address, if there is one. */
export function RenewLink({ link }: { link: string }) {
  const t = useT();
  const problemText = useProblemText();
  useTitle(t('answer.overTitle'));
  const [state, setState] = useState<'asking' | 'busy' | 'asked'>('asking');
  const [error, setError] = useState<string>();

  const renew = async (): Promise<void> => {
    if (state === 'busy') return;
    setState('busy');
    const outcome = await call<object>('renew', link);
    setState(outcome.ok ? 'asked' : 'asking');
    setError(outcome.ok ? undefined : problemText(outcome.problem));
  };
  return (
    <div className="page stack measure">
      <h1>{t('answer.overTitle')}</h1>
      <p>{t('answer.overText')}</p>
      {error && (
        <p className="error-block" role="alert">
          {error}
        </p>
      )}
      <div role="status">{state === 'asked' && <Note>{t('answer.renewed')}</Note>}</div>
      {state !== 'asked' && (
        <div>
          <Button kind="primary" onPress={() => void renew()}>
            {t(state === 'busy' ? 'answer.busy' : 'answer.renew')}
          </Button>
        </div>
      )}
      <Helpdesk />
    </div>
  );
}
