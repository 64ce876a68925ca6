import { toGlobalId } from '#libs/kernel';
import { MutationInput, NodeType } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { labelColours, type LabelColour } from './label.rules.js';
import type { LabelRow } from './labels.store.js';

export const LabelColourEnum = Object.fromEntries(labelColours.map((colour) => [colour, colour]));
registerEnumType(LabelColourEnum, {
  name: 'LabelColour',
  description: 'A colour that can be told from the others, also without colour vision.',
});

@ObjectType('Label', { implements: () => NodeType, description: 'A word by which a partnership groups its tasks.' })
export class LabelType extends NodeType {
  @Field({ description: 'The word, at most 40 characters; once per partnership.' })
  name: string;

  @Field(() => LabelColourEnum, { description: 'Its colour.' })
  colour: LabelColour;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  /** The row behind it, for rules. */
  row: LabelRow;

  static of(row: LabelRow): LabelType {
    const { name, colour, version } = row;
    return Object.assign(new LabelType(), { name, colour, version, id: toGlobalId('Label', row.id), row });
  }
}

@InputType()
export class CreateLabelInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'The word, at most 40 characters. Never names of residents.' })
  name: string;

  @Field(() => LabelColourEnum, { description: 'Its colour.' })
  colour: LabelColour;
}

@InputType({ description: 'Only fields that are given change.' })
export class UpdateLabelInput extends MutationInput {
  @Field(() => ID, { description: 'The label.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'The word.' })
  name?: string | null;

  @Field(() => LabelColourEnum, { nullable: true, description: 'Its colour.' })
  colour?: LabelColour | null;
}

@InputType()
export class RemoveLabelInput extends MutationInput {
  @Field(() => ID, { description: 'The label; tasks that bear it bear it no longer.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The new label.' })
export class CreateLabelPayload {
  @Field(() => LabelType, { description: 'The new label.' })
  label: LabelType;
}

@ObjectType({ description: 'The label after the change.' })
export class UpdateLabelPayload {
  @Field(() => LabelType, { description: 'The label as it is now.' })
  label: LabelType;
}

@ObjectType({ description: 'The label that is gone.' })
export class RemoveLabelPayload {
  @Field(() => ID, { description: 'The label that is gone.' })
  removedId: string;
}
