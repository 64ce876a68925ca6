import type { IntegrationObjective, PolicyDomain, TaskAudience, TaskPriority } from '../../gql/graphql.js';
import type { MessageId } from '../../i18n/messages.js';

export interface NewTask {
  title: string;
  description: string;
  municipalityIds: string[];
  assigneeId: string | null;
  dueOn: string | null;
  priority: TaskPriority;
  recurrence: string | null;
  policyDomain: PolicyDomain | null;
  actorIds: string[];
  objectives: IntegrationObjective[];
  labelIds: string[];
  /** What it has in fields of the partnership, by the id of the field. */
  own: Record<string, string>;
  /** One a line. */
  steps: string;
  audience: TaskAudience;
}

export const emptyTask: NewTask = {
  title: '',
  description: '',
  municipalityIds: [],
  assigneeId: null,
  dueOn: null,
  priority: 'NORMAL',
  recurrence: null,
  policyDomain: null,
  actorIds: [],
  objectives: [],
  labelIds: [],
  own: {},
  steps: '',
  audience: 'PARTNERSHIP',
};

export function validateNewTask(task: NewTask): { field: keyof NewTask; message: MessageId }[] {
  const issues: { field: keyof NewTask; message: MessageId }[] = [];
  if (!task.title.trim()) issues.push({ field: 'title', message: 'form.titleRequired' });
  if (task.dueOn && task.dueOn < '2000') issues.push({ field: 'dueOn', message: 'form.dateInvalid' });
  return issues;
}

const keyOf = (partnershipId: string): string => `samenregie.new-task.${partnershipId}`;

export function readNewTask(partnershipId: string): NewTask {
  try {
    return { ...emptyTask, ...(JSON.parse(sessionStorage.getItem(keyOf(partnershipId)) ?? '{}') as Partial<NewTask>) };
  } catch {
    return emptyTask;
  }
}

export function writeNewTask(partnershipId: string, task: NewTask): void {
  try {
    sessionStorage.setItem(keyOf(partnershipId), JSON.stringify(task));
  } catch {
    // Full or forbidden storage: the dialog still holds the text.
  }
}
