import { toGlobalId } from '#libs/kernel';
import { MutationInput, NodeType } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { customFieldTypes, type CustomFieldKind } from './field.rules.js';
import type { CustomFieldRow, CustomValueRow } from './fields.store.js';

export const CustomFieldTypeEnum = Object.fromEntries(customFieldTypes.map((type) => [type, type]));
registerEnumType(CustomFieldTypeEnum, {
  name: 'CustomFieldType',
  description: 'What a field that a partnership adds holds.',
  valuesMap: {
    TEXT: { description: 'A line of at most 500 characters.' },
    NUMBER: { description: 'A number of at most 12 digits before and 4 behind the point.' },
    DATE: { description: 'A day, YYYY-MM-DD.' },
    CHOICE: { description: 'One of its choices.' },
    PERSON: { description: 'Somebody who can be given a task, by id.' },
    YES_NO: { description: 'YES or NO.' },
  },
});

@ObjectType('CustomField', { implements: () => NodeType, description: 'A field that a partnership adds to its tasks.' })
export class CustomFieldType extends NodeType {
  @Field({ description: 'Its name, at most 60 characters; once per partnership.' })
  name: string;

  @Field(() => CustomFieldTypeEnum, { description: 'What it holds.' })
  type: CustomFieldKind;

  @Field(() => [String], { description: 'What one chooses from; empty unless it is a CHOICE.' })
  choices: string[];

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  /** The row behind it, for rules. */
  row: CustomFieldRow;

  static of(row: CustomFieldRow): CustomFieldType {
    const { name, type, choices, version } = row;
    return Object.assign(new CustomFieldType(), {
      ...{ name, type, choices, version, row },
      id: toGlobalId('CustomField', row.id),
    });
  }
}

@ObjectType('CustomValue', { description: 'What a task has in a field that its partnership added.' })
export class CustomValueType {
  @Field(() => ID, { description: 'The field.' })
  fieldId: string;

  @Field({
    description:
      'The value as its field says: a text, a number with a point, a day, a choice, the id of a person, YES or NO.',
  })
  value: string;

  static of({ fieldId, value }: CustomValueRow, type: CustomFieldKind): CustomValueType {
    return {
      fieldId: toGlobalId('CustomField', fieldId),
      value: type === 'PERSON' ? toGlobalId('Person', value) : value,
    };
  }
}

@InputType({ description: 'A value for a field that the partnership added.' })
export class CustomValueInput {
  @Field(() => ID, { description: 'The field.' })
  fieldId: string;

  @Field(() => String, { nullable: true, description: 'The value, as its field says; null empties it.' })
  value?: string | null;
}

@InputType({
  description:
    'What tasks have in a field that the partnership added; every condition that is given must hold. A field that is not in use finds nothing.',
})
export class CustomFieldFilter {
  @Field(() => ID, { description: 'The field.' })
  fieldId: string;

  @Field(() => [String], {
    nullable: true,
    description: 'One of these values: choices, people by id, YES or NO; at most 50.',
  })
  anyOf?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Words that must all occur in a TEXT.' })
  contains?: string | null;

  @Field(() => String, { nullable: true, description: 'A NUMBER from this one on, a DATE from this day on.' })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'A NUMBER up to this one, a DATE up to and including this day.' })
  until?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'With true tasks without a value, beside those the other conditions find; with false only tasks with one.',
  })
  empty?: boolean | null;
}

@InputType()
export class CreateCustomFieldInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'Its name, at most 60 characters. Never about residents.' })
  name: string;

  @Field(() => CustomFieldTypeEnum, { description: 'What it holds; this never changes.' })
  type: CustomFieldKind;

  @Field(() => [String], { nullable: true, description: 'What one chooses from, for a CHOICE: 1 to 50.' })
  choices?: string[] | null;
}

@InputType({
  description: 'Only fields that are given change. A value that is no choice any more stays until it is changed.',
})
export class UpdateCustomFieldInput extends MutationInput {
  @Field(() => ID, { description: 'The field.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'What one chooses from: the whole list.' })
  choices?: string[] | null;
}

@InputType()
export class RemoveCustomFieldInput extends MutationInput {
  @Field(() => ID, { description: 'The field; its values are shown no longer.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The new field.' })
export class CreateCustomFieldPayload {
  @Field(() => CustomFieldType, { description: 'The new field.' })
  field: CustomFieldType;
}

@ObjectType({ description: 'The field after the change.' })
export class UpdateCustomFieldPayload {
  @Field(() => CustomFieldType, { description: 'The field as it is now.' })
  field: CustomFieldType;
}

@ObjectType({ description: 'The field that is gone.' })
export class RemoveCustomFieldPayload {
  @Field(() => ID, { description: 'The field that is gone.' })
  removedId: string;
}
