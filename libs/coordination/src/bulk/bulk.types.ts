import { toGlobalId } from '#libs/kernel';
import { DateScalar, DateTimeScalar, MutationInput, NodeType } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CustomValueInput } from '../fields/field.types.js';
import { TaskPriorityEnum, TaskStatusEnum } from '../task.enums.js';
import type { TaskPriority, TaskStatus } from '../task.rules.js';
import type { BulkRow } from './bulk.store.js';

export enum TaskOutcome {
  CHANGED = 'CHANGED',
  UNCHANGED = 'UNCHANGED',
  CONFLICT = 'CONFLICT',
  REFUSED = 'REFUSED',
}
registerEnumType(TaskOutcome, {
  name: 'TaskOutcome',
  description: 'What became of one task of many.',
  valuesMap: {
    CHANGED: { description: 'It was changed.' },
    UNCHANGED: { description: 'It was so already.' },
    CONFLICT: { description: 'Somebody changed it meanwhile; it was left alone.' },
    REFUSED: { description: 'A rule stands in the way, or it is not there for the caller; `code` says which.' },
  },
});

@ObjectType('TaskChangeResult', { description: 'What became of one task of many.' })
export class TaskChangeResultType {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => TaskOutcome, { description: 'What became of it.' })
  outcome: TaskOutcome;

  @Field(() => String, { nullable: true, description: 'The code of the error, when it was refused.' })
  code: string | null;
}

@ObjectType('TaskBulkChange', {
  implements: () => NodeType,
  description: 'A change of several tasks at once, by the caller; it can be undone for a week.',
})
export class TaskBulkChangeType extends NodeType {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at: string;

  @Field(() => [String], { description: 'Names of the fields it changed.' })
  fields: string[];

  @Field(() => Int, { description: 'How many tasks it changed.' })
  taskCount: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was undone.' })
  undoneAt: string | null;

  row: BulkRow;

  static of(row: BulkRow): TaskBulkChangeType {
    return Object.assign(new TaskBulkChangeType(), {
      ...{ id: toGlobalId('TaskBulkChange', row.id), at: row.at, fields: row.fields, undoneAt: row.undoneAt },
      ...{ taskCount: row.items.length, row },
    });
  }
}

@InputType()
export class TaskAtVersionInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => Int, { description: 'The version one saw.' })
  expectedVersion: number;
}

@InputType({ description: 'Only fields that are given change; null empties a field that may be empty.' })
export class TasksChangeInput {
  @Field(() => TaskStatusEnum, { nullable: true, description: 'The column they go to, on top.' })
  status?: TaskStatus | null;

  @Field(() => String, { nullable: true, description: 'On whom they wait, in words, when they go to WAITING.' })
  waitingOnNote?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who does them.' })
  assigneeId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' })
  dueOn?: string | null;

  @Field(() => TaskPriorityEnum, { nullable: true, description: 'How pressing they are.' })
  priority?: TaskPriority | null;

  @Field(() => [ID], { nullable: true, description: 'Member municipalities they concern: the whole list.' })
  municipalityIds?: string[] | null;

  @Field(() => [CustomValueInput], {
    nullable: true,
    description: 'Values for fields that the partnership added: only those that change.',
  })
  customValues?: CustomValueInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Put them away, or back on the board.' })
  archived?: boolean | null;
}

@InputType()
export class ChangeTasksInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership they belong to.' })
  partnershipId: string;

  @Field(() => [TaskAtVersionInput], { description: 'Which tasks, at most 200.' })
  tasks: TaskAtVersionInput[];

  @Field(() => TasksChangeInput, { description: 'What changes, for all of them.' })
  change: TasksChangeInput;
}

@InputType()
export class UndoTaskChangesInput extends MutationInput {
  @Field(() => ID, { description: 'The change that is taken back.' })
  id: string;
}

@ObjectType({ description: 'What became of each of them, in the order asked.' })
export class ChangeTasksPayload {
  @Field(() => TaskBulkChangeType, { nullable: true, description: 'To undo it; null when nothing changed.' })
  bulkChange: TaskBulkChangeType | null;

  @Field(() => [TaskChangeResultType], { description: 'What became of each task.' })
  results: TaskChangeResultType[];
}

@ObjectType({ description: 'What became of each of them.' })
export class UndoTaskChangesPayload {
  @Field(() => TaskBulkChangeType, { description: 'The change that was taken back.' })
  bulkChange: TaskBulkChangeType;

  @Field(() => [TaskChangeResultType], { description: 'CHANGED is as it was; CONFLICT was changed by somebody since.' })
  results: TaskChangeResultType[];
}
