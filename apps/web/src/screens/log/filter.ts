import type { AuditFilter, AuditKind } from '../../gql/graphql.js';

/** What the reader chose above the log. `what` is a kind of doing or the name of one. */
export interface LogChoice {
  personId: string | null;
  what: string | null;
  from: string | null;
  until: string | null;
  result: 'done' | 'refused' | null;
}

export const noChoice: LogChoice = { personId: null, what: null, from: null, until: null, result: null };

export const kinds = ['CHANGE', 'READ', 'SESSION'] as const satisfies readonly AuditKind[];

const isKind = (what: string): what is AuditKind => kinds.includes(what as AuditKind);

export function filterOf({ personId, what, from, until, result }: LogChoice): AuditFilter {
  return {
    ...(personId ? { personId } : {}),
    ...(what && isKind(what) ? { kinds: [what] } : {}),
    ...(what && !isKind(what) ? { actions: [what] } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(result ? { refused: result === 'refused' } : {}),
  };
}

/** The same lines as a file. */
export function exportAddress(partnershipId: string | null, filter: AuditFilter): string {
  const parameters = new URLSearchParams(partnershipId ? { partnershipId } : {});
  for (const [name, value] of Object.entries(filter)) parameters.set(name, String(value));
  const query = parameters.toString();
  return query ? `/audit/export?${query}` : '/audit/export';
}
