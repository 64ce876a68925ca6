import { LogIn } from 'lucide-react';
import { signInAddress } from '../../app/signIn.js';
import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { PlainPage } from '../errors/PlainPage.js';

/** One button; the link that somebody followed still works after it. */
export function SignInPage() {
  const t = useT();
  useTitle(t('session.signIn'));
  return (
    <PlainPage>
      <div className="page stack measure">
        <h1>{t('session.welcome')}</h1>
        <p>{t('session.what')}</p>
        <p>
          <a
            className="button button-primary"
            href={signInAddress(location.pathname + location.search + location.hash)}
          >
            <LogIn size={20} aria-hidden />
            {t('session.signInNow')}
          </a>
        </p>
        <p className="muted">{t('session.how')}</p>
      </div>
    </PlainPage>
  );
}
