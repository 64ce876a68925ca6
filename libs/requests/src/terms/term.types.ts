import { DateScalar } from '#libs/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { RequestKindEnum, TermUnitEnum } from '../request.enums.js';
import type { RequestKind } from '../request.rules.js';
import type { TermUnit } from './term.rules.js';
import type { LegalTermRow } from './terms.store.js';

@ObjectType('LegalTerm', {
  description:
    'A term of law within which an authority has to answer, as dated data with its source. It covers existing documents, not actions.',
})
export class LegalTermType {
  @Field({ description: 'Stable code.' })
  code: string;

  @Field({ description: 'What it is, in Dutch.' })
  name: string;

  @Field({ description: 'Which authorities it binds, in Dutch.' })
  authorityScope: string;

  @Field(() => [RequestKindEnum], { description: 'The kinds of requests it covers.' })
  kinds: RequestKind[];

  @Field(() => Int, { nullable: true, description: 'Days to answer; null where the law sets none.' })
  days: number | null;

  @Field(() => TermUnitEnum, { nullable: true, description: 'How they are counted.' })
  unit: TermUnit | null;

  @Field({ description: 'From when they run: REGISTRATION_OR_RECEIPT, RECEIPT, SENDING or NOTICE.' })
  startRule: string;

  @Field(() => Int, { nullable: true, description: 'Days in all, when the authority tells in time why it needs more.' })
  extendedDays: number | null;

  @Field({ description: 'What follows when no answer comes, in Dutch.' })
  onSilence: string;

  @Field({ description: 'The article.' })
  article: string;

  @Field({ description: 'Where it was read.' })
  source: string;

  @Field({ description: 'How sure that is: V verified, V-content, NR, C, GK general knowledge, NF not found.' })
  verification: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to answer what would be sent today.' })
  dueOn: string | null;

  static of(row: LegalTermRow, dueOn: string | null): LegalTermType {
    return Object.assign(new LegalTermType(), { ...row, dueOn });
  }
}

@ObjectType('PublicHoliday', { description: 'A Belgian public holiday, which is no working day.' })
export class PublicHolidayType {
  @Field(() => DateScalar, { description: 'The day.' })
  day: string;

  @Field({ description: 'Its name, in Dutch.' })
  name: string;
}

@ObjectType('RequestTerm', { description: 'When a term would end.' })
export class RequestTermType {
  @Field(() => DateScalar, { description: 'The last day to answer what would be sent today.' })
  dueOn: string;
}
