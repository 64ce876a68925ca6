import { toGlobalId } from '#libs/kernel';
import { connectionOf, DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { MemberRole, MemberRow, PartnershipRow, StatusChangeRow } from './partnership.entity.js';
import { MemberRoleEnum, NoticeSeverityEnum, PartnershipStatusEnum } from './partnership.enums.js';
import type { Notice } from './partnership.notices.js';
import type { PartnershipStatus } from './partnership.workflow.js';

@ObjectType('Partnership', {
  implements: () => NodeType,
  description: 'Two or more municipalities that run their integration policy together.',
})
export class PartnershipType extends NodeType {
  @Field({ description: 'Its name.' })
  name: string;

  @Field(() => PartnershipStatusEnum, { description: 'Where it stands.' })
  status: PartnershipStatus;

  @Field(() => DateScalar, { nullable: true, description: 'First day of the term.' })
  startsOn: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the term.' })
  endsOn: string | null;

  @Field({ description: 'Made up for the demo.' })
  exampleData: boolean;

  @Field(() => Int, { description: 'Goes up by one with every change of the partnership or its members.' })
  version: number;

  @Field(() => DateTimeScalar, { description: 'When it was entered here.' })
  createdAt: Date;

  /** The row behind it, for the rooms that add fields. */
  row: PartnershipRow;

  static of(row: PartnershipRow): PartnershipType {
    const { name, status, startsOn, endsOn, exampleData, version, createdAt } = row;
    const id = toGlobalId('Partnership', row.id);
    return Object.assign(new PartnershipType(), {
      id,
      name,
      status,
      startsOn,
      endsOn,
      exampleData,
      version,
      createdAt,
      row,
    });
  }
}

/** A page of partnerships. */
export const PartnershipConnection = connectionOf(PartnershipType, 'Partnership');

@ObjectType('PartnershipMember', { description: 'A municipality in a partnership, for a time.' })
export class PartnershipMemberType {
  @Field(() => ID, { description: 'Id of the membership.' })
  id: string;

  @Field(() => MemberRoleEnum, { description: 'What it is there.' })
  role: MemberRole;

  @Field(() => DateScalar, { description: 'First day.' })
  validFrom: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; without end when absent.' })
  validUntil: string | null;

  /** The row behind it, for the rooms that add fields. */
  row: MemberRow;

  static of(row: MemberRow): PartnershipMemberType {
    const { role, validFrom, validUntil } = row;
    const id = toGlobalId('PartnershipMember', row.id);
    return Object.assign(new PartnershipMemberType(), { id, role, validFrom, validUntil, row });
  }
}

@ObjectType('NoticeArg', { description: 'A value for the sentence of a notice.' })
class NoticeArgType {
  @Field({ description: 'Name in the sentence.' })
  name: string;

  @Field({ description: 'What to fill in; a list is separated by commas, a day is written YYYY-MM-DD.' })
  value: string;
}

@ObjectType('PartnershipNotice', { description: 'Something worth knowing about the composition, form or term.' })
export class PartnershipNoticeType implements Notice {
  @Field({
    description:
      'MEMBERS_IN_SEVERAL_REGIONS {regions}, LANGUAGE_FACILITIES_MEMBER {municipalities}, ' +
      'LEGAL_FORM_NOT_VERIFIED {legalForm}, TERM_ENDS_SOON {endsOn} or TERM_ENDED {endsOn}.',
  })
  code: string;

  @Field(() => NoticeSeverityEnum, { description: 'How much it matters.' })
  severity: Notice['severity'];

  @Field(() => [NoticeArgType], { description: 'Values for the sentence the client shows for the code.' })
  args: Notice['args'];
}

@ObjectType('PartnershipStatusChange', { description: 'One step a partnership took.' })
export class StatusChangeType {
  @Field(() => PartnershipStatusEnum, { nullable: true, description: 'Where it stood; null for its creation.' })
  from: PartnershipStatus | null;

  @Field(() => PartnershipStatusEnum, { description: 'Where it went.' })
  to: PartnershipStatus;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it.' })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  accountId: string | null;

  static of(row: StatusChangeRow): StatusChangeType {
    const { partnershipId, from, to, reason, at, accountId } = row;
    return Object.assign(new StatusChangeType(), { partnershipId, from, to, reason, at, accountId });
  }
}
