// What the database alone should show and let be written of tasks. See expected-rows.ts.
import type { TableExpectation } from './expected-rows.js';

const ofPartnership = { partnership: 'partnership_id' };
const ofTask = { partnership: 'partnership_id', task: 'task_id' };
const ofAccount = { account: 'account_id' };

export const taskTables: Record<string, TableExpectation> = {
  'coordination.task_counters': {
    of: ofPartnership,
    ...{ select: 'writers', insert: 'writers', update: 'writers' },
    touch: `last_number = 1000`,
    policy: 'inside',
  },
  'coordination.tasks': {
    of: { ...ofPartnership, task: 'id' },
    ...{ select: 'task', insert: 'writers', update: 'stepWriters' },
    touch: `version = 7`,
  },
  'coordination.task_municipalities': { of: ofTask, select: 'stepOrParty', insert: 'writers', delete: 'stepWriters' },
  'coordination.task_actors': {
    of: { ...ofTask, actor: 'actor_id' },
    ...{ select: 'ownActor', insert: 'writers', delete: 'stepWriters' },
  },
  'coordination.checklist_items': {
    of: ofTask,
    ...{ select: 'step', insert: 'writers', update: 'stepWriters', delete: 'stepWriters' },
    touch: `position = 7`,
  },
  'coordination.comments': {
    of: { ...ofTask, audience: 'audience' },
    ...{ select: 'comment', insert: 'writers' },
    author: 'author_id',
  },

  'coordination.task_followers': {
    of: { ...ofTask, account: 'account_id' },
    ...{ select: 'step', insert: 'stepWriters', delete: 'stepSelf' },
    author: 'account_id',
  },
  'coordination.labels': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'managers', update: 'managers' },
    touch: `version = 7`,
  },
  'coordination.task_templates': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'managers', update: 'managers' },
    touch: `version = 7`,
  },
  'coordination.template_labels': { of: ofPartnership, select: 'inside', insert: 'managers', delete: 'managers' },
  'coordination.template_actors': { of: ofPartnership, select: 'inside', insert: 'managers', delete: 'managers' },
  'coordination.starter_paths': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'writers', update: 'writers' },
    touch: `version = 7`,
  },
  'coordination.starter_choices': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'writers', update: 'writers' },
    author: 'decided_by',
    touch: `decided_at = now()`,
  },
  'coordination.custom_fields': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'managers', update: 'managers' },
    touch: `version = 7`,
  },
  'coordination.custom_values': {
    of: ofTask,
    ...{ select: 'step', insert: 'writers', update: 'stepWriters', delete: 'stepWriters' },
    touch: `value = '7'`,
  },
  'coordination.task_labels': { of: ofTask, select: 'step', insert: 'writers', delete: 'stepWriters' },
  'coordination.task_links': {
    of: ofTask,
    ...{ select: 'step', insert: 'writers', delete: 'stepWriters' },
  },
  'coordination.task_changes': {
    of: ofTask,
    ...{ select: 'step', insert: 'stepWriters' },
    author: 'by_id',
  },
  'coordination.saved_views': {
    of: { ...ofPartnership, ...ofAccount, audience: 'audience' },
    ...{ select: 'view', insert: 'writers', update: 'mineWriters', delete: 'mineWriters' },
    author: 'account_id',
    touch: `version = 7`,
  },
  'coordination.bulk_changes': {
    of: { ...ofPartnership, ...ofAccount },
    ...{ select: 'mine', insert: 'writers', update: 'mineWriters' },
    author: 'account_id',
    touch: `undone_at = now()`,
  },
  'coordination.task_imports': {
    of: { ...ofPartnership, ...ofAccount },
    ...{ select: 'mine', insert: 'writers', update: 'mineWriters', delete: 'mineWriters' },
    author: 'account_id',
    touch: `version = 7`,
  },
  'coordination.calendar_feeds': {
    of: ofAccount,
    ...{ select: 'self', insert: 'self', delete: 'self' },
  },
  'coordination.task_import_rows': {
    of: { ...ofPartnership, ...ofAccount },
    ...{ select: 'mine', insert: 'writers', update: 'mineWriters', delete: 'mineWriters' },
    author: 'account_id',
    touch: `problems = null`,
  },
};
