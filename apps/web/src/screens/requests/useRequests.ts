import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { AskedOfUsDocument, RequestCountsDocument, RequestsDocument } from '../../gql/graphql.js';
import { myEvents } from '../../live/myEvents.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { filterOf, orders, partsOf, type RequestSearch } from './search.js';

export const pageSize = 25;

/** Events that may bring a request in or out of a list, or to another place in it; rows change by themselves. */
export const concernsRequests = ({ type }: { type: string }): boolean =>
  (type.startsWith('REQUEST_') || type.startsWith('ESCALATION_')) && type !== 'REQUEST_NOTE_ADDED';

/** A page of requests, in one partnership or, for staff of an actor, over all of them. */
export function useRequests(search: RequestSearch) {
  const { partnership, isAnswerer } = useWorkspace();
  const { status, aan, gemeente, samen, laat, zoek } = search;
  const filter = useMemo(
    () => filterOf({ status, aan, gemeente, samen, laat, zoek }),
    [status, aan, gemeente, samen, laat, zoek],
  );
  const parts = useMemo(() => partsOf({ aan, gemeente, samen, laat, zoek }), [aan, gemeente, samen, laat, zoek]);
  const orderBy = orders[search.sorteer ?? 'termijn'];
  const pages = usePages(JSON.stringify([filter, orderBy]));
  const list = { filter, orderBy, after: pages.after };
  const [inside, insideAgain] = useLiveQuery(
    { query: RequestsDocument, variables: { id: partnership.id, ...list }, pause: isAnswerer },
    concernsRequests,
  );
  const [asked, askedAgain] = useLiveQuery(
    { query: AskedOfUsDocument, variables: list, pause: !isAnswerer },
    concernsRequests,
  );
  const [{ data: counted }] = useLiveQuery(
    { query: RequestCountsDocument, variables: { id: partnership.id, filter: parts }, pause: isAnswerer },
    concernsRequests,
  );
  // What is asked in a partnership that is not open comes with the person's own stream.
  const elsewhere = useEffectEvent(() => askedAgain({ requestPolicy: 'network-only' }));
  useEffect(() => {
    if (!isAnswerer) return undefined;
    return myEvents.on((event) => {
      if (!event || (concernsRequests(event) && event.partnershipId !== partnership.id)) elsewhere();
    });
  }, [isAnswerer, partnership.id]);

  const page = isAnswerer ? asked.data?.viewer?.actorRequests : inside.data?.partnership?.requests;
  const { error, fetching, stale } = isAnswerer ? asked : inside;
  return {
    page,
    counts: counted?.partnership?.requestCounts ?? [],
    error,
    fetching,
    stale,
    again: isAnswerer ? askedAgain : insideAgain,
    pages: { ...pages, next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null },
  };
}

export type RequestList = ReturnType<typeof useRequests>;
export type ListedRequest = NonNullable<RequestList['page']>['nodes'][number];

/** The way through the pages: forward behind a cursor, back the way one came. Another list begins at its beginning. */
function usePages(list: string) {
  const [way, setWay] = useState<{ list: string; cursors: readonly string[] }>({ list, cursors: [] });
  const cursors = way.list === list ? way.cursors : [];
  return {
    after: cursors.at(-1) ?? null,
    first: cursors.length * pageSize + 1,
    forward: (cursor: string) => setWay({ list, cursors: [...cursors, cursor] }),
    back: cursors.length > 0 ? () => setWay({ list, cursors: cursors.slice(0, -1) }) : null,
  };
}
