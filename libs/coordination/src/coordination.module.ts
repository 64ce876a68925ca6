import { DirectoryModule } from '#libs/directory';
import { PartnershipsModule } from '#libs/partnerships';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AddTaskComment } from './actions/add-task-comment.js';
import { ChangeChecklist } from './actions/change-checklist.js';
import { CreateTask } from './actions/create-task.js';
import { MoveTask } from './actions/move-task.js';
import { UpdateTask } from './actions/update-task.js';
import { CommentAttachments, TaskAttachments } from './attachments.fields.js';
import { ChecklistStore } from './checklist.store.js';
import { CommentsStore } from './comments.store.js';
import './coordination.policy.js';
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
import { TaskSearch } from './search/search.store.js';
import { TaskWriter } from './task-writer.js';
import { TaskRow } from './task.entity.js';
import { TaskCommentFields, TaskFields } from './task.fields.js';
import { TaskPages } from './task-pages.js';
import { TasksStore } from './tasks.store.js';

/** Coordination tasks. */
@Module({
  imports: [TypeOrmModule.forFeature([TaskRow]), DirectoryModule, PartnershipsModule],
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
    ChangeLabels,
    LinkTasks,
    CoordinationResolver,
    FollowingResolver,
    MentionFields,
    LinksResolver,
    LabelsResolver,
    TaskLabelFields,
    HistoryFields,
    TaskChangeFields,
    TaskFields,
    TaskCommentFields,
    TaskAttachments,
    CommentAttachments,
    PartnershipTaskFields,
    MemberTaskFields,
  ],
  exports: [CreateTask, UpdateTask, MoveTask, ChangeChecklist, AddTaskComment, LinkTasks],
})
export class CoordinationModule {}
