import { listLoader, registerNode } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TaskType } from '../task.types.js';
import { ChangeCustomFields } from './change-fields.js';
import { fieldsOf } from './field-filter.js';
import * as types from './field.types.js';
import { CustomFieldsStore } from './fields.store.js';

const { CustomFieldType, CustomValueType } = types;

/** Fields that partnerships add to their tasks. */
@Resolver(() => PartnershipType)
export class CustomFieldsResolver implements OnModuleInit {
  constructor(
    private readonly store: CustomFieldsStore,
    private readonly changing: ChangeCustomFields,
  ) {}

  onModuleInit(): void {
    registerNode('CustomField', async (ids) => {
      const rows = new Map((await this.store.byIds(ids)).map((row) => [row.id, row]));
      return ids.map((id) => (rows.has(id) ? CustomFieldType.of(rows.get(id)!) : null));
    });
  }

  @Mutation(() => types.CreateCustomFieldPayload, { description: 'Adds a field to the tasks of a partnership.' })
  async createCustomField(@Args('input') input: types.CreateCustomFieldInput): Promise<types.CreateCustomFieldPayload> {
    return { field: CustomFieldType.of(await this.changing.create(input)) };
  }

  @Mutation(() => types.UpdateCustomFieldPayload, {
    description: 'Gives an added field another name or other choices.',
  })
  async updateCustomField(@Args('input') input: types.UpdateCustomFieldInput): Promise<types.UpdateCustomFieldPayload> {
    return { field: CustomFieldType.of(await this.changing.update(input)) };
  }

  @Mutation(() => types.RemoveCustomFieldPayload, { description: 'Takes an added field out of use.' })
  async removeCustomField(@Args('input') input: types.RemoveCustomFieldInput): Promise<types.RemoveCustomFieldPayload> {
    await this.changing.remove(input);
    return { removedId: input.id };
  }

  @ResolveField(() => [CustomFieldType], {
    description: 'Fields it added to its tasks, in the order in which they were made; empty for actors outside.',
  })
  async customFields(@Parent() { row }: PartnershipType): Promise<types.CustomFieldType[]> {
    return (await fieldsOf(this.store, row.id)).map((field) => CustomFieldType.of(field));
  }
}

/** What tasks have in them. */
@Resolver(() => TaskType)
export class CustomValueFields {
  constructor(private readonly store: CustomFieldsStore) {}

  @ResolveField(() => [CustomValueType], {
    description: 'What it has in the fields that its partnership added; empty for actors outside the partnership.',
  })
  async customValues(@Parent() { row }: TaskType): Promise<types.CustomValueType[]> {
    const loader = listLoader(
      'custom values',
      (ids) => this.store.values(ids),
      (value) => value.taskId,
    );
    const [values, fields] = await Promise.all([loader.load(row.id), fieldsOf(this.store, row.partnershipId)]);
    const kinds = new Map(fields.map(({ id, type }) => [id, type]));
    return values.flatMap((value) => {
      const type = kinds.get(value.fieldId);
      return type ? [CustomValueType.of(value, type)] : [];
    });
  }
}
