import { definePolicy } from '#libs/access';

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
  capabilities: {
    'task.write': ['MANAGER', 'OFFICER', 'MEMBER'],
    'task.comment': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
  },
});
