import { caller, requireCapability } from '#libs/access';
import { commonErrors } from '#libs/kernel';
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
      partnershipOf: (item) => (item as TaskType).row.partnershipId,
      check: (item, _deed, field) => requireCapability((item as TaskType).row.partnershipId, 'task.write', field),
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
      partnershipOf: (item) => (item as CommentRow).partnershipId,
      check: (item, _deed, field) => {
        const { partnershipId, authorId } = item as CommentRow;
        requireCapability(partnershipId, 'task.comment', field);
        if (authorId !== caller().accountId) throw commonErrors.FORBIDDEN({ args: { capability: 'task.comment' } });
      },
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
