import { Link } from '@tanstack/react-router';
import { useViewer } from '../../app/viewer.js';
import { useT } from '../../i18n/messages.js';
import { ErrorText } from './pages.js';

/** "You have no access here": who can give it, and as whom one looks now. */
export function NoAccess(_: { partnershipId?: string }) {
  const t = useT();
  const { person } = useViewer();
  return (
    <ErrorText
      title={t('error.noAccessTitle')}
      action={
        <Link to="/" className="button button-primary">
          {t('error.home')}
        </Link>
      }
    >
      <p>{t('error.noAccessText')}</p>
      <p>{t('access.lookingAs', { name: person.displayName, organisation: person.organisationName ?? '–' })}</p>
    </ErrorText>
  );
}
