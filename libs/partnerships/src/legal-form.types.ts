import { toGlobalId } from '#libs/kernel';
import { NodeType } from '#libs/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { LegalFormRow } from './partnership.entity.js';

@ObjectType('LegalFormRule', { description: 'Where one rule of a legal form comes from, and how sure it is.' })
export class LegalFormRuleType {
  @Field({ description: 'Name of the field of LegalForm that holds the rule.' })
  rule: string;

  @Field({ description: 'VERIFIED, CONTENT, NUMBER, CONCORDANCE, GENERAL or NOT_FOUND.' })
  verification: string;

  @Field(() => String, {
    nullable: true,
    description: 'Article, of the decree on local government unless it says otherwise.',
  })
  article: string | null;

  @Field({ description: 'Where it was read.' })
  source: string;
}

@ObjectType('LegalForm', {
  implements: () => NodeType,
  description: 'A legal form of co-operation between municipalities, with the rules in force today.',
})
export class LegalFormType extends NodeType {
  @Field({ description: 'Stable code, for example INTERLOCAL_ASSOCIATION.' })
  code: string;

  @Field({ description: 'Dutch name.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Usual abbreviation, for example ILV.' })
  abbreviation: string | null;

  @Field({ description: 'The partnership is a legal person of its own.' })
  legalPersonality: boolean;

  @Field({ description: 'The municipalities give up carrying out the task themselves.' })
  managementTransfer: boolean;

  @Field({ description: 'It is entered in the register of enterprises.' })
  requiresKboNumber: boolean;

  @Field({ description: 'The decree on the reference regions applies: members belong in one region.' })
  regionDecreeApplies: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Longest term in years; null when the agreement or statutes decide.',
  })
  maximumTermYears: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'A municipality may leave during the term; null when it is not known or the statutes decide.',
  })
  withdrawalAllowed: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Months within which all councils have to decide; null for no limit.',
  })
  decisionWindowMonths: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Cannot be founded in a year of municipal elections; null when it is not known.',
  })
  barredInElectionYear: boolean | null;

  @Field({ description: 'The rules were found; false when they still have to be looked up.' })
  rulesVerified: boolean;

  @Field({ description: 'How sure the main rules are: VERIFIED, CONTENT, NUMBER, CONCORDANCE, GENERAL or NOT_FOUND.' })
  verification: string;

  @Field({ description: 'Where the form is regulated.' })
  source: string;

  @Field(() => [LegalFormRuleType], { description: 'Each rule with its own source.' })
  origins: LegalFormRuleType[];

  static of(row: LegalFormRow): LegalFormType {
    return Object.assign(new LegalFormType(), { ...row, id: toGlobalId('LegalForm', row.id) });
  }
}
