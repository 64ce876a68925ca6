import { cleanLine, cleanText, commonErrors, defineErrors, type TextBounds } from '#libs/kernel';
import { generateKeyBetween } from 'fractional-indexing';

export const taskStatuses = ['TODO', 'BUSY', 'WAITING', 'DONE'] as const;
export type TaskStatus = (typeof taskStatuses)[number];
export const taskPriorities = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const;
export type TaskPriority = (typeof taskPriorities)[number];
/** The four objectives of the Flemish integration decree of 7 June 2013, as VVSG lists them. */
export const integrationObjectives = ['PARTICIPATION', 'ACCESSIBILITY', 'CITIZENSHIP', 'COHESION'] as const;
export type IntegrationObjective = (typeof integrationObjectives)[number];
export const taskAudiences = ['OWN_ORGANISATION', 'PARTNERSHIP', 'INVOLVED_ACTORS'] as const;
export type TaskAudience = (typeof taskAudiences)[number];

export const taskErrors = defineErrors({
  TASK_WAITING_ON_REQUIRED: {
    kind: 'Invalid',
    message: 'A task that waits on another says on whom: name an actor or write it down.',
  },
  TASK_MUNICIPALITY_NOT_MEMBER: {
    kind: 'Invalid',
    message: 'Only municipalities of the partnership can be concerned by its tasks.',
  },
  TASK_ASSIGNEE_NOT_IN_PARTNERSHIP: {
    kind: 'Invalid',
    message: 'A task can only be assigned to somebody with a role in the partnership.',
  },
  TASK_AUDIENCE_NEEDS_ACTOR: {
    kind: 'Invalid',
    message: 'A task can be shared with the actors involved once at least one is named.',
  },
  TASK_AUDIENCE_NOT_YOURS: {
    kind: 'Invalid',
    message: 'A task made on behalf of another organisation cannot be kept inside yours.',
  },
  TASK_ASSIGNEE_OUTSIDE: {
    kind: 'Invalid',
    message: 'A task kept inside an organisation can only be assigned to somebody who acts for it.',
  },
  COMMENT_AUDIENCE_TOO_WIDE: {
    kind: 'Invalid',
    message: 'Those who do not see a task cannot read along under it.',
  },
  COMMENT_MENTION_CANNOT_READ: {
    kind: 'Invalid',
    message: 'Only somebody inside who may read the comment can be named in it.',
  },
  COMMENT_TOO_MANY_MENTIONS: { kind: 'Invalid', message: 'A comment names at most 20 people.', args: ['limit'] },
  TASK_BULK_TOO_MANY: { kind: 'Invalid', message: 'At most 200 tasks are changed at once.', args: ['limit'] },
  TASK_BULK_UNDONE: { kind: 'Conflict', message: 'This change was undone already.' },
  TASK_BULK_TOO_OLD: {
    kind: 'Invalid',
    message: 'A change of several tasks can be undone for a week.',
    args: ['days'],
  },
  TASK_EXPORT_TOO_LONG: {
    kind: 'Invalid',
    message: 'A spreadsheet holds at most 20,000 tasks: filter, or take CSV.',
    args: ['limit'],
  },
  TASK_FILE_UNREADABLE: { kind: 'Invalid', message: 'This is no CSV or XLSX file that can be read.' },
  TASK_FILE_TOO_LARGE: {
    kind: 'Invalid',
    message: 'A file of tasks has at most 5 MB, 5,000 rows and 50 columns.',
    args: ['limit'],
  },
  TASK_IMPORT_NO_TITLE: {
    kind: 'Invalid',
    message: 'One column must hold the titles, and no two columns the same field.',
  },
  TASK_IMPORT_RUNNING: {
    kind: 'Conflict',
    message: 'Rows of this file were imported already; its columns stay as they are.',
  },
  TASK_VIEWS_FULL: {
    kind: 'Invalid',
    message: 'One person saves at most 100 views in a partnership.',
    args: ['limit'],
  },
  TASK_CHECKLIST_FULL: { kind: 'Invalid', message: 'A task has at most 100 steps.', args: ['limit'] },
});

