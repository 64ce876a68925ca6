import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { insist } from '../../app/insist.js';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { RequestDetailDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';

/** The number, and what happens now. */
export function SentPage({ reference }: { reference: string }) {
  const t = useT();
  const format = useFormat();
  const { partnership } = useWorkspace();
  const [{ data, error, fetching }, again] = useLiveQuery({
    query: RequestDetailDocument,
    variables: { partnershipId: partnership.id, reference },
  });
  const request = data?.requestByReference;
  const title = t('sent.title', { reference });
  useTitle(title);
  useEffect(
    () =>
      insist(() => {
        const heading = document.querySelector<HTMLElement>('#main h1');
        if (heading) heading.tabIndex = -1;
        return heading;
      }),
    [],
  );
  return (
    <div className="page wizard stack">
      <h1 className="row">
        <CircleCheck size={32} aria-hidden className="sent-mark" />
        {title}
      </h1>
      {request ? (
        <section className="card stack" aria-labelledby="sent-next">
          <p className="wizard-title" dir="auto">
            {request.title}
          </p>
          <h2 id="sent-next">{t('sent.next')}</h2>
          <ol className="facts sent-steps">
            <li>
              {t(request.contactEmail ? 'sent.mail' : 'sent.inbox', {
                actor: request.actor.name,
                address: request.contactEmail ?? '',
              })}
            </li>
            <li>{t('sent.read')}</li>
            {request.dueOn && <li>{t('sent.term', { date: format.fullDay(request.dueOn) })}</li>}
            <li>{t('sent.silence')}</li>
          </ol>
          <div className="row">
            <Link to="/verzoeken/$nr" params={{ nr: reference }} className="button button-primary">
              {t('sent.follow')}
            </Link>
            <Link to="/verzoeken" className="button">
              {t('requests.all')}
            </Link>
          </div>
        </section>
      ) : error && !fetching ? (
        <ErrorBlock
          title={t('request.failed')}
          error={error}
          onRetry={() => again({ requestPolicy: 'network-only' })}
        />
      ) : (
        <Skeleton lines={4} />
      )}
    </div>
  );
}
