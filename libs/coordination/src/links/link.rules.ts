import { EVERYBODY } from '#libs/access';
import { defineErrors } from '#libs/kernel';
import type { TaskView } from '../tasks.store.js';

export const linkErrors = defineErrors({
  TASK_LINK_CIRCLE: { kind: 'Invalid', message: 'The other task waits, directly or not, for this one.' },
  TASK_LINK_ITSELF: { kind: 'Invalid', message: 'A task cannot lean on itself.' },
  TASK_LINK_ELSEWHERE: { kind: 'Invalid', message: 'Only tasks of the same partnership lean on each other.' },
  TASK_LINK_NOT_SEEN: {
    kind: 'Invalid',
    message: 'A task that others see cannot lean on one that your organisation keeps to itself.',
  },
  TASK_LINKS_FULL: { kind: 'Invalid', message: 'A task leans on, or consists of, at most 50 others.', args: ['limit'] },
  TASK_PARTS_ONE_LEVEL: { kind: 'Invalid', message: 'A part of a task has no parts itself.' },
});

/** Most tasks at the other end of one task. */
export const MAX_LINKS = 50;

/**
 * Whether one task may lean on another at all.
 * @throws TASK_LINK_ITSELF, TASK_LINK_ELSEWHERE, TASK_LINK_NOT_SEEN
 */
export const checkEnds = (
  task: Pick<TaskView, 'id' | 'partnershipId' | 'keptBy'>,
  other: Pick<TaskView, 'id' | 'partnershipId' | 'keptBy'>,
  field: string,
): void => {
  if (task.id === other.id) throw linkErrors.TASK_LINK_ITSELF({ field });
  if (task.partnershipId !== other.partnershipId) throw linkErrors.TASK_LINK_ELSEWHERE({ field });
  if (other.keptBy !== EVERYBODY && other.keptBy !== task.keptBy) throw linkErrors.TASK_LINK_NOT_SEEN({ field });
};

/** @throws TASK_LINKS_FULL */
export const checkRoom = (count: number, field: string): void => {
  if (count >= MAX_LINKS) throw linkErrors.TASK_LINKS_FULL({ field, args: { limit: MAX_LINKS } });
};
