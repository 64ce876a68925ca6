import { caller, requireCapability } from '#libs/access';
import { Clock, newId } from '#libs/kernel';
import { Db, internalId, internalIds, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType } from '@nestjs/graphql';
import { CommentsStore, type CommentRow } from '../comments.store.js';
import { Mentions } from '../following/mentions.js';
import { TaskWriter } from '../task-writer.js';
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

  @Field(() => [ID], {
    nullable: true,
    description:
      'People named in it, at most 20, of `CoordinationTask.mentionable`; they hear of it and follow the task.',
  })
  mentionIds?: string[] | null;
}

/** Writes under a task, for one's own organisation, the partnership, or also the actors with whom the task is shared. */
@Injectable()
export class AddTaskComment {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly writer: TaskWriter,
    private readonly comments: CommentsStore,
    private readonly mentions: Mentions,
  ) {}

  run(input: AddTaskCommentInput): Promise<{ task: TaskView; comment: CommentRow }> {
    const taskId = internalId('CoordinationTask', input.taskId, 'taskId');
    const body = clean.body(input.body);
    const wanted = internalIds('Person', input.mentionIds ?? [], 'mentionIds');
    return this.db.transaction(async () => {
      const before = await this.writer.store.get(taskId, 'taskId');
      const { partnershipId, audience: ofTask } = before;
      requireCapability(partnershipId, 'task.comment', 'taskId');
      const audience = input.audience ?? (ofTask === 'OWN_ORGANISATION' ? ofTask : 'PARTNERSHIP');
      checkCommentAudience(audience, ofTask);
      const mentionedIds = await this.mentions.check(before, audience, wanted);
      const id = newId();
      const createdAt = this.clock.now();
      const { accountId: authorId, organisationId } = caller();
      const by = { authorId, organisationId, createdAt };
      await this.comments.add({ id, partnershipId, taskId, body, mentionedIds, audience, ...by });
      const task = await this.writer.store.get(taskId);
      const [comment] = await this.comments.byIds([id]);
      await this.writer.reportComment(task, audience, mentionedIds);
      return { task, comment: comment! };
    });
  }
}
