import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowDown } from 'lucide-react';
import { useIsFresh } from '../board/fresh.js';
import { useHighlights } from '../board/useHighlights.js';
import { shortActor } from '../board/names.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Place } from '../../ui/Place.js';
import { Marks, RequestStatusPill, Term } from './Standing.js';
import { type orders, type RequestSearch } from './search.js';
import type { ListedRequest } from './useRequests.js';

interface Props {
  requests: readonly ListedRequest[];
  search: RequestSearch;
}

/** A request has its number in its partnership: what is asked of one actor comes from several. */
function RequestLink({ request, search }: { request: ListedRequest; search: RequestSearch }) {
  const { partnership } = useWorkspace();
  const elsewhere = request.partnership.id !== partnership.id;
  return (
    <Link
      to="/verzoeken/$nr"
      params={{ nr: request.reference }}
      search={{ ...search, ...(elsewhere ? { in: request.partnership.id } : {}) }}
      className="task-link"
      dir="auto"
      data-request={request.reference}
    >
      {request.title}
    </Link>
  );
}

export function RequestTable({ requests, search }: Props) {
  const t = useT();
  const { isAnswerer } = useWorkspace();
  const told = useHighlights('Request');
  return (
    <div className="table-scroll card request-table-card">
      <p className="visually-hidden" role="status">
        {told > 0 ? t('requests.changes', { count: told }) : ''}
      </p>
      <table className="task-table request-table">
        <caption className="visually-hidden">{t(isAnswerer ? 'requests.askedTitle' : 'requests.title')}</caption>
        <thead>
          <tr>
            <SortHeader order="nummer" search={search} className="col-number">
              {t('table.number')}
            </SortHeader>
            <SortHeader order="nieuwst" search={search}>
              {t('requests.about')}
            </SortHeader>
            <th scope="col" className="col-to">
              {t(isAnswerer ? 'requests.from' : 'requests.to')}
            </th>
            <SortHeader order="gewijzigd" search={search} className="col-status">
              {t('requests.status')}
            </SortHeader>
            <SortHeader order="termijn" search={search} className="col-term">
              {t('requests.term')}
            </SortHeader>
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <Row key={request.id} request={request} search={search} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ request, search }: { request: ListedRequest; search: RequestSearch }) {
  const t = useT();
  const { isAnswerer, placeOf } = useWorkspace();
  const isFresh = useIsFresh(request.id);
  return (
    <tr className={isFresh ? 'fresh' : undefined}>
      <td className="muted number">{request.reference}</td>
      <td>
        <RequestLink request={request} search={search} />
        {isFresh && <span className="fresh-word">{t('live.new')}</span>}
        <span className="row small muted request-places">
          {request.municipalities.map(({ id, name }) => (
            <Place key={id} name={name} index={placeOf(id)} />
          ))}
        </span>
      </td>
      <td>
        {isAnswerer ? request.partnership.name : <span title={request.actor.name}>{shortActor(request.actor)}</span>}
      </td>
      <td>
        <span className="request-standing">
          <RequestStatusPill status={request.requestStatus} level={request.level} />
          <Marks request={request} asking={!isAnswerer} />
        </span>
      </td>
      <td>
        <Term request={request} />
      </td>
    </tr>
  );
}

/** The same on a phone, and beside an open request. */
export function RequestCards({ requests, search, small = false }: Props & { small?: boolean }) {
  return (
    <ul className="request-cards">
      {requests.map((request) => (
        <CardOf key={request.id} request={request} search={search} small={small} />
      ))}
    </ul>
  );
}

function CardOf({ request, search, small }: { request: ListedRequest; search: RequestSearch; small: boolean }) {
  const t = useT();
  const params: { nr?: string } = useParams({ strict: false });
  const { isAnswerer } = useWorkspace();
  const isFresh = useIsFresh(request.id);
  const open = params.nr === request.reference;
  return (
    <li className={`card request-card${open ? ' is-open' : ''}${isFresh ? ' is-fresh' : ''}`}>
      <span className="row-between small muted">
        <span className="number">{request.reference}</span>
        <span>{isAnswerer ? request.partnership.name : shortActor(request.actor)}</span>
      </span>
      <RequestLink request={request} search={search} />
      <span className="row">
        <RequestStatusPill status={request.requestStatus} level={request.level} />
        {isFresh && <span className="fresh-word">{t('live.new')}</span>}
        {!small && <Marks request={request} asking={!isAnswerer} />}
      </span>
      <Term request={request} />
    </li>
  );
}

interface SortProps {
  order: keyof typeof orders;
  search: RequestSearch;
  className?: string;
  children: string;
}

const downwards = new Set<keyof typeof orders>(['nieuwst', 'gewijzigd']);

/** The server sorts, so that the order is also right for requests on other pages. */
function SortHeader({ order, search, className, children }: SortProps) {
  const t = useT();
  const navigate = useNavigate();
  const active = (search.sorteer ?? 'termijn') === order;
  const down = downwards.has(order);
  const set = (): void =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, sorteer: active || order === 'termijn' ? undefined : order }),
      replace: true,
    });
  const name = down
    ? t(order === 'nieuwst' ? 'table.newest' : 'requests.changedFirst', { column: children })
    : children;
  return (
    <th scope="col" className={className} aria-sort={active ? (down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="sort" onClick={set} title={name}>
        {children}
        {active && <ArrowDown size={16} aria-hidden className={down ? undefined : 'up'} />}
      </button>
    </th>
  );
}
