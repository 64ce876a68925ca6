import { Actors, ActorType } from '#libs/directory';
import { listLoader, registerNode } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LabelType } from '../labels/label.types.js';
import { LabelsStore } from '../labels/labels.store.js';
import { ChangeTemplates } from './change-templates.js';
import * as types from './template.types.js';
import { TemplatesStore } from './templates.store.js';

const { TaskTemplateType } = types;

/** Templates of partnerships. */
@Resolver(() => PartnershipType)
export class TemplatesResolver implements OnModuleInit {
  constructor(
    private readonly store: TemplatesStore,
    private readonly changing: ChangeTemplates,
  ) {}

  onModuleInit(): void {
    registerNode('TaskTemplate', async (ids) => {
      const rows = new Map((await this.store.byIds(ids)).map((row) => [row.id, row]));
      return ids.map((id) => (rows.has(id) ? TaskTemplateType.of(rows.get(id)!) : null));
    });
  }

  @Mutation(() => types.CreateTaskTemplatePayload, { description: 'Makes a template for tasks.' })
  async createTaskTemplate(
    @Args('input') input: types.CreateTaskTemplateInput,
  ): Promise<types.CreateTaskTemplatePayload> {
    return { template: TaskTemplateType.of(await this.changing.create(input)) };
  }

  @Mutation(() => types.UpdateTaskTemplatePayload, { description: 'Changes fields of a template.' })
  async updateTaskTemplate(
    @Args('input') input: types.UpdateTaskTemplateInput,
  ): Promise<types.UpdateTaskTemplatePayload> {
    return { template: TaskTemplateType.of(await this.changing.update(input)) };
  }

  @Mutation(() => types.RemoveTaskTemplatePayload, { description: 'Takes a template out of use.' })
  async removeTaskTemplate(
    @Args('input') input: types.RemoveTaskTemplateInput,
  ): Promise<types.RemoveTaskTemplatePayload> {
    await this.changing.remove(input);
    return { removedId: input.id };
  }

  @ResolveField(() => [TaskTemplateType], {
    description: 'Its templates for tasks, by title; empty for actors outside.',
  })
  async taskTemplates(@Parent() { row }: PartnershipType): Promise<types.TaskTemplateType[]> {
    const loader = listLoader(
      'templates of partnerships',
      (ids) => this.store.of(ids),
      (template) => template.partnershipId,
    );
    return (await loader.load(row.id)).map((template) => TaskTemplateType.of(template));
  }
}

/** What a template leads to. */
@Resolver(() => TaskTemplateType)
export class TemplateFields {
  constructor(
    private readonly labelled: LabelsStore,
    private readonly authorities: Actors,
  ) {}

  @ResolveField(() => [LabelType], { description: 'Labels the task bears.' })
  async labels(@Parent() { row }: types.TaskTemplateType): Promise<LabelType[]> {
    return (await this.labelled.byIdsTogether(row.labelIds)).map((label) => LabelType.of(label));
  }

  @ResolveField(() => [ActorType], { description: 'Actors involved in the task.' })
  actors(@Parent() { row }: types.TaskTemplateType): Promise<ActorType[]> {
    return this.authorities.byIds(row.actorIds);
  }
}
