import { useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError } from 'urql';
import { type NotificationFilter, type NotificationLineFragment, NotificationsDocument } from '../../gql/graphql.js';
import { direct } from '../../live/direct.js';
import { inboxChanged } from '../../live/inbox.js';

interface Shown {
  items: readonly NotificationLineFragment[];
  totalCount: number;
  cursor: string | null;
}

/** Notifications that fit a filter, kept true while one looks; more pages on demand. */
export function useNotifications(filter: NotificationFilter, pageSize: number) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const key = JSON.stringify(filter);
  const round = useRef(0);
  const length = useRef(pageSize);

  const load = useCallback(
    async (first: number, after: string | null, before: readonly NotificationLineFragment[]): Promise<void> => {
      const mine = ++round.current;
      const variables = { filter: JSON.parse(key) as NotificationFilter, first, after };
      const result = await direct.query(NotificationsDocument, variables, { requestPolicy: 'network-only' });
      if (mine !== round.current) return;
      const page = result.data?.viewer?.notifications;
      setError(page ? null : (result.error ?? null));
      if (!page) return;
      const items = [...before, ...page.nodes.filter(({ id }) => before.every((item) => item.id !== id))];
      length.current = Math.max(pageSize, items.length);
      const cursor = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
      setShown({ items, totalCount: page.totalCount, cursor });
    },
    [key, pageSize],
  );
  const again = useCallback(() => void load(Math.min(length.current, 100), null, []), [load]);

  useEffect(() => {
    length.current = pageSize;
    again();
    return inboxChanged.on(again);
  }, [again, pageSize]);

  const more = shown?.cursor ? () => void load(pageSize, shown.cursor, shown.items) : undefined;
  return { shown, error, again, more };
}
