import { visible } from '#libs/access';
import { fieldConditions, type FieldCondition } from './fields/field-filter.js';
import { escapeLike, wordsOf } from './search-words.js';
import { numberInReference, type IntegrationObjective, type TaskStatus } from './task.rules.js';

/** Which tasks of a partnership; absent means all. Ids are internal ones. */
export interface TaskQuery {
  statuses?: readonly TaskStatus[] | null;
  municipalityIds?: readonly string[] | null;
  assigneeIds?: readonly string[] | null;
  unassigned?: boolean | null;
  actorIds?: readonly string[] | null;
  labelIds?: readonly string[] | null;
  policyDomains?: readonly string[] | null;
  objectives?: readonly IntegrationObjective[] | null;
  dueFrom?: string | null;
  dueUntil?: string | null;
  undated?: boolean | null;
  completedSince?: string | null;
  text?: string | null;
  customFields?: readonly FieldCondition[] | undefined;
  archived?: boolean | null;
}

/** How a list is ordered: the columns that make a row's place unique, and the direction. */
export interface TaskOrdering {
  keys: readonly { column: string; type: string }[];
  descending?: boolean;
}

const id = { column: 't.id', type: 'uuid' };

/** The orders a list can have; the last key is always the id, so that no two rows share a place. */
export const taskOrderings = {
  BOARD: { keys: [{ column: 't.rank collate "C"', type: 'text collate "C"' }, id] },
  // Without a due date last.
  DUE_DATE: { keys: [{ column: `coalesce(t.due_on, 'infinity')`, type: 'date' }, id] },
  NEWEST: { keys: [{ column: 't.created_at', type: 'timestamptz' }, id], descending: true },
  NUMBER: { keys: [{ column: 't.number', type: 'integer' }, id] },
} as const satisfies Record<string, TaskOrdering>;
export type TaskOrderName = keyof typeof taskOrderings;

/** The `where` of a list, as SQL over alias `t`; values go through `bind`, which answers their placeholder. */
export const taskConditions = (partnershipId: string, query: TaskQuery, bind: (value: unknown) => string): string => {
  const conditions = [
    visible('coordination.tasks', 't'),
    `t.partnership_id = ${bind(partnershipId)}`,
    query.archived ? `t.archived_at is not null` : `t.archived_at is null`,
  ];
  const when = (wanted: unknown, condition: () => string) => {
    if (wanted !== undefined && wanted !== null) conditions.push(condition());
  };
  const linked = (table: string, column: string, ids: unknown) =>
    `exists (select from coordination.${table} l
             where l.task_id = t.id and l.${column} = any (${bind(ids)}) and ${visible(`coordination.${table}`, 'l')})`;
  // A single column of the board is read in the order of its index, which a list of values would not allow.
  const [only, ...others] = query.statuses ?? [];
  when(query.statuses, () =>
    only && others.length === 0 ? `t.status = ${bind(only)}` : `t.status = any (${bind(query.statuses)})`,
  );
  when(query.municipalityIds, () => linked('task_municipalities', 'municipality_id', query.municipalityIds));
  when(query.actorIds, () => linked('task_actors', 'actor_id', query.actorIds));
  when(query.labelIds, () => linked('task_labels', 'label_id', query.labelIds));
  when(query.assigneeIds, () => `t.assignee_id = any (${bind(query.assigneeIds)})`);
  if (query.unassigned) conditions.push(`t.assignee_id is null`);
  when(query.policyDomains, () => `t.policy_domain = any (${bind(query.policyDomains)})`);
  when(query.objectives, () => `t.objectives && ${bind(query.objectives)}::text[]`);
  when(query.dueFrom, () => `t.due_on >= ${bind(query.dueFrom)}`);
  when(query.dueUntil, () => `t.due_on <= ${bind(query.dueUntil)}`);
  if (query.undated) conditions.push(`t.due_on is null`);
  when(
    query.completedSince,
    () =>
      `(t.status <> 'DONE' or t.completed_at >= ${bind(query.completedSince)}::timestamp at time zone 'Europe/Brussels')`,
  );
  const text = query.text?.trim();
  const number = text ? numberInReference(text) : undefined;
  if (number !== undefined) conditions.push(`t.number = ${bind(number)}`);
  else
    for (const word of wordsOf(text ?? ''))
      conditions.push(`t.search_text like coordination.fold(${bind(`%${escapeLike(word)}%`)})`);
  conditions.push(...fieldConditions(query.customFields ?? [], bind));
  return conditions.join('\n and ');
};

/** The condition for "after this place", for the keys of a cursor. */
export const afterCondition = (
  ordering: TaskOrdering,
  keys: readonly unknown[],
  bind: (value: unknown) => string,
): string => {
  const columns = ordering.keys.map(({ column }) => column).join(', ');
  const values = ordering.keys.map(({ type }, index) => {
    const [base, ...rest] = type.split(' ');
    return `${bind(keys[index])}::${base} ${rest.join(' ')}`;
  });
  return `(${columns}) ${ordering.descending ? '<' : '>'} (${values.join(', ')})`;
};
