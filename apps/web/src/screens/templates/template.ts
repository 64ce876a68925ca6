import type { IntegrationObjective, PolicyDomain, TaskPriority, TemplateFragment } from '../../gql/graphql.js';
import { addDays } from '../board/calendar.js';
import { emptyTask, type NewTask } from '../task/newTask.js';

/** A template while it is being written: steps as lines, the days as they are typed. */
export interface TemplateText {
  title: string;
  description: string;
  priority: TaskPriority;
  policyDomain: PolicyDomain | null;
  objectives: readonly IntegrationObjective[];
  labelIds: readonly string[];
  actorIds: readonly string[];
  dueDays: string;
  steps: string;
}

export const emptyTemplate: TemplateText = {
  ...{ title: '', description: '', priority: 'NORMAL', policyDomain: null, objectives: [], labelIds: [], actorIds: [] },
  ...{ dueDays: '', steps: '' },
};

const idsOf = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

/** Steps, one a line. */
export const stepsIn = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);

/** Days as a number; null for none, undefined for what is no number of days. */
export const daysIn = (text: string): number | null | undefined => {
  const typed = text.trim().replace('−', '-');
  if (!typed) return null;
  return /^-?\d{1,3}$/.test(typed) && Math.abs(Number(typed)) <= 730 ? Number(typed) : undefined;
};

export const textOf = (template: TemplateFragment): TemplateText => ({
  ...{ title: template.title, description: template.description, priority: template.priority },
  ...{ policyDomain: template.policyDomain ?? null, objectives: template.objectives },
  ...{ labelIds: idsOf(template.labels), actorIds: idsOf(template.actors) },
  ...{ dueDays: String(template.dueDays ?? ''), steps: template.checklist.join('\n') },
});

/** What the API is told; the days were looked at before. */
export const inputOf = ({ steps, dueDays, ...text }: TemplateText) => ({
  ...text,
  ...{ title: text.title.trim(), objectives: [...text.objectives], labelIds: [...text.labelIds] },
  ...{ actorIds: [...text.actorIds], checklist: stepsIn(steps), dueDays: daysIn(dueDays) ?? null },
});

/** What a template puts in a new task; its due day is counted from `from`. */
const contents = (template: TemplateFragment, from: string | null): Partial<NewTask> => ({
  ...{ title: template.title, description: template.description, priority: template.priority },
  ...{ policyDomain: template.policyDomain ?? null, objectives: template.objectives },
  ...{ labelIds: idsOf(template.labels), actorIds: idsOf(template.actors), steps: template.checklist.join('\n') },
  ...(from && typeof template.dueDays === 'number' ? { dueOn: addDays(from, template.dueDays) } : {}),
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A new task as a template filled it, so that another template can take the place of this one. */
export interface Filled {
  task: NewTask;
  /** What came from the template. */
  from: Partial<NewTask>;
}

/**
 * Fills a new task from a template. What somebody typed or chose stays; what the template before put there, and nobody
 * changed, makes room.
 */
export function fill(
  task: NewTask,
  before: Partial<NewTask>,
  template: TemplateFragment | null,
  from: string | null,
): Filled {
  const cleared = { ...task };
  const set = <K extends keyof NewTask>(into: NewTask, field: K, value: NewTask[K]): void => {
    into[field] = value;
  };
  for (const field of Object.keys(before) as (keyof NewTask)[])
    if (same(task[field], before[field])) set(cleared, field, emptyTask[field]);
  const filled: Partial<NewTask> = {};
  const next = { ...cleared };
  for (const [field, value] of Object.entries(template ? contents(template, from) : {}) as [keyof NewTask, never][]) {
    if (!same(cleared[field], emptyTask[field])) continue;
    set(next, field, value);
    Object.assign(filled, { [field]: value });
  }
  return { task: next, from: filled };
}
