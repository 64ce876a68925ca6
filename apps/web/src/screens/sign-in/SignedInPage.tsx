import { useEffect } from 'react';
import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { tellWindows } from '../../live/sessionChannel.js';
import { Button } from '../../ui/Button.js';
import { PlainPage } from '../errors/PlainPage.js';

/** The end of the window in which somebody signed in again: tells the page behind it, and goes. */
export function SignedInPage() {
  const t = useT();
  useTitle(t('session.signedIn'));
  useEffect(() => {
    tellWindows('signed-in');
    window.close();
  }, []);
  return (
    <PlainPage>
      <div className="page stack measure">
        <h1>{t('session.signedIn')}</h1>
        <p>{t('session.signedInText')}</p>
        <div className="row">
          <Button kind="primary" onPress={() => window.close()}>
            {t('session.closeWindow')}
          </Button>
          <a className="button" href="/">
            {t('error.home')}
          </a>
        </div>
      </div>
    </PlainPage>
  );
}
