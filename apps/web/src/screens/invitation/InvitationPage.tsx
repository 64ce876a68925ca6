import { CircleAlert, LogIn } from 'lucide-react';
import { useState } from 'react';
import { Provider, useQuery } from 'urql';
import { actFor, signInAddress } from '../../app/signIn.js';
import { beginAnew, signOut } from '../../app/signOut.js';
import { writeSetting } from '../../app/settings.js';
import { useTitle } from '../../app/useTitle.js';
import {
  AcceptInvitationDocument,
  InvitationDocument,
  type InvitationQuery,
  ViewerDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { change, direct } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Note } from '../../ui/Note.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { ErrorText } from '../errors/ErrorText.js';
import { PlainPage } from '../errors/PlainPage.js';
import { forgetToken, takeToken } from './token.js';

type Offer = NonNullable<InvitationQuery['invitation']>;

/** Where the link of an invitation leads: what is offered, by whom, until when. */
export function InvitationPage() {
  const [token] = useState(takeToken);
  return (
    <PlainPage>
      <Provider value={direct}>{token ? <Look token={token} /> : <Unknown />}</Provider>
    </PlainPage>
  );
}

function Unknown() {
  const t = useT();
  return (
    <ErrorText
      title={t('invitation.unknownTitle')}
      action={
        <a className="button button-primary" href="/">
          {t('error.home')}
        </a>
      }
    >
      <p>{t('invitation.unknownText')}</p>
    </ErrorText>
  );
}

function Look({ token }: { token: string }) {
  const t = useT();
  useTitle(t('invitation.title'));
  const [{ data, error, fetching }, again] = useQuery({ query: InvitationDocument, variables: { token } });
  if (!data)
    return error && !fetching ? (
      <ErrorBlock title={t('invitation.failed')} error={error} onRetry={() => again()} />
    ) : (
      <Skeleton lines={5} />
    );
  return data.invitation ? <OfferView offer={data.invitation} token={token} /> : <Unknown />;
}

function OfferView({ offer, token }: { offer: Offer; token: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="page stack measure">
      <h1>{t('invitation.heading', { partnership: offer.partnershipName })}</h1>
      <p>
        {offer.invitedBy
          ? t('invitation.by', { name: offer.invitedBy, partnership: offer.partnershipName })
          : t('invitation.bySomebody', { partnership: offer.partnershipName })}
      </p>
      <dl className="pairs card">
        <dt>{t('clients.for')}</dt>
        <dd>{offer.organisationName}</dd>
        <dt>{t('members.role')}</dt>
        <dd>
          {t(`role.${offer.role}`)}
          <span className="field-hint pick-description">{t(`roleSentence.${offer.role}`)}</span>
        </dd>
        <dt>{t('members.until')}</dt>
        <dd>{offer.validUntil ? format.longDate(offer.validUntil) : t('members.noEnd')}</dd>
        {offer.policyDomains.length > 0 && (
          <>
            <dt>{t('invitation.addressedFor')}</dt>
            <dd>{format.list(offer.policyDomains.map((domain) => t(`domain.${domain}`)))}</dd>
          </>
        )}
        {offer.decidedBy && (
          <>
            <dt>{t('members.decidedBy')}</dt>
            <dd>{offer.decidedBy}</dd>
          </>
        )}
      </dl>
      {offer.state === 'OPEN' ? (
        <>
          <Accept token={token} />
          <p className="small muted">
            {t('invitation.expires', { date: format.longDate(offer.expiresAt.slice(0, 10)) })}
          </p>
        </>
      ) : (
        <Over state={offer.state} />
      )}
    </div>
  );
}

function Over({ state }: { state: Exclude<Offer['state'], 'OPEN'> }) {
  const t = useT();
  return (
    <>
      <Note warning>{t(`invitation.${state}`)}</Note>
      <p>
        <a className="button" href="/">
          {t('error.home')}
        </a>
      </p>
    </>
  );
}

/** Sign in first, and come back here; then one button. */
function Accept({ token }: { token: string }) {
  const t = useT();
  const problemText = useProblemText();
  const [{ data, fetching }] = useQuery({ query: ViewerDocument });
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const accept = async (): Promise<void> => {
    setBusy(true);
    const outcome = await change(AcceptInvitationDocument, { input: { token } });
    if (!outcome.ok) {
      setBusy(false);
      // The sentence of the catalogue is for who invites.
      const already = outcome.problem.code === 'ALREADY_MEMBER';
      return setError(already ? t('invitation.already') : problemText(outcome.problem));
    }
    const { partnershipId, mandate } = outcome.data.acceptInvitation;
    forgetToken();
    await actFor(mandate.organisation.id);
    await beginAnew();
    writeSetting('partnership', partnershipId);
    writeSetting('organisation', mandate.organisation.id);
    location.assign('/');
  };

  if (!data && fetching) return <Skeleton lines={2} />;
  const viewer = data?.viewer;
  if (!viewer)
    return (
      <div className="stack-s">
        <p>{t('invitation.signInFirst')}</p>
        <p>
          <a className="button button-primary" href={signInAddress('/uitnodiging')}>
            <LogIn size={20} aria-hidden />
            {t('session.signIn')}
          </a>
        </p>
      </div>
    );
  return (
    <div className="stack-s">
      {error && (
        <p className="error-block" role="alert">
          <span className="row nowrap">
            <CircleAlert size={20} aria-hidden />
            {error}
          </span>
        </p>
      )}
      <p>{t('invitation.asWhom', { name: viewer.person.displayName })}</p>
      <div className="row">
        <Button kind="primary" isPending={busy} onPress={() => void accept()}>
          {t('invitation.accept')}
        </Button>
        <Button onPress={() => void signOut('/uitnodiging')}>{t('invitation.notMe')}</Button>
      </div>
    </div>
  );
}