/** Most people a comment names. */
export const MAX_MENTIONS = 20;

/** Most steps a task may have. */
export const MAX_STEPS = 100;

const bounds = {
  title: { field: 'title', max: 200 },
  description: { field: 'description', max: 20_000, optional: true },
  waitingOnNote: { field: 'waitingOnNote', max: 200, optional: true },
  label: { field: 'label', max: 300 },
  body: { field: 'body', max: 10_000 },
} as const satisfies Record<string, TextBounds>;

/** The texts people type, each within its bounds. */
export const clean = {
  title: (text: string) => cleanLine(text, bounds.title),
  description: (text: string) => cleanText(text, bounds.description),
  waitingOnNote: (text: string | null | undefined) => cleanLine(text ?? '', bounds.waitingOnNote) || null,
  label: (text: string) => cleanLine(text, bounds.label),
  body: (text: string) => cleanText(text, bounds.body),
};

/** What a task waits on, once it is known that it waits. */
export interface WaitingOn {
  actorId: string | null;
  note: string | null;
}

/**
 * What a task in this status waits on: nothing unless it is WAITING.
 * @throws TASK_WAITING_ON_REQUIRED when a waiting task names nobody.
 */
export const waitingOn = (status: TaskStatus, wanted: WaitingOn): WaitingOn => {
  if (status !== 'WAITING') return { actorId: null, note: null };
  if (!wanted.actorId && !wanted.note) throw taskErrors.TASK_WAITING_ON_REQUIRED({ field: 'waitingOnActorId' });
  return wanted;
};

/** @throws TASK_AUDIENCE_NEEDS_ACTOR when a task is shared with nobody. */
export const checkAudience = (audience: TaskAudience, actorIds: readonly string[]): void => {
  if (audience === 'INVOLVED_ACTORS' && actorIds.length === 0)
    throw taskErrors.TASK_AUDIENCE_NEEDS_ACTOR({ field: 'actorIds' });
};

/** The one of two audiences that fewer people are in. */
export const narrower = (a: TaskAudience, b: TaskAudience): TaskAudience =>
  taskAudiences.indexOf(a) < taskAudiences.indexOf(b) ? a : b;

/**
 * Who may be meant to read a comment: at most those who see the task.
 * @throws COMMENT_AUDIENCE_TOO_WIDE
 */
export const checkCommentAudience = (wanted: TaskAudience, ofTask: TaskAudience): void => {
  // From narrow to wide.
  if (taskAudiences.indexOf(wanted) > taskAudiences.indexOf(ofTask))
    throw taskErrors.COMMENT_AUDIENCE_TOO_WIDE({ field: 'audience' });
};

/**
 * A rank between two others; undefined is the top or the bottom. Neighbours that moved meanwhile and no longer stand in
 * this order give a rank right below the upper one.
 */
export const rankBetween = (above: string | undefined, below: string | undefined): string =>
  above !== undefined && below !== undefined && above >= below
    ? generateKeyBetween(above, null)
    : generateKeyBetween(above ?? null, below ?? null);

/** The readable number: T-0231. */
export const reference = (number: number): string => `T-${String(number).padStart(4, '0')}`;

/** The number in something a person typed as a reference (`T-0231`, `t231`); undefined when it is not one. */
export const numberInReference = (text: string): number | undefined => {
  const digits = /^t-?0*([1-9]\d{0,8})$/i.exec(text.trim())?.[1];
  return digits ? Number(digits) : undefined;
};

/** A value that may be absent (unchanged) but not null. */
export const notNull = <T>(field: string, value: T | null | undefined): T | undefined => {
  if (value === null) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'REQUIRED' } });
  return value;
};
