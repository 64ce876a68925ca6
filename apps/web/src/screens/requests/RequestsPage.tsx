import { Link, Outlet, useParams, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, FilePlus2 } from 'lucide-react';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useLinkedPartnership } from '../../app/useLinkedPartnership.js';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Button, IconButton } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { ExportMenu } from './ExportMenu.js';
import { ClearRequestFilters, RequestFilters } from './RequestFilters.js';
import { RequestCards, RequestTable } from './RequestTable.js';
import { hasFilters, type RequestSearch } from './search.js';
import { pageSize, type RequestList, useRequests } from './useRequests.js';
import '../board/board.css';
import '../board/list.css';
import './requests.css';

/** Requests to other authorities; for staff of an actor what is asked of them. What is opened stands beside the list. */
export function RequestsPage() {
  const t = useT();
  const isPhone = useIsPhone();
  const params: { nr?: string } = useParams({ strict: false });
  const search: RequestSearch = useSearch({ strict: false });
  const { isAnswerer } = useWorkspace();
  useLinkedPartnership(search.in);
  const title = t(isAnswerer ? 'requests.askedTitle' : 'requests.title');
  useTitle(title);
  if (isPhone && params.nr) return <Outlet />;
  if (params.nr)
    return (
      <div className="requests-split">
        <aside className="requests-beside no-print" aria-label={title}>
          <Beside search={search} title={title} />
        </aside>
        <Outlet />
      </div>
    );
  return <Everything search={search} title={title} />;
}

function Everything({ search, title }: { search: RequestSearch; title: string }) {
  const isPhone = useIsPhone();
  const list = useRequests(search);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        <div className="row no-print">
          <ExportMenu search={search} />
          <NewRequestLink />
        </div>
      </div>
      <div className="requests-page">
        <RequestFilters search={search} list={list} />
        <div className="stack requests-list">
          <Listed
            search={search}
            list={list}
            shown={(nodes) =>
              isPhone ? (
                <RequestCards requests={nodes} search={search} />
              ) : (
                <RequestTable requests={nodes} search={search} />
              )
            }
          />
        </div>
      </div>
    </div>
  );
}

function Beside({ search, title }: { search: RequestSearch; title: string }) {
  const t = useT();
  const list = useRequests(search);
  return (
    <div className="stack-s">
      <div className="row-between">
        <h2>{title}</h2>
        <Link to="/verzoeken" search={search} className="row">
          <ChevronLeft size={16} aria-hidden />
          {t('requests.all')}
        </Link>
      </div>
      <Listed search={search} list={list} shown={(nodes) => <RequestCards requests={nodes} search={search} small />} />
    </div>
  );
}

function NewRequestLink() {
  const t = useT();
  const { mayWrite } = useWorkspace();
  if (!mayWrite) return null;
  return (
    <Link to="/verzoeken/nieuw" className="button button-primary no-print">
      <FilePlus2 size={20} aria-hidden />
      {t('request.new')}
    </Link>
  );
}

interface ListedProps {
  search: RequestSearch;
  list: RequestList;
  shown(nodes: NonNullable<RequestList['page']>['nodes']): React.ReactNode;
}

function Listed({ search, list, shown }: ListedProps) {
  const t = useT();
  const { isAnswerer } = useWorkspace();
  const { page, error, fetching, again, pages } = list;
  if (!page)
    return error && !fetching ? (
      <ErrorBlock title={t('requests.failed')} error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton lines={8} />
    );
  if (page.nodes.length === 0 && !pages.back)
    return hasFilters(search) ? (
      <EmptyState action={<ClearRequestFilters />}>{t('requests.nothingFound')}</EmptyState>
    ) : (
      <EmptyState action={<NewRequestLink />}>{t(isAnswerer ? 'requests.askedEmpty' : 'requests.empty')}</EmptyState>
    );
  const last = pages.first + page.nodes.length - 1;
  const { next, back, forward } = pages;
  return (
    <>
      {shown(page.nodes)}
      <div className="row-between no-print">
        {hasFilters(search) ? <ClearRequestFilters /> : <span />}
        <div className="row">
          <span className="small muted number" role="status">
            {t('requests.range', { first: pages.first, last, total: page.totalCount })}
          </span>
          {page.totalCount > pageSize && (
            <>
              <IconButton
                label={t('requests.previous')}
                icon={<ChevronLeft size={20} aria-hidden />}
                isDisabled={!back}
                onPress={() => back?.()}
              />
              <IconButton
                label={t('requests.next')}
                icon={<ChevronRight size={20} aria-hidden />}
                isDisabled={!next}
                onPress={() => next && forward(next)}
              />
            </>
          )}
        </div>
      </div>
      {error && !fetching && (
        <Button onPress={() => again({ requestPolicy: 'network-only' })}>{t('action.retry')}</Button>
      )}
    </>
  );
}
