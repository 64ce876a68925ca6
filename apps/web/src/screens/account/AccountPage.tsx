import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as PlainButton, Disclosure, DisclosurePanel } from 'react-aria-components';
import { Provider, useQuery } from 'urql';
import { signOut } from '../../app/signOut.js';
import { useSwitchOrganisation } from '../../app/useSwitchOrganisation.js';
import { useTitle } from '../../app/useTitle.js';
import { useViewer } from '../../app/viewer.js';
import { AccountDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { direct } from '../../live/direct.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { LogList } from '../log/LogList.js';
import { OrganisationList } from '../sign-in/OrganisationList.js';
import { CalendarAddress } from './CalendarAddress.js';
import { Mandates } from './Mandates.js';
import { Sessions } from './Sessions.js';
import './account.css';

/** Who I am here, for whom I act, where I am signed in, and what was done in my name. */
export function AccountPage() {
  const t = useT();
  const switchTo = useSwitchOrganisation();
  const { person, organisation, organisations } = useViewer();
  useTitle(t('account.title'));
  return (
    <div className="page stack account">
      <h1>{t('account.title')}</h1>
      <section className="card row-between nowrap" aria-label={t('account.me')}>
        <div className="row nowrap">
          <Avatar person={person} />
          <div>
            <p className="field-label">{person.displayName}</p>
            <p className="small muted">
              {[person.function, organisation?.name ?? person.organisationName].filter(Boolean).join(', ')}
            </p>
          </div>
        </div>
        <Button onPress={() => void signOut()}>{t('session.signOut')}</Button>
      </section>
      {organisations.length > 1 && (
        <section className="card stack-s" aria-labelledby="for-whom">
          <h2 id="for-whom">{t('organisation.title')}</h2>
          <p className="measure">{t('organisation.switchText')}</p>
          <OrganisationList organisations={organisations} currentId={organisation?.id} onChoose={switchTo} />
        </section>
      )}
      <Provider value={direct}>
        <Details />
        <OwnLog />
      </Provider>
    </div>
  );
}

function Details() {
  const t = useT();
  const [{ data, error, fetching }, again] = useQuery({ query: AccountDocument });
  if (!data?.viewer)
    return error && !fetching ? (
      <ErrorBlock title={t('account.failed')} error={error} onRetry={() => again()} />
    ) : (
      <Skeleton lines={6} />
    );
  return (
    <>
      <Mandates mandates={data.viewer.mandates} />
      <CalendarAddress />
      <Sessions sessions={data.viewer.sessions} reload={() => again()} />
    </>
  );
}

/** Opened on purpose only: looking at it is a line in it. */
function OwnLog() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Disclosure className="disclosure" isExpanded={open} onExpandedChange={setOpen}>
      <h2 className="disclosure-title">
        <PlainButton slot="trigger" className="disclosure-button">
          <ChevronRight size={20} aria-hidden />
          {t('account.log')}
        </PlainButton>
      </h2>
      <DisclosurePanel>
        {open && (
          <div className="stack">
            <p className="measure">{t('account.logText')}</p>
            <LogList partnershipId={null} />
          </div>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}
