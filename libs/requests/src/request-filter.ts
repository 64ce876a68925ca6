import { asParty, mine, visible } from '#libs/access';
import { awaitingAnswer, type RequestStatus } from './lifecycle/request.workflow.js';
import { numberInReference, type RequestKind } from './request.rules.js';

/** Which requests; absent means all. Ids are internal ones. */
export interface RequestQuery {
  statuses?: readonly RequestStatus[] | null;
  late?: boolean | null;
  actorIds?: readonly string[] | null;
  municipalityIds?: readonly string[] | null;
  policyDomains?: readonly string[] | null;
  kinds?: readonly RequestKind[] | null;
  minLevel?: number | null;
  joint?: boolean | null;
  dueFrom?: string | null;
  dueUntil?: string | null;
  taskId?: string | null;
  text?: string | null;
}

/** Where a list is read: in one partnership, or what was sent to actors the caller answers for, in all of them. */
export type RequestScope = { partnershipId: string } | { askedOfMe: true };

/** How a list is ordered: the columns that make a row's place unique, and the direction. */
export interface RequestOrdering {
  keys: readonly { column: string; type: string }[];
  descending?: boolean;
}

const id = { column: 'r.id', type: 'uuid' };

/** The orders a list can have; the last key is always the id, so that no two rows share a place. */
export const requestOrderings = {
  // What awaits an answer first, by last day; drafts and what is settled after it.
  DUE_DATE: {
    keys: [
      {
        column: `(case when r.status in (${awaitingAnswer.map((status) => `'${status}'`).join()}) then 0 when r.status = 'DRAFT' then 1 else 2 end)`,
        type: 'integer',
      },
      { column: `coalesce(r.due_on, 'infinity')`, type: 'date' },
      id,
    ],
  },
  NEWEST: { keys: [{ column: 'coalesce(r.sent_at, r.created_at)', type: 'timestamptz' }, id], descending: true },
  NUMBER: {
    keys: [{ column: 'r.year', type: 'integer' }, { column: 'r.number', type: 'integer' }, id],
    descending: true,
  },
  UPDATED: { keys: [{ column: 'r.updated_at', type: 'timestamptz' }, id], descending: true },
} as const satisfies Record<string, RequestOrdering>;
export type RequestOrderName = keyof typeof requestOrderings;

/** Collects the values of a statement and answers their placeholders. */
export const binder = () => {
  const values: unknown[] = [];
  return { values, bind: (value: unknown) => `$${values.push(value)}` };
};

const escapeLike = (word: string): string => word.replaceAll(/[\\%_]/g, (character) => `\\${character}`);

/** Most words of a search text that count. */
const MAX_WORDS = 8;

/** Every word has to occur in title, text or the name of the actor. */
const textCondition = (text: string, bind: (value: unknown) => string): string[] => {
  const found = numberInReference(text);
  if (found) return [`r.year = ${bind(found.year)} and r.number = ${bind(found.number)}`];
  return text
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, MAX_WORDS)
    .map((word) => {
      const wanted = `requests.fold(${bind(`%${escapeLike(word)}%`)})`;
      return `(r.search_text like ${wanted} or exists (
        select from directory.actors a where a.id = r.actor_id and a.searchable like ${wanted}))`;
    });
};

/** The `where` of a list, as SQL over alias `r`; values go through `bind`, which answers their placeholder. */
export const requestConditions = (
  scope: RequestScope,
  query: RequestQuery,
  today: string,
  bind: (value: unknown) => string,
): string => {
  const conditions = [visible('requests.requests', 'r')];
  if ('partnershipId' in scope) conditions.push(`r.partnership_id = ${bind(scope.partnershipId)}`);
  else conditions.push(mine('r.actor_id'), asParty('r.partnership_id'));
  const when = (wanted: unknown, condition: () => string) => {
    if (wanted !== undefined && wanted !== null) conditions.push(condition());
  };
  const places = (more: string) =>
    `(select count(*) from requests.request_municipalities m
      where m.request_id = r.id and ${visible('requests.request_municipalities', 'm')} ${more})`;
  when(query.statuses, () => `r.status = any (${bind(query.statuses)})`);
  when(query.late, () => {
    const late = `r.due_on < ${bind(today)} and r.status = any (${bind(awaitingAnswer)})`;
    return `${query.late ? '' : 'not '}coalesce(${late}, false)`;
  });
  when(query.actorIds, () => `r.actor_id = any (${bind(query.actorIds)})`);
  when(query.municipalityIds, () => `${places(`and m.municipality_id = any (${bind(query.municipalityIds)})`)} > 0`);
  when(query.policyDomains, () => `r.policy_domain = any (${bind(query.policyDomains)})`);
  when(query.kinds, () => `r.kind = any (${bind(query.kinds)})`);
  when(query.minLevel, () => `r.level >= ${bind(query.minLevel)}`);
  when(query.joint, () => `${places('')} ${query.joint ? '>' : '<='} 1`);
  when(query.dueFrom, () => `r.due_on >= ${bind(query.dueFrom)}`);
  when(query.dueUntil, () => `r.due_on <= ${bind(query.dueUntil)}`);
  when(
    query.taskId,
    () => `exists (select from requests.linked_tasks t where t.request_id = r.id and t.task_id = ${bind(query.taskId)}
                   and ${visible('requests.linked_tasks', 't')})`,
  );
  conditions.push(...textCondition(query.text?.trim() ?? '', bind));
  return conditions.join('\n and ');
};

/** The condition for "after this place", for the keys of a cursor. */
export const afterCondition = (
  ordering: RequestOrdering,
  keys: readonly unknown[],
  bind: (value: unknown) => string,
): string => {
  const columns = ordering.keys.map(({ column }) => column).join(', ');
  const values = ordering.keys.map(({ type }, index) => `${bind(keys[index])}::${type}`);
  return `(${columns}) ${ordering.descending ? '<' : '>'} (${values.join(', ')})`;
};
