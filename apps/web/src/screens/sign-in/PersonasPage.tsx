import { returnPath } from '../../app/signIn.js';
import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { PlainPage } from '../errors/PlainPage.js';
import { PersonaList } from './PersonaList.js';

/** Where the demonstration has no identity provider: the people to choose from. */
export function PersonasPage() {
  const t = useT();
  useTitle(t('session.signIn'));
  return (
    <PlainPage>
      <div className="page stack">
        <h1>{t('session.signIn')}</h1>
        <p className="measure">{t('session.intro')}</p>
        <p className="example-mark">{t('shell.example')}</p>
        <PersonaList onSignedIn={() => location.assign(returnPath(location.search))} />
      </div>
    </PlainPage>
  );
}
