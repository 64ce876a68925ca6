import { answersFor, asParty, definePolicy, inside, mine, worksIn, type Caller } from '#libs/access';
import type { ChecklistItemRow } from './checklist.store.js';
import type { CommentRow } from './comments.store.js';
import type { TaskView } from './tasks.store.js';

/** Who may do what with tasks. Actors outside see a task when it is shared with them, without steps and comments. */
export const coordinationPolicy = definePolicy({
  fields: {
    'Query.taskByNumber': 'signedIn',
    'Mutation.createTask': 'signedIn',
    'Mutation.updateTask': 'signedIn',
    'Mutation.moveTask': 'signedIn',
    'Mutation.addChecklistItem': 'signedIn',
    'Mutation.updateChecklistItem': 'signedIn',
    'Mutation.removeChecklistItem': 'signedIn',
    'Mutation.addTaskComment': 'signedIn',
  },
  types: {
    CoordinationTask: ({ row }: { row: TaskView }, caller: Caller) =>
      worksIn(row.partnershipId, caller) ||
      (row.audience === 'INVOLVED_ACTORS' && !row.archivedAt && answersFor(row.partnershipId, row.actorIds, caller)),
    ChecklistItem: ({ partnershipId }: ChecklistItemRow, caller) => worksIn(partnershipId, caller),
    TaskComment: ({ partnershipId }: CommentRow, caller) => worksIn(partnershipId, caller),
    TaskConnection: 'within',
    TaskEdge: 'within',
    TaskCommentConnection: 'within',
    TaskCommentEdge: 'within',
    TaskStatusCount: 'within',
    CreateTaskPayload: 'within',
    UpdateTaskPayload: 'within',
    MoveTaskPayload: 'within',
    AddChecklistItemPayload: 'within',
    UpdateChecklistItemPayload: 'within',
    RemoveChecklistItemPayload: 'within',
    AddTaskCommentPayload: 'within',
  },
  rows: {
    'coordination.task_counters': (c) => inside(`${c}.partnership_id`),
    'coordination.tasks': (t) =>
      `${inside(`${t}.partnership_id`)}
       or (${asParty(`${t}.partnership_id`)} and ${t}.audience = 'INVOLVED_ACTORS' and ${t}.archived_at is null and exists (
         select from coordination.task_actors party where party.task_id = ${t}.id and ${mine('party.actor_id')}))`,
    'coordination.task_municipalities': (m) => `${inside(`${m}.partnership_id`)} or ${asParty(`${m}.partnership_id`)}`,
    'coordination.task_actors': (a) =>
      `${inside(`${a}.partnership_id`)} or (${asParty(`${a}.partnership_id`)} and ${mine(`${a}.actor_id`)})`,
    'coordination.checklist_items': (i) => inside(`${i}.partnership_id`),
    'coordination.comments': (c) => inside(`${c}.partnership_id`),
  },
  capabilities: {
    'task.write': ['MANAGER', 'OFFICER', 'MEMBER'],
    'task.comment': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
  },
  scopes: {
    'task.write': {
      description: 'Make, change and move tasks and their steps.',
      opens: [
        'Mutation.createTask',
        'Mutation.updateTask',
        'Mutation.moveTask',
        'Mutation.addChecklistItem',
        'Mutation.updateChecklistItem',
        'Mutation.removeChecklistItem',
      ],
    },
    'task.comment': { description: 'Comment on tasks.', opens: ['Mutation.addTaskComment'] },
  },
});
