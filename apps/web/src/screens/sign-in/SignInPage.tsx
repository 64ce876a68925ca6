import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { PlainPage } from '../errors/PlainPage.js';
import { PersonaList } from './PersonaList.js';

export function SignInPage({ onSignedIn }: { onSignedIn(): void }) {
  const t = useT();
  useTitle(t('session.signIn'));
  return (
    <PlainPage>
      <div className="page stack">
        <h1>{t('session.signIn')}</h1>
        <p className="measure">{t('session.intro')}</p>
        <p className="example-mark">{t('shell.example')}</p>
        <PersonaList onSignedIn={onSignedIn} />
      </div>
    </PlainPage>
  );
}
