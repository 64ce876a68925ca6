import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ChecklistItemType, TaskCommentType, TaskType } from './task.types.js';

@ObjectType({ description: 'The task after the change.' })
export class CreateTaskPayload {
  @Field(() => TaskType, { description: 'The new task.' })
  task: TaskType;
}

@ObjectType({ description: 'The task after the change.' })
export class UpdateTaskPayload {
  @Field(() => TaskType, { description: 'The task as it is now.' })
  task: TaskType;
}

@ObjectType({ description: 'The task after the change.' })
export class MoveTaskPayload {
  @Field(() => TaskType, { description: 'The task as it is now.' })
  task: TaskType;
}

@ObjectType({ description: 'The task and its new step.' })
export class AddChecklistItemPayload {
  @Field(() => TaskType, { description: 'The task as it is now.' })
  task: TaskType;

  @Field(() => ChecklistItemType, { description: 'The new step.' })
  item: ChecklistItemType;
}

@ObjectType({ description: 'The task and the changed step.' })
export class UpdateChecklistItemPayload {
  @Field(() => TaskType, { description: 'The task as it is now.' })
  task: TaskType;

  @Field(() => ChecklistItemType, { description: 'The step as it is now.' })
  item: ChecklistItemType;
}

@ObjectType({ description: 'The task without the step.' })
export class RemoveChecklistItemPayload {
  @Field(() => TaskType, { description: 'The task as it is now.' })
  task: TaskType;

  @Field(() => ID, { description: 'The step that is gone.' })
  removedId: string;
}

@ObjectType({ description: 'The task and the new comment.' })
export class AddTaskCommentPayload {
  @Field(() => TaskType, { description: 'The task as it is now.' })
  task: TaskType;

  @Field(() => TaskCommentType, { description: 'The new comment.' })
  comment: TaskCommentType;
}
