import type { TaskView } from '../tasks.store.js';

/** What was changed about one field of a task: ids, codes, days or texts. */
export interface FieldChange {
  field: string;
  before: readonly string[];
  after: readonly string[];
}

const one = (value: string | null): string[] => (value === null || value === '' ? [] : [value]);

/** The fields whose history is kept, each as a list of texts. Where a card hangs in its column is not among them. */
const fields: Record<string, (task: TaskView) => string[]> = {
  title: (task) => [task.title],
  description: (task) => one(task.description),
  status: (task) => [task.status],
  waitingOnActor: (task) => one(task.waitingOnActorId),
  waitingOnNote: (task) => one(task.waitingOnNote),
  dueOn: (task) => one(task.dueOn),
  recurrence: (task) => one(task.recurrence),
  priority: (task) => [task.priority],
  policyDomain: (task) => one(task.policyDomain),
  objectives: (task) => [...task.objectives].sort(),
  assignee: (task) => one(task.assigneeId),
  audience: (task) => [task.audience],
  archived: (task) => [String(task.archivedAt !== null)],
  municipalities: (task) => [...task.municipalityIds].sort(),
  labels: (task) => [...task.labelIds].sort(),
  actors: (task) => [...task.actorIds].sort(),
};

/** What differs between a task before and after a change, in the order of the fields above. */
export const changesBetween = (before: TaskView, after: TaskView): FieldChange[] =>
  Object.entries(fields)
    .map(([field, read]) => ({ field, before: read(before), after: read(after) }))
    .filter((change) => change.before.join('\n') !== change.after.join('\n'));
