import { toGlobalId } from '#libs/kernel';
import { connectionOf, DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { RequestSide } from '../lifecycle/request.workflow.js';
import { EntryKindEnum, NoteAudienceEnum, RequestSideEnum } from '../request.enums.js';
import type { NoteAudience } from '../request.rules.js';
import type { EntryKind, EntryRow } from './entries.store.js';
import type { NoteRow } from './notes.store.js';

@ObjectType('RequestEntry', {
  implements: () => NodeType,
  description: 'A line of the timeline of a request: both sides read it. Notes are never among them.',
})
export class RequestEntryType extends NodeType {
  @Field(() => EntryKindEnum, { description: 'What it tells.' })
  kind: EntryKind;

  @Field(() => RequestSideEnum, { description: 'Whose doing it was.' })
  side: RequestSide;

  @Field(() => String, { nullable: true, description: 'What was written, as plain text.' })
  text: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day it is about: a new last day, a day of receipt.' })
  day: string | null;

  @Field(() => Int, { nullable: true, description: 'The step of the ladder it is about.' })
  level: number | null;

  @Field(() => DateTimeScalar, { description: 'The exact moment.' })
  at: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who did it without an account: the name, or the address; null for everybody else.',
  })
  guest: string | null;

  /** For the fields that lead elsewhere. */
  row: EntryRow;

  static of(row: EntryRow): RequestEntryType {
    return Object.assign(new RequestEntryType(), {
      ...row,
      id: toGlobalId('RequestEntry', row.id),
      text: row.body,
      row,
    });
  }
}

@ObjectType('RequestNote', {
  implements: () => NodeType,
  description: 'A note about a request that never leaves the asking side; the actor never sees it.',
})
export class RequestNoteType extends NodeType {
  @Field(() => NoteAudienceEnum, { description: 'Who reads it.' })
  audience: NoteAudience;

  @Field({ description: 'The note, at most 10,000 characters; plain text.' })
  text: string;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  createdAt: string;

  /** For the fields that lead elsewhere. */
  row: NoteRow;

  static of(row: NoteRow): RequestNoteType {
    return Object.assign(new RequestNoteType(), { ...row, id: toGlobalId('RequestNote', row.id), text: row.body, row });
  }
}

export const RequestEntryConnectionType = connectionOf(RequestEntryType, 'RequestEntry');
export const RequestNoteConnectionType = connectionOf(RequestNoteType, 'RequestNote');
