import { toGlobalId } from '#libs/kernel';
import { DateScalar } from '#libs/platform';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { TaskStatusEnum } from '../task.enums.js';
import { reference, type TaskStatus } from '../task.rules.js';
import { TaskType } from '../task.types.js';
import type { LinkedTaskRow } from './links.store.js';

@ObjectType('LinkedTask', { description: 'A task as another one names it; ask for the task itself by its id.' })
export class LinkedTaskType {
  @Field(() => ID, { description: 'The id of the task.' })
  id: string;

  @Field(() => Int, { description: 'Number within the partnership.' })
  number: number;

  @Field({ description: 'Readable number, for example T-0231.' })
  reference: string;

  @Field({ description: 'What it is about.' })
  title: string;

  @Field(() => TaskStatusEnum, { description: 'The column it stands in.' })
  status: TaskStatus;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' })
  dueOn: string | null;

  @Field({ description: 'Put away: stands in nobody’s way any more.' })
  archived: boolean;

  static of({ ofId: _of, ...row }: LinkedTaskRow): LinkedTaskType {
    return { ...row, id: toGlobalId('CoordinationTask', row.id), reference: reference(row.number) };
  }
}

@ObjectType({ description: 'The task that waits after the change.' })
export class AddTaskNeedPayload {
  @Field(() => TaskType, { description: 'The task that waits, as it is now.' })
  task: TaskType;
}

@ObjectType({ description: 'The task that waited after the change.' })
export class RemoveTaskNeedPayload {
  @Field(() => TaskType, { description: 'The task that waited, as it is now.' })
  task: TaskType;
}

@ObjectType({ description: 'The part after the change.' })
export class SetTaskParentPayload {
  @Field(() => TaskType, { description: 'The part, as it is now.' })
  task: TaskType;
}
