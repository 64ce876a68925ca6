import type { TaskNowQuery, UpdateTaskInput } from '../../gql/graphql.js';

export type TaskNow = Extract<NonNullable<TaskNowQuery['node']>, { __typename?: 'CoordinationTask' }>;

/** The part of a task that a person can change in the panel, comparable by value. */
export function editable(
  task: Omit<TaskNow, 'updatedBy' | '__typename'>,
): Required<Omit<UpdateTaskInput, 'id' | 'expectedVersion' | 'clientMutationId'>> {
  return {
    title: task.title,
    description: task.description,
    dueOn: task.dueOn ?? null,
    recurrence: task.recurrence ?? null,
    priority: task.priority,
    policyDomain: task.policyDomain ?? null,
    objectives: [...task.objectives].sort(),
    municipalityIds: task.municipalities.map(({ id }) => id).sort(),
    assigneeId: task.assignee?.id ?? null,
    actorIds: task.actors.map(({ id }) => id).sort(),
    customValues: task.customValues.map(({ fieldId, value }) => ({ fieldId, value })),
    labelIds: task.labels.map(({ id }) => id).sort(),
    audience: task.audience,
    archived: task.archived,
  };
}

export type Editable = ReturnType<typeof editable>;
export type EditableField = keyof Editable;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...(value as string[])].sort() : (value ?? null));

/** Each field that the partnership added is a field by itself: only those that I change count. */
const read = (state: Partial<Editable>, field: EditableField, mine: Partial<Editable>): unknown => {
  if (field !== 'customValues') return state[field];
  return (mine.customValues ?? []).map(({ fieldId }) => {
    const value = state.customValues?.find((one) => one.fieldId === fieldId)?.value;
    return `${fieldId} ${value ?? ''}`;
  });
};

/**
 * What to do when somebody was first. `apply` when they changed other fields than I did; `done` when the task already
 * is what I wanted (an answer that got lost on the way); `ask` with the fields that both changed.
 */
export function resolveConflict(
  base: Editable,
  mine: Partial<Editable>,
  now: Editable,
): { kind: 'apply' } | { kind: 'done' } | { kind: 'ask'; fields: EditableField[] } {
  const fields = Object.keys(mine) as EditableField[];
  const agree = (a: Partial<Editable>, b: Partial<Editable>, field: EditableField): boolean =>
    same(read(a, field, mine), read(b, field, mine));
  if (fields.every((field) => agree(now, mine, field))) return { kind: 'done' };
  const both = fields.filter((field) => !agree(now, base, field) && !agree(now, mine, field));
  return both.length === 0 ? { kind: 'apply' } : { kind: 'ask', fields: both };
}
