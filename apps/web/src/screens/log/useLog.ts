import { useCallback, useEffect, useState } from 'react';
import type { CombinedError } from 'urql';
import {
  type AuditFilter,
  type LogLineFragment,
  type LogPageFragment,
  LogSubjectsDocument,
  OwnLogDocument,
  PartnershipLogDocument,
} from '../../gql/graphql.js';
import { direct } from '../../live/direct.js';

export interface Subject {
  number: number;
  reference: string;
  title: string;
}

interface Loaded {
  lines: readonly LogLineFragment[];
  subjects: ReadonlyMap<string, Subject>;
  total: number;
  next: string | null;
}

export interface Log {
  loaded: Loaded | null;
  error: CombinedError | null;
  loading: boolean;
  more(): void;
  again(): void;
}

const pageSize = 30;

/** The log, page by page; of a partnership, or of oneself. It does not refresh itself: every reading is a line in it. */
export function useLog(partnershipId: string | null, filter: AuditFilter): Log {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [loading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  const key = JSON.stringify(filter);

  const fetchPage = useCallback(
    async (before: Loaded | null): Promise<Loaded | CombinedError> => {
      const variables = { filter: JSON.parse(key) as AuditFilter, first: pageSize, after: before?.next ?? null };
      const { page, error: failed } = partnershipId
        ? await direct
            .query(PartnershipLogDocument, { id: partnershipId, ...variables })
            .then(({ data, error: problem }) => ({ page: data?.partnership?.auditLog, error: problem }))
        : await direct
            .query(OwnLogDocument, variables)
            .then(({ data, error: problem }) => ({ page: data?.viewer?.auditLog, error: problem }));
      if (failed) return failed;
      return joined(before, page ?? null, await subjectsOf(page?.nodes ?? []));
    },
    [partnershipId, key],
  );

  useEffect(() => {
    let current = true;
    void fetchPage(null).then((answer) => {
      if (!current) return;
      setLoading(false);
      if ('lines' in answer) {
        setLoaded(answer);
        setError(null);
      } else setError(answer);
    });
    return () => {
      current = false;
    };
  }, [fetchPage, round]);

  const more = (): void => {
    setLoading(true);
    void fetchPage(loaded).then((answer) => {
      setLoading(false);
      if ('lines' in answer) setLoaded(answer);
      else setError(answer);
    });
  };
  const again = (): void => {
    setLoading(true);
    setRound(round + 1);
  };
  return { loaded, error, loading, more, again };
}

function joined(
  before: Loaded | null,
  page: LogPageFragment | null,
  subjects: readonly (readonly [string, Subject])[],
): Loaded {
  return {
    lines: [...(before?.lines ?? []), ...(page?.nodes ?? [])],
    subjects: new Map([...(before?.subjects ?? []), ...subjects]),
    total: page?.totalCount ?? 0,
    next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
  };
}

/** Titles make lines readable; without them the line still says what was done. */
async function subjectsOf(lines: readonly LogLineFragment[]): Promise<(readonly [string, Subject])[]> {
  const tasks = lines.filter(({ subjectType }) => subjectType === 'CoordinationTask').map(({ subjectId }) => subjectId);
  const ids = [...new Set(tasks)].filter((id): id is string => Boolean(id));
  if (ids.length === 0) return [];
  const { data } = await direct.query(LogSubjectsDocument, { ids });
  return (data?.nodes ?? []).flatMap((node) => (node && 'title' in node ? [[node.id, node] as const] : []));
}
