import { Link } from '@tanstack/react-router';
import type { CombinedError } from 'urql';
import { signOut } from '../../app/signOut.js';
import { useT } from '../../i18n/messages.js';
import { problemOf } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { ErrorText } from './ErrorText.js';
import { NoAccess } from './NoAccess.js';
import { PlainPage } from './PlainPage.js';

function HomeLink() {
  const t = useT();
  return (
    <Link to="/" className="button button-primary">
      {t('error.home')}
    </Link>
  );
}

export function NotFoundPage() {
  const t = useT();
  return (
    <PlainPage>
      <ErrorText title={t('error.notFoundTitle')} action={<HomeLink />}>
        <p>{t('error.notFoundText')}</p>
      </ErrorText>
    </PlainPage>
  );
}

export function NoAccessPage() {
  return (
    <PlainPage>
      <NoAccess />
    </PlainPage>
  );
}

export function NoPartnershipPage() {
  const t = useT();
  return (
    <PlainPage>
      <ErrorText
        title={t('partnership.noneTitle')}
        action={
          <div className="row">
            <Link to="/samenwerking/nieuw" className="button button-primary">
              {t('partnership.create')}
            </Link>
            <Button onPress={() => void signOut()}>{t('session.signOut')}</Button>
          </div>
        }
      >
        <p>{t('partnership.noneText')}</p>
      </ErrorText>
    </PlainPage>
  );
}

export function LoadFailedPage({ error, onRetry }: { error: CombinedError; onRetry(): void }) {
  const t = useT();
  const text = useProblemText();
  const problem = problemOf(error);
  return (
    <PlainPage>
      <ErrorText
        title={t(problem.code === 'OFFLINE' ? 'error.offlineTitle' : 'error.ourFaultTitle')}
        reference={problem.traceId}
        action={
          <Button kind="primary" onPress={onRetry}>
            {t('action.retry')}
          </Button>
        }
      >
        <p>{text(problem)}</p>
        <p>{t('error.textKept')}</p>
      </ErrorText>
    </PlainPage>
  );
}
