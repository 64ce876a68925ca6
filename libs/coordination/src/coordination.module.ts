import { DirectoryModule } from '#libs/directory';
import { OfficersModule } from '#libs/officers';
import { PartnershipsModule } from '#libs/partnerships';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BulkResolver, PartnershipBulkFields } from './bulk/bulk.resolver.js';
import { BulkStore } from './bulk/bulk.store.js';
import { ChangeTasks } from './bulk/change-tasks.js';
import { AddTaskComment } from './actions/add-task-comment.js';
import { ChangeChecklist } from './actions/change-checklist.js';
import { CreateTask } from './actions/create-task.js';
import { MoveTask } from './actions/move-task.js';
import { UpdateTask } from './actions/update-task.js';
import { CommentAttachments, TaskAttachments } from './attachments.fields.js';
import { ChecklistStore } from './checklist.store.js';
import { CommentsStore } from './comments.store.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { CalendarFeedResolver } from './calendar/feeds.resolver.js';
import { FeedsStore } from './calendar/feeds.store.js';
import './coordination.policy.js';
import { ChangeCustomFields } from './fields/change-fields.js';
import { CustomValues } from './fields/custom-values.js';
import { CustomFieldFilters } from './fields/field-filter.js';
import { CustomFieldsResolver, CustomValueFields } from './fields/fields.resolver.js';
import { CustomFieldsStore } from './fields/fields.store.js';
import { FollowTask } from './following/follow-task.js';
import { FollowersStore } from './following/followers.store.js';
import { FollowingResolver, MentionFields } from './following/following.resolver.js';
import { Mentions } from './following/mentions.js';
import { HistoryFields, TaskChangeFields } from './history/history.fields.js';
import { HistoryStore } from './history/history.store.js';
import { CoordinationResolver } from './coordination.resolver.js';
import { MemberTaskFields, PartnershipTaskFields } from './partnership.fields.js';
import { ChangeLabels } from './labels/change-labels.js';
import { LabelsResolver, TaskLabelFields } from './labels/labels.resolver.js';
import { LabelsStore } from './labels/labels.store.js';
import { LinkTasks } from './links/link-tasks.js';
import { LinksResolver } from './links/links.resolver.js';
import { LinksStore } from './links/links.store.js';
import { CopiesResolver } from './copies/copies.resolver.js';
import { CopyToMunicipalities } from './copies/copy-to-municipalities.js';
import { CopyTask } from './copies/copy-task.js';
import { SeriesResolver } from './series/series.resolver.js';
import { SeriesStore } from './series/series.store.js';
import { TaskSeries } from './series/task-series.js';
import { DecideOnSteps } from './starter/decide-on-steps.js';
import { StarterPaths } from './starter/starter-paths.js';
import { StarterResolver, StarterStepFields, TakenOverFields } from './starter/starter.resolver.js';
import { StarterStore } from './starter/starter.store.js';
import { TaskSearch } from './search/search.store.js';
import { TaskWriter } from './task-writer.js';
import { TaskRow } from './task.entity.js';
import { TaskCommentFields, TaskFields } from './task.fields.js';
import { TaskPages } from './task-pages.js';
import { TasksStore } from './tasks.store.js';
import { ChangeTemplates } from './templates/change-templates.js';
import { TemplateFields, TemplatesResolver } from './templates/templates.resolver.js';
import { TemplatesStore } from './templates/templates.store.js';
import { ExportStore } from './transfer/export.store.js';
import { PartnershipImportFields, TaskImportResolver } from './transfer/import.resolver.js';
import { ImportStore } from './transfer/import.store.js';
import { ImportTasks } from './transfer/import-tasks.js';
import { TransferController } from './transfer/transfer.controller.js';
import { PartnershipViewFields, SavedViewsResolver } from './views/saved-views.resolver.js';
import { SavedViewsStore } from './views/saved-views.store.js';
import { SaveView } from './views/save-view.js';

/** Coordination tasks. */
@Module({
  imports: [TypeOrmModule.forFeature([TaskRow]), DirectoryModule, PartnershipsModule, OfficersModule],
  controllers: [TransferController, CalendarController],
  providers: [
    TasksStore,
    TaskPages,
    ChecklistStore,
    CommentsStore,
    TaskSearch,
    TaskWriter,
    CreateTask,
    UpdateTask,
    MoveTask,
    ChangeChecklist,
    AddTaskComment,
    FollowTask,
    FollowersStore,
    Mentions,
    HistoryStore,
    LinksStore,
    LabelsStore,
    CustomFieldsStore,
    CustomValues,
    CustomFieldFilters,
    ChangeCustomFields,
    ChangeLabels,
    LinkTasks,
    CopyTask,
    CopyToMunicipalities,
    CopiesResolver,
    SeriesStore,
    TaskSeries,
    SeriesResolver,
    TemplatesStore,
    ChangeTemplates,
    TemplatesResolver,
    TemplateFields,
    StarterStore,
    StarterPaths,
    DecideOnSteps,
    StarterResolver,
    StarterStepFields,
    TakenOverFields,
    CoordinationResolver,
    FollowingResolver,
    MentionFields,
    LinksResolver,
    LabelsResolver,
    CustomFieldsResolver,
    CustomValueFields,
    TaskLabelFields,
    HistoryFields,
    TaskChangeFields,
    TaskFields,
    TaskCommentFields,
    TaskAttachments,
    CommentAttachments,
    PartnershipTaskFields,
    MemberTaskFields,
    SavedViewsStore,
    SaveView,
    SavedViewsResolver,
    PartnershipViewFields,
    BulkStore,
    ChangeTasks,
    BulkResolver,
    PartnershipBulkFields,
    FeedsStore,
    CalendarFeedResolver,
    ExportStore,
    ImportStore,
    ImportTasks,
    TaskImportResolver,
    PartnershipImportFields,
  ],
  exports: [
    CreateTask,
    UpdateTask,
    MoveTask,
    ChangeChecklist,
    AddTaskComment,
    LinkTasks,
    ChangeTemplates,
    DecideOnSteps,
  ],
})
export class CoordinationModule {}
