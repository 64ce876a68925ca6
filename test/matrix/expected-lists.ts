import type { TypeExpectation } from './expected.js';

/**
 * Every object type of saved views, changes of many tasks, imported files, calendars, labels, own fields, templates, the path of
 * the first year and what hangs between tasks, with every field.
 */
export const listTypes: Record<string, TypeExpectation> = {
  SavedView: { seenBy: 'view', fields: 'id name query shared updatedAt version', depends: 'mine' },
  TaskBulkChange: { seenBy: 'mine', fields: 'at fields id taskCount undoneAt' },
  TaskChangeResult: { seenBy: 'within', fields: '', depends: 'code id outcome' },
  TaskImport: {
    seenBy: 'mine',
    fields:
      'columns createdAt fileName finishedAt id importedCount nextRow problemCount problems refusedCount rowCount version',
  },
  CalendarFeed: { seenBy: 'within', fields: 'createdAt' },
  TaskImportColumn: { seenBy: 'within', fields: 'customFieldId field sample title' },
  TaskImportProblem: { seenBy: 'within', fields: 'code column customFieldId row value' },
  CreateSavedViewPayload: { seenBy: 'within', fields: 'view' },
  UpdateSavedViewPayload: { seenBy: 'within', fields: 'view' },
  RemoveSavedViewPayload: { seenBy: 'within', fields: 'removedId' },
  ChangeTasksPayload: { seenBy: 'within', fields: 'bulkChange results' },
  UndoTaskChangesPayload: { seenBy: 'within', fields: 'bulkChange results' },
  RenewCalendarFeedPayload: { seenBy: 'within', fields: 'url' },
  RemoveCalendarFeedPayload: { seenBy: 'within', fields: 'removed' },
  MapTaskImportPayload: { seenBy: 'within', fields: 'taskImport' },
  RunTaskImportPayload: { seenBy: 'within', fields: 'taskImport' },
  RemoveTaskImportPayload: { seenBy: 'within', fields: 'removedId' },
  AddTaskNeedPayload: { seenBy: 'within', fields: 'task' },
  RemoveTaskNeedPayload: { seenBy: 'within', fields: 'task' },
  SetTaskParentPayload: { seenBy: 'within', fields: 'task' },
  FollowTaskPayload: { seenBy: 'within', fields: 'task' },
  CopyTaskToMunicipalitiesPayload: { seenBy: 'within', fields: 'copies task' },
  CustomField: { seenBy: 'inside', fields: 'choices id name type version' },
  CustomValue: { seenBy: 'within', fields: 'fieldId value' },
  CreateCustomFieldPayload: { seenBy: 'within', fields: 'field' },
  UpdateCustomFieldPayload: { seenBy: 'within', fields: 'field' },
  RemoveCustomFieldPayload: { seenBy: 'within', fields: 'removedId' },
  Label: { seenBy: 'inside', fields: 'colour id name version' },
  CreateLabelPayload: { seenBy: 'within', fields: 'label' },
  UpdateLabelPayload: { seenBy: 'within', fields: 'label' },
  RemoveLabelPayload: { seenBy: 'within', fields: 'removedId' },
  TaskTemplate: {
    seenBy: 'inside',
    fields: 'actors checklist description dueDays id labels objectives policyDomain priority title version',
  },
  CreateTaskTemplatePayload: { seenBy: 'within', fields: 'template' },
  UpdateTaskTemplatePayload: { seenBy: 'within', fields: 'template' },
  RemoveTaskTemplatePayload: { seenBy: 'within', fields: 'removedId' },
  StarterPath: {
    seenBy: 'within',
    fields: 'asksSubsidy hasOfficer memberCount openCount startsOn steps takenCount version',
  },
  StarterStep: {
    seenBy: 'within',
    fields:
      'certainty checklist code decidedAt decidedBy description proposedOn reason skipReason source sourceUrl state title',
    depends: 'task',
  },
  SetStarterPathPayload: { seenBy: 'within', fields: 'partnership' },
  TakeOverStarterStepsPayload: { seenBy: 'within', fields: 'leftOut partnership tasks' },
  SkipStarterStepPayload: { seenBy: 'within', fields: 'partnership' },
  UnskipStarterStepPayload: { seenBy: 'within', fields: 'partnership' },
};
