import { useLocation } from '@tanstack/react-router';
import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { PlainPage } from '../errors/PlainPage.js';

/** What somebody sees who is not signed in, at any address: the way in, which leads back to that address. */
export function SignInPage() {
  const t = useT();
  const { href } = useLocation();
  useTitle(t('session.signIn'));
  return (
    <PlainPage>
      <div className="page stack">
        <h1>{t('session.signIn')}</h1>
        <p className="measure">{t('session.welcome')}</p>
        <p>
          <a className="button button-primary" href={`/auth/sign-in?return=${encodeURIComponent(href)}`}>
            {t('session.signInNow')}
          </a>
        </p>
      </div>
    </PlainPage>
  );
}
