import { commonErrors, defineErrors } from '#libs/kernel';
import { clean, MAX_STEPS, notNull, taskErrors, type IntegrationObjective, type TaskPriority } from '../task.rules.js';

export const templateErrors = defineErrors({
  TASK_TEMPLATE_TITLE_TAKEN: { kind: 'Invalid', message: 'The partnership has a template with this title.' },
  TASK_TEMPLATES_FULL: { kind: 'Invalid', message: 'A partnership has at most 100 templates.', args: ['limit'] },
});

/** Most templates of a partnership. */
export const MAX_TEMPLATES = 100;
/** Most days a due day lies before or after the day it is counted from: some two years. */
const MAX_DAYS = 730;

/** What a task that is made from a template begins with. */
export interface TemplateFields {
  title: string;
  description: string;
  priority: TaskPriority;
  policyDomain: string | null;
  objectives: IntegrationObjective[];
  /** Calendar days from a day that is chosen when it is used; negative is before that day. */
  dueDays: number | null;
  checklist: string[];
}

/** What a new template has where nothing is said. */
export const blank: TemplateFields = {
  ...{ title: '', description: '', priority: 'NORMAL', policyDomain: null, objectives: [], dueDays: null },
  checklist: [],
};

type Given = { [K in keyof TemplateFields]?: TemplateFields[K] | null };

const cleanDays = (days: number | null): number | null => {
  if (days !== null && Math.abs(days) > MAX_DAYS)
    throw commonErrors.INVALID_INPUT({ field: 'dueDays', args: { reason: 'OUT_OF_RANGE', limit: MAX_DAYS } });
  return days;
};

const cleanSteps = (steps: readonly string[]): string[] => {
  if (steps.length > MAX_STEPS)
    throw taskErrors.TASK_CHECKLIST_FULL({ field: 'checklist', args: { limit: MAX_STEPS } });
  return steps.map(clean.label);
};

/**
 * A template with what is given in place of what it had; the same bounds as those of a task.
 * @throws INVALID_INPUT, TASK_CHECKLIST_FULL
 */
export const withGiven = (before: TemplateFields, given: Given): TemplateFields => {
  const title = notNull('title', given.title);
  const priority = notNull('priority', given.priority);
  return {
    title: title === undefined ? before.title : clean.title(title),
    description: given.description === undefined ? before.description : clean.description(given.description ?? ''),
    priority: priority ?? before.priority,
    policyDomain: given.policyDomain === undefined ? before.policyDomain : given.policyDomain,
    objectives: given.objectives === undefined ? before.objectives : [...new Set(given.objectives ?? [])],
    dueDays: given.dueDays === undefined ? before.dueDays : cleanDays(given.dueDays),
    checklist: given.checklist === undefined ? before.checklist : cleanSteps(given.checklist ?? []),
  };
};
