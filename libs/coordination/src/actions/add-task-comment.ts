import { caller, requireCapability } from '#libs/access';
import { Clock, newId } from '#libs/kernel';
import { Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType } from '@nestjs/graphql';
import { CommentsStore, type CommentRow } from '../comments.store.js';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import { TaskAudienceEnum } from '../task.enums.js';
import { checkCommentAudience, clean, type TaskAudience } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';

@InputType()
export class AddTaskCommentInput extends MutationInput {
  @Field(() => ID, { description: 'The task.' })
  taskId: string;

  @Field({ description: 'The text, at most 10,000 characters. Never names of residents.' })
  body: string;

  @Field(() => TaskAudienceEnum, {
    nullable: true,
    description: 'Who may read it, at most those who see the task; those inside who see the task when absent.',
  })
  audience?: TaskAudience | null;
}

/** Writes under a task, for one's own organisation, the partnership, or also the actors with whom the task is shared. */
@Injectable()
export class AddTaskComment {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly writer: TaskWriter,
    private readonly comments: CommentsStore,
  ) {}

  run(input: AddTaskCommentInput): Promise<{ task: TaskView; comment: CommentRow }> {
    const taskId = internalId('CoordinationTask', input.taskId, 'taskId');
    const body = clean.body(input.body);
    return this.db.transaction(async () => {
      const { partnershipId, audience: ofTask } = await this.writer.store.get(taskId, 'taskId');
      requireCapability(partnershipId, 'task.comment', 'taskId');
      const audience = input.audience ?? (ofTask === 'OWN_ORGANISATION' ? ofTask : 'PARTNERSHIP');
      checkCommentAudience(audience, ofTask);
      const id = newId();
      const createdAt = this.clock.now();
      const { accountId: authorId, organisationId } = caller();
      await this.comments.add({ id, partnershipId, taskId, body, authorId, createdAt, audience, organisationId });
      const task = await this.writer.store.get(taskId);
      const [comment] = await this.comments.byIds([id]);
      this.writer.reportInside(taskEvents.TASK_COMMENT_ADDED, task, ['comments'], audience);
      return { task, comment: comment! };
    });
  }
}
