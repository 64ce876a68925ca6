import { toGlobalId } from '#libs/kernel';
import { DateTimeScalar, MutationInput, NodeType } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

/** A saved view as its table has it, with whether it is the reader's. */
export interface SavedViewRow {
  id: string;
  partnershipId: string;
  accountId: string;
  name: string;
  query: string;
  audience: 'OWN' | 'PARTNERSHIP';
  createdAt: string;
  updatedAt: string;
  version: number;
  mine: boolean;
}

@ObjectType('SavedView', {
  implements: () => NodeType,
  description: 'Filters, order and kind of view under a name.',
})
export class SavedViewType extends NodeType {
  @Field({ description: 'What it is called, at most 80 characters.' })
  name: string;

  @Field({ description: 'The part of the address of the screen after the question mark.' })
  query: string;

  @Field(() => Boolean, { description: 'Everybody in the partnership finds it; otherwise only who saved it.' })
  shared: boolean;

  @Field(() => Boolean, { description: 'The caller saved it, and may change and remove it.' })
  mine: boolean;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt: string;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  row: SavedViewRow;

  static of(row: SavedViewRow): SavedViewType {
    return Object.assign(new SavedViewType(), {
      ...row,
      id: toGlobalId('SavedView', row.id),
      shared: row.audience === 'PARTNERSHIP',
      row,
    });
  }
}

@InputType()
export class CreateSavedViewInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'What it is called, at most 80 characters.' })
  name: string;

  @Field({ description: 'The part of the address after the question mark, at most 4,000 characters.' })
  query: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Everybody in the partnership finds it.' })
  shared: boolean;
}

@InputType({ description: 'Only fields that are given change.' })
export class UpdateSavedViewInput extends MutationInput {
  @Field(() => ID, { description: 'The view.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The part of the address after the question mark.' })
  query?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Everybody in the partnership finds it.' })
  shared?: boolean | null;
}

@InputType()
export class RemoveSavedViewInput extends MutationInput {
  @Field(() => ID, { description: 'The view.' })
  id: string;

  @Field(() => Int, { description: 'The version one saw.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The new view.' })
export class CreateSavedViewPayload {
  @Field(() => SavedViewType, { description: 'The view.' })
  view: SavedViewType;
}

@ObjectType({ description: 'The view after the change.' })
export class UpdateSavedViewPayload {
  @Field(() => SavedViewType, { description: 'The view as it is now.' })
  view: SavedViewType;
}

@ObjectType({ description: 'What is gone.' })
export class RemoveSavedViewPayload {
  @Field(() => ID, { description: 'The view that is gone.' })
  removedId: string;
}
