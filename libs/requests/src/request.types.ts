import { PolicyDomainEnum } from '#libs/directory';
import { toGlobalId } from '#libs/kernel';
import { connectionOf, DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { RequestStatus } from './lifecycle/request.workflow.js';
import {
  BasisKindEnum,
  ContactLanguageEnum,
  RequestKindEnum,
  RequestStatusEnum,
  TermUnitEnum,
} from './request.enums.js';
import { reference, type BasisKind, type ContactLanguage, type RequestKind } from './request.rules.js';
import type { RequestView } from './requests.store.js';
import type { TermUnit } from './terms/term.rules.js';

@ObjectType('Request', {
  implements: () => NodeType,
  description: 'A question to another authority, with a term, on behalf of one or more municipalities.',
})
export class RequestType extends NodeType {
  @Field({ description: 'Readable number, for example 2026-014: counted per partnership and year.' })
  reference: string;

  @Field({ description: 'What is asked, in one line of at most 200 characters.' })
  title: string;

  @Field({ description: 'The question, at most 20,000 characters; plain text. Both sides read it.' })
  text: string;

  @Field(() => RequestKindEnum, { description: 'What is asked for.' })
  kind: RequestKind;

  @Field(() => String, { nullable: true, description: 'Which support, when that is asked for.' })
  supportType: string | null;

  @Field(() => String, { nullable: true, description: 'Service or team within the actor.' })
  service: string | null;

  @Field(() => String, { nullable: true, description: 'To whom there it is addressed.' })
  contactName: string | null;

  @Field(() => String, { nullable: true, description: 'Where mails about it go.' })
  contactEmail: string | null;

  @Field(() => ContactLanguageEnum, { description: 'The language of those mails.' })
  contactLanguage: ContactLanguage;

  @Field(() => PolicyDomainEnum, { description: 'Policy domain it belongs to.' })
  policyDomain: string;

  @Field(() => String, { nullable: true, description: 'Why the actor is competent, in words.' })
  competence: string | null;

  @Field(() => BasisKindEnum, { description: 'What the term rests on.' })
  basisKind: BasisKind;

  @Field(() => String, { nullable: true, description: 'Code of the term of law, when it is LEGAL.' })
  legalTermCode: string | null;

  @Field(() => String, { nullable: true, description: 'The agreement, or other words on the basis.' })
  basisNote: string | null;

  @Field(() => Int, { nullable: true, description: 'Days of the term; null when a day was named.' })
  termDays: number | null;

  @Field(() => TermUnitEnum, { nullable: true, description: 'How they are counted.' })
  termUnit: TermUnit | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day by which an answer is wished, without a term.' })
  wantedOn: string | null;

  @Field(() => RequestStatusEnum, { description: 'Where it stands.' })
  status: RequestStatus;

  @Field(() => Int, { description: 'The step of the ladder it stands on: 0 to 5.' })
  level: number;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to answer as first asked; null for a draft.' })
  firstDueOn: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day to answer that holds now, after more time or a higher step; null for a draft.',
  })
  dueOn: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it went to the actor; null for a draft.' })
  sentAt: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the actor received it, where that is known.',
  })
  receivedOn: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody of the actor first read it here.' })
  firstReadAt: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When somebody without an account began to write the answer that is still to come; null while nobody does.',
  })
  answerBegunAt: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the actor was last reminded.' })
  remindedAt: string | null;

  @Field(() => Int, { description: 'How often the actor was reminded.' })
  reminders: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the first answer came.' })
  firstAnsweredAt: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed or withdrawn.' })
  closedAt: string | null;

  @Field(() => Int, { description: 'Messages to the other side.' })
  messageCount: number;

  @Field(() => DateScalar, { nullable: true, description: 'The day of the next promise that is still open.' })
  nextCommitmentOn: string | null;

  @Field({ description: 'The actor asked for more time and nobody decided yet.' })
  extensionAsked: boolean;

  @Field(() => Int, { description: 'Notes inside the partnership that the caller may read; 0 for the actor.' })
  noteCount: number;

  @Field(() => Int, { nullable: true, description: 'The step that is proposed; null for the actor.' })
  proposedLevel: number | null;

  @Field(() => DateTimeScalar, { description: 'When it was drafted.' })
  createdAt: string;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt: string;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  /** The row behind it, for the fields that lead elsewhere. */
  row: RequestView;

  static of(row: RequestView): RequestType {
    return Object.assign(new RequestType(), {
      ...row,
      id: toGlobalId('Request', row.id),
      text: row.body,
      reference: reference(row),
      row,
    });
  }
}

@ObjectType('RequestStatusCount', { description: 'How many requests have a status.' })
export class RequestStatusCountType {
  @Field(() => RequestStatusEnum, { description: 'The status.' })
  status: RequestStatus;

  @Field(() => Int, { description: 'Requests with it.' })
  count: number;

  @Field(() => Int, { description: 'Those of them that are late.' })
  late: number;
}

export const RequestConnectionType = connectionOf(RequestType, 'Request');
