import { toGlobalId } from '#libs/kernel';
import { connectionOf, DateScalar, DateTimeScalar, PageInput, type AuditKind } from '#libs/platform';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LineRow } from './audit.store.js';

export const AuditKindEnum: Record<AuditKind, AuditKind> = { CHANGE: 'CHANGE', READ: 'READ', SESSION: 'SESSION' };
registerEnumType(AuditKindEnum, {
  name: 'AuditKind',
  description: 'What kind of doing a line of the log is about.',
  valuesMap: {
    CHANGE: { description: 'A change, or an attempt at one.' },
    READ: { description: 'A look at personal data.' },
    SESSION: { description: 'Signing in or out, and the tokens of service clients.' },
  },
});

@ObjectType('AuditLine', { description: 'One thing somebody did, as it was recorded; never what was written.' })
export class AuditLineType {
  @Field(() => Int, { description: 'Number in its chain: of the partnership, or of all lines without one.' })
  number: number;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: string;

  @Field(() => AuditKindEnum, { description: 'What kind of doing.' })
  kind: AuditKind;

  @Field({ description: 'Name of the mutation; `read`, or a verb such as `signIn`.' })
  action: string;

  @Field({ description: 'Done by a service client, not by a person.' })
  byService: boolean;

  @Field({ description: 'Done by Samenregie itself when its moment had come, by nobody who was signed in.' })
  bySystem: boolean;

  @Field(() => String, { nullable: true, description: 'Type of what it was about.' })
  subjectType: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of what it was about; it may be gone since.' })
  subjectId: string | null;

  @Field(() => [String], { description: 'Names of the input fields given, or `Type.field` of what was read.' })
  fields: string[];

  @Field({ description: 'OK, REPEATED (answered as the first time, nothing changed), or the code of the error.' })
  result: string;

  @Field({ description: 'SHA-256 over the hash of the line before it and this line, in hexadecimal digits.' })
  hash: string;

  /** The row behind it, for the fields that lead elsewhere. */
  row: LineRow;

  static of(row: LineRow): AuditLineType {
    const { sequence: number, at, kind, action, subjectType, fields, result, hash, subjectId } = row;
    return Object.assign(new AuditLineType(), {
      ...{ number, at, kind, action, subjectType, fields, result, hash, row },
      byService: row.clientId !== null,
      bySystem: row.accountId === null && kind === 'CHANGE' && result === 'OK',
      subjectId: subjectType && subjectId && toGlobalId(subjectType, subjectId),
    });
  }
}

/** A page of the log. */
export const AuditLineConnection = connectionOf(AuditLineType, 'AuditLine');

@InputType({ description: 'Which lines; all conditions together.' })
export class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Done by this person.' })
  personId?: string | null;

  @Field(() => [AuditKindEnum], { nullable: true, description: 'Of these kinds.' })
  kinds?: AuditKind[] | null;

  @Field(() => [String], { nullable: true, description: 'With these names of mutations or verbs, at most 50.' })
  actions?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'About this object.' })
  subjectId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'From this day on.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Until this day, that day included.' })
  until?: string | null;

  @Field(() => String, { nullable: true, description: 'With this result.' })
  result?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what was refused, or only what was not.' })
  refused?: boolean | null;
}

/** Which lines, and which page of them. */
@ArgsType()
export class AuditLogArgs extends PageInput {
  @Field(() => AuditFilter, { nullable: true, description: 'Which lines; all when absent.' })
  filter?: AuditFilter | null;
}
