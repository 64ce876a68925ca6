import { Link } from '@tanstack/react-router';
import { useSwitchOrganisation } from '../../app/useSwitchOrganisation.js';
import { useViewer } from '../../app/viewer.js';
import { useT } from '../../i18n/messages.js';
import { OrganisationList } from '../sign-in/OrganisationList.js';
import { ErrorText } from './ErrorText.js';

/** "You have no access here": who can give it, as whom one looks now, and as whom one might look instead. */
export function NoAccess({ name }: { name?: string }) {
  const t = useT();
  const switchTo = useSwitchOrganisation();
  const { person, organisation, organisations } = useViewer();
  const others = organisations.filter(({ id }) => id !== organisation?.id);
  return (
    <ErrorText
      title={t('error.noAccessTitle')}
      action={
        <Link to="/" className="button button-primary">
          {t('error.home')}
        </Link>
      }
    >
      <p>{name ? t('access.giverOf', { name }) : t('access.giver')}</p>
      <p>
        {t('access.lookingAs', {
          name: person.displayName,
          organisation: organisation?.name ?? person.organisationName ?? '–',
        })}
      </p>
      {others.length > 0 && (
        <section className="stack-s" aria-labelledby="other-organisations">
          <h2 id="other-organisations">{t('access.tryAnother')}</h2>
          <p>{t('access.tryAnotherText')}</p>
          <OrganisationList organisations={others} onChoose={switchTo} />
        </section>
      )}
    </ErrorText>
  );
}
