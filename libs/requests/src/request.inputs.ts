import { PolicyDomainEnum } from '#libs/directory';
import { DateScalar, MutationInput, PageInput } from '#libs/platform';
import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type { RequestStatus } from './lifecycle/request.workflow.js';
import type { RequestOrderName } from './request-filter.js';
import {
  BasisKindEnum,
  ContactLanguageEnum,
  RequestKindEnum,
  RequestOrderEnum,
  RequestStatusEnum,
  TermUnitEnum,
} from './request.enums.js';
import type { BasisKind, ContactLanguage, RequestKind } from './request.rules.js';
import type { TermUnit } from './terms/term.rules.js';

@InputType({ description: 'Which requests; every condition that is given must hold.' })
export class RequestFilter {
  @Field(() => [RequestStatusEnum], { nullable: true, description: 'With one of these statuses.' })
  statuses?: RequestStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Late, or not.' })
  late?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'To one of these actors.' })
  actorIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'For one of these municipalities.' })
  municipalityIds?: string[] | null;

  @Field(() => [PolicyDomainEnum], { nullable: true, description: 'In one of these policy domains.' })
  policyDomains?: string[] | null;

  @Field(() => [RequestKindEnum], { nullable: true, description: 'For one of these things.' })
  kinds?: RequestKind[] | null;

  @Field(() => Int, { nullable: true, description: 'On this step of the ladder or higher.' })
  minLevel?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'For several municipalities together, or for one.' })
  joint?: boolean | null;

  @Field(() => DateScalar, { nullable: true, description: 'To be answered on or after this day.' })
  dueFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'To be answered on or before this day.' })
  dueUntil?: string | null;

  @Field(() => ID, { nullable: true, description: 'Linked to this task.' })
  taskId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that must all occur in title, text or name of the actor, or a number such as 2026-014.',
  })
  text?: string | null;
}

@ArgsType()
export class RequestListArgs extends PageInput {
  @Field(() => RequestFilter, { nullable: true, description: 'Which requests; all when absent.' })
  filter?: RequestFilter | null;

  @Field(() => RequestOrderEnum, { defaultValue: 'DUE_DATE', description: 'In which order.' })
  orderBy: RequestOrderName;
}

@InputType({ description: 'What a request is about.' })
export class CreateRequestInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership that asks.' })
  partnershipId: string;

  @Field({ description: 'What is asked, in one line of at most 200 characters. Never names of residents.' })
  title: string;

  @Field({ description: 'The question, at most 20,000 characters. Both sides read it. Never names of residents.' })
  text: string;

  @Field(() => RequestKindEnum, { description: 'What is asked for.' })
  kind: RequestKind;

  @Field(() => String, { nullable: true, description: 'Which support, when that is asked for.' })
  supportType?: string | null;

  @Field(() => ID, { description: 'The actor that is asked.' })
  actorId: string;

  @Field(() => String, { nullable: true, description: 'Service or team within the actor.' })
  service?: string | null;

  @Field(() => String, { nullable: true, description: 'To whom there it is addressed.' })
  contactName?: string | null;

  @Field(() => String, { nullable: true, description: 'Where mails about it go; without it none do.' })
  contactEmail?: string | null;

  @Field(() => ContactLanguageEnum, { defaultValue: 'NL', description: 'The language of those mails.' })
  contactLanguage: ContactLanguage;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Policy domain; that of the actor when absent.' })
  policyDomain?: string | null;

  @Field(() => String, { nullable: true, description: 'Why the actor is competent.' })
  competence?: string | null;

  @Field(() => [ID], { description: 'Member municipalities it is asked for; at least one.' })
  municipalityIds: string[];

  @Field(() => [ID], { nullable: true, description: 'Tasks it comes from.' })
  taskIds?: string[] | null;

  @Field(() => BasisKindEnum, { defaultValue: 'NONE', description: 'What the term rests on.' })
  basisKind: BasisKind;

  @Field(() => String, { nullable: true, description: 'Code of a term of law that covers it, when LEGAL.' })
  legalTermCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The agreement, when AGREED; otherwise a remark on the basis.' })
  basisNote?: string | null;

  @Field(() => Int, { nullable: true, description: 'Days to answer, 1 to 365, unless the law says.' })
  termDays?: number | null;

  @Field(() => TermUnitEnum, { nullable: true, description: 'How they are counted; WORKING when absent.' })
  termUnit?: TermUnit | null;

  @Field(() => DateScalar, { nullable: true, description: 'Instead of days: the day by which an answer is wished.' })
  wantedOn?: string | null;
}

@InputType({
  description: 'Changes a draft: only fields that are given change; null empties a field that may be empty.',
})
export class UpdateRequestInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'What is asked, in one line.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'The question.' })
  text?: string | null;

  @Field(() => RequestKindEnum, { nullable: true, description: 'What is asked for.' })
  kind?: RequestKind | null;

  @Field(() => String, { nullable: true, description: 'Which support.' })
  supportType?: string | null;

  @Field(() => ID, { nullable: true, description: 'The actor that is asked.' })
  actorId?: string | null;

  @Field(() => String, { nullable: true, description: 'Service or team within the actor.' })
  service?: string | null;

  @Field(() => String, { nullable: true, description: 'To whom there it is addressed.' })
  contactName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where mails about it go; also after sending, when one came back.',
  })
  contactEmail?: string | null;

  @Field(() => ContactLanguageEnum, { nullable: true, description: 'The language of those mails.' })
  contactLanguage?: ContactLanguage | null;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Policy domain; that of the actor when null.' })
  policyDomain?: string | null;

  @Field(() => String, { nullable: true, description: 'Why the actor is competent.' })
  competence?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Member municipalities: the whole list.' })
  municipalityIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Tasks it comes from: the whole list. Also after sending.' })
  taskIds?: string[] | null;

  @Field(() => BasisKindEnum, { nullable: true, description: 'What the term rests on.' })
  basisKind?: BasisKind | null;

  @Field(() => String, { nullable: true, description: 'Code of a term of law that covers it.' })
  legalTermCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The agreement, or a remark on the basis.' })
  basisNote?: string | null;

  @Field(() => Int, { nullable: true, description: 'Days to answer.' })
  termDays?: number | null;

  @Field(() => TermUnitEnum, { nullable: true, description: 'How they are counted.' })
  termUnit?: TermUnit | null;

  @Field(() => DateScalar, { nullable: true, description: 'Instead of days: the day by which an answer is wished.' })
  wantedOn?: string | null;
}

@InputType()
export class SendRequestInput extends MutationInput {
  @Field(() => ID, { description: 'The draft.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;
}

@InputType()
export class JoinRequestInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field(() => ID, { description: 'The member municipality that asks it too.' })
  municipalityId: string;
}

@InputType({ description: 'A step other than sending, answering, judging or escalating.' })
export class ChangeRequestStatusInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  id: string;

  @Field(() => Int, { description: 'The version this change was made on.' })
  expectedVersion: number;

  @Field(() => RequestStatusEnum, {
    description: 'RECEIVED (either side), IN_PROGRESS (the actor), CLOSED or WITHDRAWN (the asking side).',
  })
  status: RequestStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Why; needed to withdraw, and to close without an accepted answer. Both sides read it.',
  })
  reason?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'For RECEIVED: the day of receipt or registration; today when absent.',
  })
  receivedOn?: string | null;
}
