import {
  acting,
  answersFor,
  asParty,
  definePolicy,
  EVERYBODY,
  inside,
  kept,
  mine,
  own,
  shared,
  worksFor,
  worksIn,
  type Caller,
} from '#libs/access';
import type { BulkRow } from './bulk/bulk.store.js';
import type { ChecklistItemRow } from './checklist.store.js';
import type { CommentRow } from './comments.store.js';
import type { CustomFieldRow } from './fields/fields.store.js';
import type { LabelRow } from './labels/labels.store.js';
import type { TaskView } from './tasks.store.js';
import type { TemplateRow } from './templates/templates.store.js';
import type { ImportRow } from './transfer/import.store.js';
import type { SavedViewRow } from './views/saved-view.types.js';

/** Rows of partnerships in which the caller answers for an actor that may read them. */
const sharedRow = (row: string): string => `(${asParty(`${row}.partnership_id`)} and ${shared(`${row}.party_ids`)})`;

/** Somebody inside, unless it stays in another organisation than theirs. */
const keptFor = (row: { partnershipId: string; keptBy: string }, caller: Caller): boolean =>
  row.keptBy === EVERYBODY ? worksIn(row.partnershipId, caller) : worksFor(row.partnershipId, row.keptBy, caller);

/** What somebody made for themselves, while they work there. */
const ownIn = ({ partnershipId, accountId }: { partnershipId: string; accountId: string }, caller: Caller): boolean =>
  worksIn(partnershipId, caller) && accountId === caller.accountId;

const sharedWith = (task: TaskView, caller: Caller): boolean =>
  task.audience === 'INVOLVED_ACTORS' && !task.archivedAt && answersFor(task.partnershipId, task.actorIds, caller);

