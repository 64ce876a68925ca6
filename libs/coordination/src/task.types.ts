import { toGlobalId } from '#libs/kernel';
import { connectionOf, DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { PolicyDomainEnum } from '#libs/directory';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { ChecklistItemRow } from './checklist.store.js';
import type { CommentRow } from './comments.store.js';
import { IntegrationObjectiveEnum, TaskAudienceEnum, TaskPriorityEnum, TaskStatusEnum } from './task.enums.js';
import {
  reference,
  type IntegrationObjective,
  type TaskAudience,
  type TaskPriority,
  type TaskStatus,
} from './task.rules.js';
import type { TaskView } from './tasks.store.js';

@ObjectType('CoordinationTask', {
  implements: () => NodeType,
  description: 'A coordination task of a partnership, often towards a federal or Flemish actor.',
})
export class TaskType extends NodeType {
  @Field(() => Int, { description: 'Number within the partnership.' })
  number: number;

  @Field({ description: 'Readable number, for example T-0231.' })
  reference: string;

  @Field({ description: 'What it is about, at most 200 characters.' })
  title: string;

  @Field({ description: 'What has to be done, at most 20,000 characters; plain text.' })
  description: string;

  @Field(() => TaskStatusEnum, { description: 'The column it stands in.' })
  status: TaskStatus;

  @Field(() => String, { nullable: true, description: 'On whom it waits, in words.' })
  waitingOnNote: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' })
  dueOn: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How it repeats, as RFC 5545 writes it: FREQ (WEEKLY, MONTHLY, YEARLY), INTERVAL, UNTIL. The next task comes when this one is done. ' +
      'A day that a month does not have is its last one.',
  })
  recurrence: string | null;

  @Field(() => TaskPriorityEnum, { description: 'How pressing it is.' })
  priority: TaskPriority;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Policy domain it belongs to.' })
  policyDomain: string | null;

  @Field(() => [IntegrationObjectiveEnum], { description: 'Objectives it serves.' })
  objectives: IntegrationObjective[];

  @Field(() => TaskAudienceEnum, { description: 'Who sees it.' })
  audience: TaskAudience;

  @Field(() => Int, { description: 'Steps that are done.' })
  checklistDone: number;

  @Field(() => Int, { description: 'Steps in all.' })
  checklistTotal: number;

  @Field(() => Int, { description: 'Comments under it that the caller may read.' })
  commentCount: number;

  @Field(() => Int, {
    description: 'Tasks that have to be done before it can begin, and are not; 0 for actors outside the partnership.',
  })
  blockedBy: number;

  @Field(() => Int, { description: 'Parts of it that are done.' })
  subtaskDone: number;

  @Field(() => Int, { description: 'Parts of it in all; 0 for actors outside the partnership.' })
  subtaskTotal: number;

  @Field({ description: 'Place within its column; sorts as plain text, byte by byte.' })
  rank: string;

  @Field({ description: 'Put away: no longer on the board, and still there.' })
  archived: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done.' })
  completedAt: string | null;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  /** The row behind it, for the fields that lead elsewhere. */
  row: TaskView;

  static of(row: TaskView): TaskType {
    return Object.assign(new TaskType(), {
      ...row,
      id: toGlobalId('CoordinationTask', row.id),
      reference: reference(row.number),
      archived: row.archivedAt !== null,
      row,
    });
  }
}

@ObjectType('ChecklistItem', { implements: () => NodeType, description: 'One step of a task.' })
export class ChecklistItemType extends NodeType {
  @Field({ description: 'What the step is, at most 300 characters.' })
  label: string;

  @Field({ description: 'Whether it is done.' })
  done: boolean;

  @Field(() => Int, { description: 'Place among the steps; not necessarily without gaps.' })
  position: number;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  static of(row: ChecklistItemRow): ChecklistItemType {
    return Object.assign(new ChecklistItemType(), { ...row, id: toGlobalId('ChecklistItem', row.id) });
  }
}

@ObjectType('TaskComment', { implements: () => NodeType, description: 'What somebody wrote under a task.' })
export class TaskCommentType extends NodeType {
  @Field({ description: 'The text, at most 10,000 characters; plain text.' })
  body: string;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  createdAt: string;

  @Field(() => TaskAudienceEnum, { description: 'Who may read it, of those who see the task.' })
  audience: TaskAudience;

  /** For the fields that lead elsewhere. */
  mentionedIds: string[];
  authorId: string;
  commentId: string;

  static of(row: CommentRow): TaskCommentType {
    return Object.assign(new TaskCommentType(), { ...row, commentId: row.id, id: toGlobalId('TaskComment', row.id) });
  }
}

@ObjectType('TaskStatusCount', { description: 'How many tasks stand in a column.' })
export class TaskStatusCountType {
  @Field(() => TaskStatusEnum, { description: 'The column.' })
  status: TaskStatus;

  @Field(() => Int, { description: 'Tasks in it.' })
  count: number;

  @Field(() => Int, { description: 'Those of them that are past their due day.' })
  overdue: number;
}

export const TaskConnectionType = connectionOf(TaskType, 'Task');
export const TaskCommentConnectionType = connectionOf(TaskCommentType, 'TaskComment');
