import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { PlainPage } from '../errors/PlainPage.js';
import { PersonaList } from './PersonaList.js';

/** Only ever a page of our own. */
function wanted(): string {
  const path = new URLSearchParams(location.search).get('return') ?? '/';
  const url = URL.parse(path, location.origin);
  return path.startsWith('/') && url?.origin === location.origin ? url.href : '/';
}

/** Choosing an example person, where no provider is set. */
export function PersonasPage() {
  const t = useT();
  useTitle(t('session.signIn'));
  return (
    <PlainPage>
      <div className="page stack">
        <h1>{t('session.signIn')}</h1>
        <p className="measure">{t('session.intro')}</p>
        <p className="example-mark">{t('shell.example')}</p>
        <PersonaList onSignedIn={() => location.assign(wanted())} />
      </div>
    </PlainPage>
  );
}
