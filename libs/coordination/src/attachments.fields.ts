import { caller } from '#libs/access';
import { AttachmentType, Files, offerFiles } from '#libs/files';
import type { OnModuleInit } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommentRow } from './comments.store.js';
import { TaskWriter } from './task-writer.js';
import { TaskCommentType, TaskType } from './task.types.js';

/** Files on tasks. */
@Resolver(() => TaskType)
export class TaskAttachments implements OnModuleInit {
  constructor(
    private readonly files: Files,
    private readonly writer: TaskWriter,
  ) {}

  onModuleInit(): void {
    offerFiles('CoordinationTask', {
      table: 'coordination.tasks',
      capability: 'task.write',
      partnershipOf: (item) => (item as TaskType).row.partnershipId,
      event: async (item) => this.writer.about((item as TaskType).row, ['attachments']),
    });
  }

  @ResolveField(() => [AttachmentType], {
    description: 'Files on it, oldest first; those in its conversation are there.',
  })
  attachments(@Parent() task: TaskType): Promise<AttachmentType[]> {
    return this.files.of('CoordinationTask', task.row.id, task);
  }
}

/** Files with comments, which only their author adds and takes away. */
@Resolver(() => TaskCommentType)
export class CommentAttachments implements OnModuleInit {
  constructor(
    private readonly files: Files,
    private readonly writer: TaskWriter,
  ) {}

  onModuleInit(): void {
    offerFiles('TaskComment', {
      table: 'coordination.comments',
      capability: 'task.comment',
      partnershipOf: (item) => (item as CommentRow).partnershipId,
      mayWrite: (item) => (item as TaskCommentType).authorId === caller().accountId,
      event: async (item) => {
        const { taskId, audience } = item as CommentRow;
        return this.writer.about(await this.writer.store.get(taskId), ['comments'], audience);
      },
    });
  }

  @ResolveField(() => [AttachmentType], { description: 'Files with it, oldest first.' })
  attachments(@Parent() comment: TaskCommentType): Promise<AttachmentType[]> {
    return this.files.of('TaskComment', comment.commentId, comment);
  }
}
