import { toGlobalId } from '#libs/kernel';
import { DateTimeScalar, MutationInput, NodeType } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ImportRow } from './import.store.js';
import { isOwnTarget, type ColumnTarget, type ImportField } from './words.js';

export enum TaskImportField {
  TITLE = 'TITLE',
  DESCRIPTION = 'DESCRIPTION',
  STATUS = 'STATUS',
  WAITING_ON = 'WAITING_ON',
  DUE_ON = 'DUE_ON',
  PRIORITY = 'PRIORITY',
  MUNICIPALITIES = 'MUNICIPALITIES',
  ASSIGNEE = 'ASSIGNEE',
  ACTORS = 'ACTORS',
  RECURRENCE = 'RECURRENCE',
  CUSTOM_FIELD = 'CUSTOM_FIELD',
}
registerEnumType(TaskImportField, {
  name: 'TaskImportField',
  description: 'What a column of a file of tasks holds.',
  valuesMap: {
    TITLE: { description: 'The title; a row without is refused.' },
    DESCRIPTION: { description: 'What has to be done.' },
    STATUS: { description: 'The column, in words of any language of the workspace; TODO when empty.' },
    WAITING_ON: { description: 'On whom it waits, in words.' },
    DUE_ON: { description: 'A day: 2026-12-11, 11/12/2026.' },
    PRIORITY: { description: 'How pressing, in words of any language of the workspace; NORMAL when empty.' },
    MUNICIPALITIES: { description: 'Names of member municipalities, with commas or semicolons between.' },
    ASSIGNEE: { description: 'The name of somebody of the partnership.' },
    ACTORS: { description: 'Names or codes of actors, with commas or semicolons between.' },
    RECURRENCE: {
      description: 'How it repeats, in plain words of any language of the workspace or as RFC 5545 writes it.',
    },
    CUSTOM_FIELD: { description: 'A field that the partnership added; its id stands beside.' },
  },
});

/** What a column fills, as the schema says it: fields of the partnership's own by their id. */
export const asSchemaHasIt = (target: ColumnTarget): { field: SchemaField | null; customFieldId: string | null } =>
  isOwnTarget(target)
    ? { field: 'CUSTOM_FIELD', customFieldId: toGlobalId('CustomField', target.slice(1)) }
    : { field: target || null, customFieldId: null };

type SchemaField = ImportField | 'CUSTOM_FIELD';

@ObjectType('TaskImportColumn', { description: 'A column of the file.' })
export class TaskImportColumnType {
  @Field({ description: 'Its head.' })
  title: string;

  @Field(() => TaskImportField, { nullable: true, description: 'What it fills; nothing when null.' })
  field: SchemaField | null;

  @Field(() => ID, { nullable: true, description: 'The field of the partnership it fills, for a CUSTOM_FIELD.' })
  customFieldId: string | null;

  @Field(() => [String], { description: 'What stands in its first rows.' })
  sample: string[];
}

@ObjectType('TaskImportProblem', { description: 'Why a row is, or would be, refused.' })
export class TaskImportProblemType {
  @Field(() => Int, { description: 'The row, the first under the head is 1.' })
  row: number;

  @Field(() => TaskImportField, { description: 'Which field.' })
  column: SchemaField;

  @Field(() => ID, { nullable: true, description: 'The field of the partnership, for a CUSTOM_FIELD.' })
  customFieldId: string | null;

  @Field({
    description:
      'REQUIRED, TOO_LONG, UNPRINTABLE, NOT_A_STATUS, NOT_A_DATE, NOT_A_PRIORITY, NOT_A_NUMBER, NOT_A_CHOICE, NOT_YES_OR_NO, ' +
      'NOT_A_RECURRENCE, NEEDS_DUE (to repeat from), ENDS_BEFORE_START, UNKNOWN (no such name) or REFUSED.',
  })
  code: string;

  @Field({ description: 'What stands there, at most 200 characters.' })
  value: string;
}

@ObjectType('TaskImport', {
  implements: () => NodeType,
  description: 'A file of tasks that the caller brought; forgotten after a week.',
})
export class TaskImportType extends NodeType {
  @Field({ description: 'Its name.' })
  fileName: string;

  @Field(() => DateTimeScalar, { description: 'When it was brought.' })
  createdAt: string;

  @Field(() => Int, { description: 'Rows under the head.' })
  rowCount: number;

  @Field(() => Int, { description: 'The first row that is not dealt with yet.' })
  nextRow: number;

  @Field(() => Int, { description: 'Rows that became a task.' })
  importedCount: number;

  @Field(() => Int, { description: 'Rows that were refused.' })
  refusedCount: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its last row was dealt with.' })
  finishedAt: string | null;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  row: ImportRow;

  static of(row: ImportRow): TaskImportType {
    const { columns: _columns, mapping: _mapping, ...fields } = row;
    return Object.assign(new TaskImportType(), { ...fields, id: toGlobalId('TaskImport', row.id), row });
  }
}

@InputType()
export class MapTaskImportInput extends MutationInput {
  @Field(() => ID, { description: 'The file.' })
  id: string;

  @Field(() => Int, { description: 'The version one saw.' })
  expectedVersion: number;

  @Field(() => [TaskImportField], {
    nullable: 'items',
    description: 'For each column what it fills, null for nothing.',
  })
  fields: (SchemaField | null)[];

  @Field(() => [ID], {
    nullable: 'itemsAndList',
    description: 'For each column the field of the partnership it fills, where `fields` says CUSTOM_FIELD.',
  })
  customFieldIds?: (string | null)[] | null;
}

@InputType()
export class RunTaskImportInput extends MutationInput {
  @Field(() => ID, { description: 'The file.' })
  id: string;

  @Field(() => Int, { defaultValue: 100, description: 'How many rows, 1 to 200.' })
  count: number;
}

@InputType()
export class RemoveTaskImportInput extends MutationInput {
  @Field(() => ID, { description: 'The file.' })
  id: string;
}

@ObjectType({ description: 'The file with its columns mapped.' })
export class MapTaskImportPayload {
  @Field(() => TaskImportType, { description: 'The file as it is now.' })
  taskImport: TaskImportType;
}

@ObjectType({ description: 'How far the file came.' })
export class RunTaskImportPayload {
  @Field(() => TaskImportType, { description: 'The file as it is now.' })
  taskImport: TaskImportType;
}

@ObjectType({ description: 'What is gone.' })
export class RemoveTaskImportPayload {
  @Field(() => ID, { description: 'The file that is gone; its tasks stay.' })
  removedId: string;
}
