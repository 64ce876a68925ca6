import { Workspaces } from '#libs/access';
import { Municipalities } from '#libs/directory';
import { commonErrors, dateRange } from '#libs/kernel';
import { DateScalar, Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LegalForms } from '../legal-forms.js';
import { PartnershipChanges } from '../partnership-changes.js';
import type { MemberRow, PartnershipRow } from '../partnership.entity.js';
import { partnershipErrors } from '../partnership.errors.js';
import { checkLeaving, overlapping } from '../partnership.rules.js';
import { PartnershipType } from '../partnership.types.js';
import { PartnershipsStore } from '../partnerships.store.js';

@InputType({ description: 'The last day of a membership.' })
export class EndPartnershipMembershipInput extends MutationInput {
  @Field(() => ID, { description: 'The membership.' })
  memberId: string;

  @Field(() => Int, { description: 'Version of the partnership the caller looked at.' })
  expectedVersion: number;

  @Field(() => DateScalar, { description: 'Last day.' })
  validUntil: string;
}

@ObjectType({ description: 'The partnership without, or soon without, the member.' })
export class EndPartnershipMembershipPayload {
  @Field(() => PartnershipType, { description: 'As it is now.' })
  partnership: PartnershipType;
}

/** Sets the last day of a membership. */
@Injectable()
export class EndPartnershipMembership {
  constructor(
    private readonly db: Db,
    private readonly changes: PartnershipChanges,
    private readonly municipalities: Municipalities,
    private readonly legalForms: LegalForms,
    private readonly store: PartnershipsStore,
    private readonly workspaces: Workspaces,
  ) {}

  run(input: EndPartnershipMembershipInput): Promise<PartnershipRow> {
    return this.db.transaction(async () => {
      const member = await this.store.member(internalId('PartnershipMember', input.memberId, 'memberId'));
      if (!member) throw commonErrors.NOT_FOUND({ field: 'memberId' });
      const before = await this.changes.open(member.partnershipId, input.expectedVersion, 'memberId');
      const { validUntil } = input;
      dateRange(member.validFrom, validUntil);
      const members = await this.store.membersOf([before.id]);
      await this.check(before, members, member, validUntil);
      const partnership = await this.changes.write(before, 'PARTNERSHIP_MEMBER_LEFT', ['members']);
      await this.store.endMember(member.id, validUntil);
      await this.workspaces.municipalityLeaves(before.id, member.municipalityId, validUntil, member.validUntil);
      return partnership;
    });
  }

  private async check(partnership: PartnershipRow, members: MemberRow[], member: MemberRow, validUntil: string) {
    const municipality = (await this.municipalities.byId(member.municipalityId))?.name ?? null;
    if (member.municipalityId === partnership.managingMunicipalityId)
      throw partnershipErrors.MEMBER_IS_MANAGING({ field: 'memberId', args: { municipality } });
    const other = overlapping(members, { ...member, validUntil });
    if (other)
      throw partnershipErrors.MEMBER_ALREADY_IN({
        field: 'validUntil',
        args: { municipality, validFrom: other.validFrom, validUntil: other.validUntil },
      });
    checkLeaving(partnership, await this.legalForms.byCode(partnership.legalFormCode), members, member, validUntil);
  }
}
