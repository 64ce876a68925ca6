import { toGlobalId } from '#libs/kernel';
import { PolicyDomainEnum } from '#libs/directory';
import { MutationInput, NodeType } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IntegrationObjectiveEnum, TaskPriorityEnum } from '../task.enums.js';
import type { IntegrationObjective, TaskPriority } from '../task.rules.js';
import type { TemplateRow } from './templates.store.js';

const DUE_DAYS =
  'Due so many calendar days after a day that is chosen when it is used; before it when negative, at most 730.';

@ObjectType('TaskTemplate', {
  implements: () => NodeType,
  description: 'What tasks that a partnership makes again and again begin with.',
})
export class TaskTemplateType extends NodeType {
  @Field({ description: 'What the task is about, at most 200 characters; once per partnership.' })
  title: string;

  @Field({ description: 'What has to be done, at most 20,000 characters; plain text.' })
  description: string;

  @Field(() => TaskPriorityEnum, { description: 'How pressing the task is.' })
  priority: TaskPriority;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Policy domain it belongs to.' })
  policyDomain: string | null;

  @Field(() => [IntegrationObjectiveEnum], { description: 'Objectives it serves.' })
  objectives: IntegrationObjective[];

  @Field(() => Int, { nullable: true, description: DUE_DAYS })
  dueDays: number | null;

  @Field(() => [String], { description: 'Its steps, in order.' })
  checklist: string[];

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  /** The row behind it, for rules and for the fields that lead elsewhere. */
  row: TemplateRow;

  static of(row: TemplateRow): TaskTemplateType {
    return Object.assign(new TaskTemplateType(), { ...row, id: toGlobalId('TaskTemplate', row.id), row });
  }
}

@InputType({ isAbstract: true })
abstract class TemplateFieldsInput extends MutationInput {
  @Field(() => String, { nullable: true, description: 'What has to be done. Never names of residents.' })
  description?: string | null;

  @Field(() => TaskPriorityEnum, { nullable: true, description: 'How pressing the task is.' })
  priority?: TaskPriority | null;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Policy domain it belongs to.' })
  policyDomain?: string | null;

  @Field(() => [IntegrationObjectiveEnum], { nullable: true, description: 'Objectives it serves: the whole list.' })
  objectives?: IntegrationObjective[] | null;

  @Field(() => Int, { nullable: true, description: DUE_DAYS })
  dueDays?: number | null;

  @Field(() => [String], { nullable: true, description: 'Its steps, in order: the whole list, at most 100.' })
  checklist?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Labels of the partnership it bears: the whole list.' })
  labelIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Actors involved: the whole list.' })
  actorIds?: string[] | null;
}

@InputType()
export class CreateTaskTemplateInput extends TemplateFieldsInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'What the task is about, at most 200 characters. Never names of residents.' })
  title: string;
}

@InputType({ description: 'Only fields that are given change; null empties a field that may be empty.' })
export class UpdateTaskTemplateInput extends TemplateFieldsInput {
  @Field(() => ID, { description: 'The template.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'What the task is about.' })
  title?: string | null;
}

@InputType()
export class RemoveTaskTemplateInput extends MutationInput {
  @Field(() => ID, { description: 'The template; tasks that were made from it stay.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The new template.' })
export class CreateTaskTemplatePayload {
  @Field(() => TaskTemplateType, { description: 'The new template.' })
  template: TaskTemplateType;
}

@ObjectType({ description: 'The template after the change.' })
export class UpdateTaskTemplatePayload {
  @Field(() => TaskTemplateType, { description: 'The template as it is now.' })
  template: TaskTemplateType;
}

@ObjectType({ description: 'The template that is gone.' })
export class RemoveTaskTemplatePayload {
  @Field(() => ID, { description: 'The template that is gone.' })
  removedId: string;
}
