import { defineEvents } from '#libs/kernel';

/** What this room reports. */
export const taskEvents = defineEvents({
  TASK_CREATED: 'A task was made.',
  TASK_UPDATED: 'Fields of a task changed.',
  TASK_MOVED: 'A task went to another column or another place in its column.',
  CHECKLIST_ITEM_ADDED: 'A task got a step.',
  CHECKLIST_ITEM_UPDATED: 'A step was ticked, unticked or rewritten.',
  CHECKLIST_ITEM_REMOVED: 'A step was removed.',
  TASK_COMMENT_ADDED: 'Somebody wrote under a task.',
  TASK_PERSON_MENTIONED: 'Somebody was named in a comment; the comment itself is reported too.',
  TASK_LINKS_CHANGED: 'What a task waits for or consists of changed, or how far that is.',
  TASK_CAN_BEGIN: 'The last task that stood in the way of another is done.',
  CUSTOM_FIELDS_CHANGED: 'The fields that a partnership adds to its tasks changed.',
  TASK_TEMPLATES_CHANGED: 'The templates of a partnership changed.',
  STARTER_PATH_CHANGED: 'The path of a partnership through its first year changed, or what it decided on a step.',
  LABELS_CHANGED: 'The labels of a partnership changed.',
  TASK_FOLLOWERS_CHANGED: 'Somebody chose to hear of a task, or no longer.',
});
