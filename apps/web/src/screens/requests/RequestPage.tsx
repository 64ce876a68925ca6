import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { insist } from '../../app/insist.js';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { RequestDetailDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { RequestView } from './RequestView.js';
import type { RequestSearch } from './search.js';
import './requests.css';
import './request.css';

/** One request: by its number in the open partnership. */
export function RequestPage() {
  const t = useT();
  const isPhone = useIsPhone();
  const params: { nr?: string } = useParams({ strict: false });
  const search: RequestSearch = useSearch({ strict: false });
  const reference = params.nr ?? '';
  const { partnership } = useWorkspace();
  const box = useRef<HTMLElement>(null);
  const shown = useRef<string | undefined>(undefined);
  const [{ data, error, fetching }, again] = useLiveQuery(
    {
      query: RequestDetailDocument,
      variables: { partnershipId: partnership.id, reference },
      pause: Boolean(search.in),
    },
    (event) => event.subjectId === shown.current,
  );
  const request = data?.requestByReference;
  useEffect(() => {
    shown.current = request?.id;
  }, [request?.id]);
  useTitle(request ? `${request.reference} ${request.title}` : t('request.one'));

  // Opened from a list, the request has the focus.
  useEffect(
    () =>
      insist(() => {
        const heading = box.current?.querySelector<HTMLElement>('h1') ?? null;
        if (!heading || document.activeElement?.matches('input, textarea')) return null;
        heading.tabIndex = -1;
        return heading;
      }),
    [reference],
  );

  return (
    <section ref={box} className="request-page" aria-label={request ? request.reference : t('request.one')}>
      {isPhone && (
        <Link to="/verzoeken" search={search} className="row request-back no-print">
          <ChevronLeft size={20} aria-hidden />
          {t('requests.all')}
        </Link>
      )}
      {request ? (
        <RequestView key={request.id} request={request} />
      ) : error && !fetching ? (
        <>
          <h1 className="visually-hidden">{t('request.one')}</h1>
          <ErrorBlock
            title={t('request.failed')}
            error={error}
            onRetry={() => again({ requestPolicy: 'network-only' })}
          />
        </>
      ) : data ? (
        <>
          <h1>{t('request.one')}</h1>
          <EmptyState action={<Link to="/verzoeken">{t('requests.all')}</Link>}>{t('request.missing')}</EmptyState>
        </>
      ) : (
        <Skeleton lines={8} />
      )}
    </section>
  );
}
