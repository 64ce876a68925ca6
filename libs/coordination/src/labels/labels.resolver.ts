import { listLoader, registerNode } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TaskType } from '../task.types.js';
import { ChangeLabels } from './change-labels.js';
import * as types from './label.types.js';
import { LabelsStore } from './labels.store.js';

const { LabelType } = types;

/** Labels of partnerships. */
@Resolver(() => PartnershipType)
export class LabelsResolver implements OnModuleInit {
  constructor(
    private readonly store: LabelsStore,
    private readonly changing: ChangeLabels,
  ) {}

  onModuleInit(): void {
    registerNode('Label', async (ids) => {
      const rows = new Map((await this.store.byIds(ids)).map((row) => [row.id, row]));
      return ids.map((id) => (rows.has(id) ? LabelType.of(rows.get(id)!) : null));
    });
  }

  @Mutation(() => types.CreateLabelPayload, { description: 'Makes a label.' })
  async createLabel(@Args('input') input: types.CreateLabelInput): Promise<types.CreateLabelPayload> {
    return { label: LabelType.of(await this.changing.create(input)) };
  }

  @Mutation(() => types.UpdateLabelPayload, { description: 'Gives a label another name or colour.' })
  async updateLabel(@Args('input') input: types.UpdateLabelInput): Promise<types.UpdateLabelPayload> {
    return { label: LabelType.of(await this.changing.update(input)) };
  }

  @Mutation(() => types.RemoveLabelPayload, { description: 'Takes a label out of use.' })
  async removeLabel(@Args('input') input: types.RemoveLabelInput): Promise<types.RemoveLabelPayload> {
    await this.changing.remove(input);
    return { removedId: input.id };
  }

  @ResolveField(() => [LabelType], { description: 'Its labels, by name; empty for actors outside.' })
  async labels(@Parent() { row }: PartnershipType): Promise<types.LabelType[]> {
    const loader = listLoader(
      'labels of partnerships',
      (ids) => this.store.of(ids),
      (label) => label.partnershipId,
    );
    return (await loader.load(row.id)).map((label) => LabelType.of(label));
  }
}

/** Labels of tasks. */
@Resolver(() => TaskType)
export class TaskLabelFields {
  constructor(private readonly store: LabelsStore) {}

  @ResolveField(() => [LabelType], { description: 'Labels it bears; empty for actors outside the partnership.' })
  async labels(@Parent() { row }: TaskType): Promise<types.LabelType[]> {
    return (await this.store.byIdsTogether(row.labelIds)).map((label) => LabelType.of(label));
  }
}