/**
 * Who may do what with tasks. Actors outside see a task when it is shared with them, without steps, and of the conversation
 * what is meant for them. What an organisation keeps to itself nobody else sees.
 */
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
    'Mutation.followTask': 'signedIn',
    'Mutation.createCustomField': 'signedIn',
    'Mutation.updateCustomField': 'signedIn',
    'Mutation.removeCustomField': 'signedIn',
    'Mutation.createLabel': 'signedIn',
    'Mutation.updateLabel': 'signedIn',
    'Mutation.removeLabel': 'signedIn',
    'Mutation.createTaskTemplate': 'signedIn',
    'Mutation.updateTaskTemplate': 'signedIn',
    'Mutation.removeTaskTemplate': 'signedIn',
    'Mutation.setStarterPath': 'signedIn',
    'Mutation.takeOverStarterSteps': 'signedIn',
    'Mutation.skipStarterStep': 'signedIn',
    'Mutation.unskipStarterStep': 'signedIn',
    'Mutation.addTaskNeed': 'signedIn',
    'Mutation.removeTaskNeed': 'signedIn',
    'Mutation.setTaskParent': 'signedIn',
    'Mutation.copyTaskToMunicipalities': 'signedIn',
    'Mutation.createSavedView': 'signedIn',
    'Mutation.updateSavedView': 'signedIn',
    'Mutation.removeSavedView': 'signedIn',
    'Mutation.changeTasks': 'signedIn',
    'Mutation.undoTaskChanges': 'signedIn',
    'Mutation.renewCalendarFeed': 'signedIn',
    'Mutation.removeCalendarFeed': 'signedIn',
    'Mutation.mapTaskImport': 'signedIn',
    'Mutation.runTaskImport': 'signedIn',
    'Mutation.removeTaskImport': 'signedIn',
  },
  types: {
    CoordinationTask: ({ row }: { row: TaskView }, caller: Caller) => keptFor(row, caller) || sharedWith(row, caller),
    ChecklistItem: (item: ChecklistItemRow, caller) => keptFor(item, caller),
    TaskComment: (comment: CommentRow, caller) =>
      comment.audience === 'OWN_ORGANISATION'
        ? worksFor(comment.partnershipId, comment.organisationId, caller) && keptFor(comment, caller)
        : keptFor(comment, caller) ||
          (comment.audience === 'INVOLVED_ACTORS' && answersFor(comment.partnershipId, comment.partyIds, caller)),
    Label: ({ row }: { row: LabelRow }, caller: Caller) => worksIn(row.partnershipId, caller),
    CustomField: ({ row }: { row: CustomFieldRow }, caller: Caller) => worksIn(row.partnershipId, caller),
    TaskTemplate: ({ row }: { row: TemplateRow }, caller: Caller) => worksIn(row.partnershipId, caller),
    StarterPath: 'within',
    StarterStep: 'within',
    CustomValue: 'within',
    LinkedTask: 'within',
    TaskChange: 'within',
    TaskChangeConnection: 'within',
    TaskChangeEdge: 'within',
    SavedView: ({ row }: { row: SavedViewRow }, caller: Caller) =>
      worksIn(row.partnershipId, caller) && (row.audience === 'PARTNERSHIP' || row.accountId === caller.accountId),
    TaskBulkChange: ({ row }: { row: BulkRow }, caller: Caller) => ownIn(row, caller),
    TaskImport: ({ row }: { row: ImportRow }, caller: Caller) => ownIn(row, caller),
    CalendarFeed: 'within',
    RenewCalendarFeedPayload: 'within',
    RemoveCalendarFeedPayload: 'within',
    TaskImportColumn: 'within',
    TaskImportProblem: 'within',
    MapTaskImportPayload: 'within',
    RunTaskImportPayload: 'within',
    RemoveTaskImportPayload: 'within',
    TaskChangeResult: 'within',
    ChangeTasksPayload: 'within',
    UndoTaskChangesPayload: 'within',
    CreateSavedViewPayload: 'within',
    UpdateSavedViewPayload: 'within',
    RemoveSavedViewPayload: 'within',
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
    FollowTaskPayload: 'within',
    CreateCustomFieldPayload: 'within',
    UpdateCustomFieldPayload: 'within',
    RemoveCustomFieldPayload: 'within',
    CreateLabelPayload: 'within',
    UpdateLabelPayload: 'within',
    RemoveLabelPayload: 'within',
    CreateTaskTemplatePayload: 'within',
    UpdateTaskTemplatePayload: 'within',
    RemoveTaskTemplatePayload: 'within',
    SetStarterPathPayload: 'within',
    TakeOverStarterStepsPayload: 'within',
    SkipStarterStepPayload: 'within',
    UnskipStarterStepPayload: 'within',
    AddTaskNeedPayload: 'within',
    RemoveTaskNeedPayload: 'within',
    SetTaskParentPayload: 'within',
    CopyTaskToMunicipalitiesPayload: 'within',
  },
  rows: {
    'coordination.task_counters': (c) => inside(`${c}.partnership_id`),
    'coordination.tasks': (t) => `(${inside(`${t}.partnership_id`)} and ${kept(`${t}.kept_by`)}) or ${sharedRow(t)}`,
    'coordination.task_municipalities': (m) =>
      `(${inside(`${m}.partnership_id`)} or ${asParty(`${m}.partnership_id`)}) and ${kept(`${m}.kept_by`)}`,
    'coordination.task_actors': (a) =>
      `(${inside(`${a}.partnership_id`)} or (${asParty(`${a}.partnership_id`)} and ${mine(`${a}.actor_id`)}))
       and ${kept(`${a}.kept_by`)}`,
    'coordination.checklist_items': (i) => `${inside(`${i}.partnership_id`)} and ${kept(`${i}.kept_by`)}`,
    'coordination.task_followers': (f) => `${inside(`${f}.partnership_id`)} and ${kept(`${f}.kept_by`)}`,
    'coordination.custom_fields': (f) => inside(`${f}.partnership_id`),
    'coordination.custom_values': (v) => `${inside(`${v}.partnership_id`)} and ${kept(`${v}.kept_by`)}`,
    'coordination.task_templates': (m) => inside(`${m}.partnership_id`),
    'coordination.template_labels': (b) => inside(`${b}.partnership_id`),
    'coordination.template_actors': (a) => inside(`${a}.partnership_id`),
    'coordination.starter_paths': (p) => inside(`${p}.partnership_id`),
    'coordination.starter_choices': (c) => inside(`${c}.partnership_id`),
    'coordination.labels': (l) => inside(`${l}.partnership_id`),
    'coordination.task_labels': (b) => `${inside(`${b}.partnership_id`)} and ${kept(`${b}.kept_by`)}`,
    'coordination.task_links': (l) =>
      `${inside(`${l}.partnership_id`)} and ${kept(`${l}.kept_by`)} and ${kept(`${l}.other_kept_by`)}`,
    'coordination.task_changes': (h) =>
      `${inside(`${h}.partnership_id`)} and ${kept(`${h}.kept_by`)} and ${kept(`${h}.written_for`)}`,
    'coordination.comments': (c) =>
      `(${inside(`${c}.partnership_id`)} and ${kept(`${c}.kept_by`)}
        and (${c}.audience <> 'OWN_ORGANISATION' or ${acting(`${c}.organisation_id`)}))
       or ${sharedRow(c)}`,
    'coordination.saved_views': (v) =>
      `${inside(`${v}.partnership_id`)} and (${v}.audience = 'PARTNERSHIP' or ${own(`${v}.account_id`)})`,
    'coordination.calendar_feeds': (f) => own(`${f}.account_id`),
    'coordination.task_imports': (i) => `${inside(`${i}.partnership_id`)} and ${own(`${i}.account_id`)}`,
    'coordination.task_import_rows': (r) => `${inside(`${r}.partnership_id`)} and ${own(`${r}.account_id`)}`,
    'coordination.bulk_changes': (b) => `${inside(`${b}.partnership_id`)} and ${own(`${b}.account_id`)}`,
  },
  capabilities: {
    'view.save': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
    'task.write': ['MANAGER', 'OFFICER', 'MEMBER'],
    'label.manage': ['MANAGER'],
    'template.manage': ['MANAGER'],
    'field.manage': ['MANAGER'],
    'task.comment': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
  },
  scopes: {
    'task.write': {
      description: 'Make, change and move tasks and their steps.',
      opens: [
        'Mutation.createTask',
        'Mutation.updateTask',
        'Mutation.moveTask',
        'Mutation.addTaskNeed',
        'Mutation.removeTaskNeed',
        'Mutation.setTaskParent',
        'Mutation.copyTaskToMunicipalities',
        'Mutation.changeTasks',
        'Mutation.addChecklistItem',
        'Mutation.updateChecklistItem',
        'Mutation.removeChecklistItem',
        'Mutation.removeAttachment',
        'Mutation.setStarterPath',
        'Mutation.takeOverStarterSteps',
        'Mutation.skipStarterStep',
        'Mutation.unskipStarterStep',
      ],
    },
    'task.comment': { description: 'Comment on tasks.', opens: ['Mutation.addTaskComment'] },
  },
});
