import { caller, requireCapability } from '#libs/access';
import { Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import { TaskType } from '../task.types.js';
import type { TaskView } from '../tasks.store.js';
import { FollowersStore } from './followers.store.js';

@InputType()
export class FollowTaskInput extends MutationInput {
  @Field(() => ID, { description: 'The task.' })
  taskId: string;

  @Field({ description: 'Whether to hear of its changes; false also for who does it or is named under it.' })
  following: boolean;
}

@ObjectType({ description: 'The task after the choice.' })
export class FollowTaskPayload {
  @Field(() => TaskType, { description: 'The task with its followers as they are now.' })
  task: TaskType;
}

/** Follows a task, or no longer: the caller's own choice, and nobody else's. */
@Injectable()
export class FollowTask {
  constructor(
    private readonly db: Db,
    private readonly writer: TaskWriter,
    private readonly followers: FollowersStore,
  ) {}

  run(input: FollowTaskInput): Promise<TaskView> {
    const taskId = internalId('CoordinationTask', input.taskId, 'taskId');
    return this.db.transaction(async () => {
      // Two choices of one person at once (two windows) come one after the other.
      await this.writer.store.hold(taskId);
      const task = await this.writer.store.get(taskId, 'taskId');
      requireCapability(task.partnershipId, 'task.comment', 'taskId');
      const me = caller().accountId;
      const follows = (await this.followers.of([taskId])).some(({ accountId }) => accountId === me);
      if (follows === input.following) return task;
      await this.followers.choose(task, me, input.following);
      this.writer.refresh(taskEvents.TASK_FOLLOWERS_CHANGED, task, ['followers']);
      return task;
    });
  }
}
