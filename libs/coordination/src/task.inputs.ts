import { DateScalar, MutationInput, PageInput } from '#libs/platform';
import { PolicyDomainEnum } from '#libs/directory';
import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import {
  IntegrationObjectiveEnum,
  TaskAudienceEnum,
  TaskOrderEnum,
  TaskPriorityEnum,
  TaskStatusEnum,
} from './task.enums.js';
import { CustomFieldFilter, CustomValueInput } from './fields/field.types.js';
import type { TaskOrderName } from './task-filter.js';
import type { IntegrationObjective, TaskAudience, TaskPriority, TaskStatus } from './task.rules.js';

@InputType({ description: 'Which tasks; every condition that is given must hold.' })
export class TaskFilter {
  @Field(() => [TaskStatusEnum], { nullable: true, description: 'In one of these columns.' })
  statuses?: TaskStatus[] | null;

  @Field(() => [ID], { nullable: true, description: 'Concerning one of these municipalities.' })
  municipalityIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Assigned to one of these people.' })
  assigneeIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Assigned to nobody.' })
  unassigned?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Involving one of these actors.' })
  actorIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Bearing one of these labels.' })
  labelIds?: string[] | null;

  @Field(() => [PolicyDomainEnum], { nullable: true, description: 'In one of these policy domains.' })
  policyDomains?: string[] | null;

  @Field(() => [IntegrationObjectiveEnum], { nullable: true, description: 'Serving one of these objectives.' })
  objectives?: IntegrationObjective[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on or after this day.' })
  dueFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on or before this day.' })
  dueUntil?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Without a due day.' })
  undated?: boolean | null;

  @Field(() => DateScalar, { nullable: true, description: 'Done tasks only when done on or after this day.' })
  completedSince?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that must all occur in title or description, or a number such as T-0231.',
  })
  text?: string | null;

  @Field(() => [CustomFieldFilter], {
    nullable: true,
    description: 'By what they have in fields that the partnership added, each field once; at most 20.',
  })
  customFields?: CustomFieldFilter[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Tasks that were put away instead of those on the board.' })
  archived?: boolean | null;
}

@ArgsType()
export class TaskListArgs extends PageInput {
  @Field(() => TaskFilter, { nullable: true, description: 'Which tasks; all on the board when absent.' })
  filter?: TaskFilter | null;

  @Field(() => TaskOrderEnum, { defaultValue: 'BOARD', description: 'In which order.' })
  orderBy: TaskOrderName;
}

@InputType()
export class CreateTaskInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership it belongs to.' })
  partnershipId: string;

  @Field({ description: 'What it is about, at most 200 characters. Never names of residents.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What has to be done. Never names of residents.' })
  description?: string | null;

  @Field(() => TaskStatusEnum, { defaultValue: 'TODO', description: 'The column it starts in, on top.' })
  status: TaskStatus;

  @Field(() => ID, { nullable: true, description: 'The actor it waits on, when it starts as WAITING.' })
  waitingOnActorId?: string | null;

  @Field(() => String, { nullable: true, description: 'On whom it waits, in words.' })
  waitingOnNote?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' })
  dueOn?: string | null;

  @Field(() => TaskPriorityEnum, { defaultValue: 'NORMAL', description: 'How pressing it is.' })
  priority: TaskPriority;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Policy domain it belongs to.' })
  policyDomain?: string | null;

  @Field(() => [IntegrationObjectiveEnum], { nullable: true, description: 'Objectives it serves.' })
  objectives?: IntegrationObjective[] | null;

  @Field(() => [ID], { nullable: true, description: 'Member municipalities it concerns.' })
  municipalityIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Who does it.' })
  assigneeId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Actors involved.' })
  actorIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Labels of the partnership it bears.' })
  labelIds?: string[] | null;

  @Field(() => TaskAudienceEnum, { defaultValue: 'PARTNERSHIP', description: 'Who sees it.' })
  audience: TaskAudience;

  @Field(() => ID, { nullable: true, description: 'The task it is part of.' })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How it repeats from its due day on, as RFC 5545 writes it: FREQ=WEEKLY, MONTHLY or YEARLY, with INTERVAL (1 to 52) and UNTIL (a day). ' +
      'One that is made as DONE has the next one come at once.',
  })
  recurrence?: string | null;

  @Field(() => [CustomValueInput], { nullable: true, description: 'Values for fields that the partnership added.' })
  customValues?: CustomValueInput[] | null;

  @Field(() => [String], { nullable: true, description: 'First steps, in order.' })
  checklist?: string[] | null;
}

@InputType({ description: 'Only fields that are given change; null empties a field that may be empty.' })
export class UpdateTaskInput extends MutationInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'What has to be done.' })
  description?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' })
  dueOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How it repeats from its due day on, as RFC 5545 writes it: FREQ=WEEKLY, MONTHLY or YEARLY, with INTERVAL (1 to 52) and UNTIL (a day).',
  })
  recurrence?: string | null;

  @Field(() => TaskPriorityEnum, { nullable: true, description: 'How pressing it is.' })
  priority?: TaskPriority | null;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Policy domain it belongs to.' })
  policyDomain?: string | null;

  @Field(() => [IntegrationObjectiveEnum], { nullable: true, description: 'Objectives it serves.' })
  objectives?: IntegrationObjective[] | null;

  @Field(() => [ID], { nullable: true, description: 'Member municipalities it concerns: the whole list.' })
  municipalityIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Who does it.' })
  assigneeId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Actors involved: the whole list.' })
  actorIds?: string[] | null;

  @Field(() => [CustomValueInput], {
    nullable: true,
    description: 'Values for fields that the partnership added: only those that change.',
  })
  customValues?: CustomValueInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Labels of the partnership it bears: the whole list.' })
  labelIds?: string[] | null;

  @Field(() => TaskAudienceEnum, { nullable: true, description: 'Who sees it.' })
  audience?: TaskAudience | null;

  @Field(() => Boolean, { nullable: true, description: 'Put it away, or back on the board.' })
  archived?: boolean | null;
}

@InputType({
  description: 'Puts a task in a column: between two cards, under one, above one, or without either on top.',
})
export class MoveTaskInput extends MutationInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => TaskStatusEnum, { description: 'The column it goes to.' })
  status: TaskStatus;

  @Field(() => ID, { nullable: true, description: 'The card it comes right under.' })
  afterId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The card it comes right above.' })
  beforeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The actor it waits on, when it goes to WAITING.' })
  waitingOnActorId?: string | null;

  @Field(() => String, { nullable: true, description: 'On whom it waits, in words.' })
  waitingOnNote?: string | null;
}
