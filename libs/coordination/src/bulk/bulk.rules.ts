import type { TaskRow } from '../task.entity.js';
import type { TaskView } from '../tasks.store.js';

/** Most tasks one change takes in. */
export const MAX_TASKS = 200;
/** How long a change can be undone. */
export const UNDO_DAYS = 7;

/** Fields of tasks that many can get at once, as they are written and kept to undo. */
export interface BulkFields extends Partial<
  Pick<TaskRow, 'status' | 'waitingOnActorId' | 'waitingOnNote' | 'rank' | 'dueOn' | 'priority' | 'assigneeId'>
> {
  completedAt?: string | null;
  archivedAt?: string | null;
  municipalityIds?: string[];
  /** What a field of the partnership's own holds, by its id. */
  [own: OwnField]: string | null;
}

/** A field of the partnership's own among the others. */
type OwnField = `=${string}`;
export const ownField = (fieldId: string): OwnField => `=${fieldId}`;

export type BulkField = keyof BulkFields;

/** A task as a change of many sees it, with what it has in own fields. */
export type BulkTask = TaskView & Record<OwnField, string | null>;

/** What one task was and became. */
export interface BulkItem {
  taskId: string;
  before: BulkFields;
  after: BulkFields;
}

/** Fields that change together: of a column that was left for another since, nothing of it is put back. */
const groups: readonly (readonly BulkField[])[] = [
  ['status', 'waitingOnActorId', 'waitingOnNote', 'rank', 'completedAt'],
  ['dueOn'],
  ['priority'],
  ['assigneeId'],
  ['archivedAt'],
  ['municipalityIds'],
];

/** A place in a column, and since when something is done, say nothing about what people decided. */
const incidental: readonly BulkField[] = ['rank', 'completedAt'];

/** Names of fields as the schema calls them. */
const names: Partial<Record<BulkField, string>> = {
  waitingOnActorId: 'waitingOn',
  waitingOnNote: 'waitingOn',
  assigneeId: 'assignee',
  archivedAt: 'archived',
  municipalityIds: 'municipalities',
};

const nameOf = (field: BulkField): string => (field.startsWith('=') ? 'customValues' : (names[field] ?? field));

export const fieldNames = (fields: readonly BulkField[]): string[] => [
  ...new Set(fields.filter((field) => field !== 'completedAt').map(nameOf)),
];

/** Own fields and the others apart. */
export const apart = (fields: BulkFields): { own: Map<string, string | null>; others: BulkFields } => ({
  own: new Map(
    Object.entries(fields).flatMap(([field, value]) =>
      field.startsWith('=') ? [[field.slice(1), value as string | null]] : [],
    ),
  ),
  others: Object.fromEntries(Object.entries(fields).filter(([field]) => !field.startsWith('='))),
});

const same = (field: BulkField, a: unknown, b: unknown): boolean => {
  if (field === 'archivedAt') return (a === null) === (b === null);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value) => b.includes(value));
  return (a ?? null) === (b ?? null);
};

/** Of what a change would set, what differs from how the task is. */
export const differing = (task: BulkTask, wanted: BulkFields): BulkFields =>
  Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) => value !== undefined && !same(field as BulkField, value, task[field as BulkField]),
    ),
  );

/** How these fields are now. */
export const valuesOf = (task: BulkTask, fields: readonly BulkField[]): BulkFields =>
  Object.fromEntries(fields.map((field) => [field, task[field] ?? null])) as BulkFields;

/** What to put back: the fields, group by group, that nobody has changed since; of own fields those that are in use. */
export const restorable = (task: BulkTask, { before, after }: BulkItem, inUse: readonly string[] = []): BulkFields => {
  const back: BulkFields = {};
  const own = inUse.map((fieldId) => [ownField(fieldId)]);
  for (const group of [...groups, ...own]) {
    const touched = group.filter((field) => field in after);
    const untouched = touched.every((field) => incidental.includes(field) || same(field, task[field], after[field]));
    if (untouched) Object.assign(back, Object.fromEntries(touched.map((field) => [field, before[field]])));
  }
  return differing(task, back);
};
