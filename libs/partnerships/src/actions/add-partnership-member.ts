import { Workspaces } from '#libs/access';
import { Municipalities } from '#libs/directory';
import { dateRange, newId } from '#libs/kernel';
import { DateScalar, Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PartnershipChanges } from '../partnership-changes.js';
import type { MemberRole, MemberRow, PartnershipRow } from '../partnership.entity.js';
import { MemberRoleEnum } from '../partnership.enums.js';
import { partnershipErrors } from '../partnership.errors.js';
import { overlapping } from '../partnership.rules.js';
import { PartnershipMemberType, PartnershipType } from '../partnership.types.js';
import { PartnershipsStore } from '../partnerships.store.js';

@InputType({ description: 'A municipality that joins.' })
export class AddPartnershipMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field(() => Int, { description: 'Version of the partnership the caller looked at.' })
  expectedVersion: number;

  @Field(() => ID, { description: 'The municipality.' })
  municipalityId: string;

  @Field(() => MemberRoleEnum, { defaultValue: 'PARTICIPANT', description: 'What it will be there.' })
  role: MemberRole;

  @Field(() => DateScalar, { description: 'First day.' })
  validFrom: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, if it is known.' })
  validUntil?: string | null;
}

@ObjectType({ description: 'The partnership and its new member.' })
export class AddPartnershipMemberPayload {
  @Field(() => PartnershipType, { description: 'As it is now.' })
  partnership: PartnershipType;

  @Field(() => PartnershipMemberType, { description: 'The new membership.' })
  member: PartnershipMemberType;
}

/** Lets a municipality join, now or on a later day. */
@Injectable()
export class AddPartnershipMember {
  constructor(
    private readonly db: Db,
    private readonly changes: PartnershipChanges,
    private readonly municipalities: Municipalities,
    private readonly store: PartnershipsStore,
    private readonly workspaces: Workspaces,
  ) {}

  run(input: AddPartnershipMemberInput): Promise<{ partnership: PartnershipRow; member: MemberRow }> {
    return this.db.transaction(async () => {
      const before = await this.changes.open(internalId('Partnership', input.partnershipId), input.expectedVersion);
      const { role, validFrom, validUntil = null } = input;
      const municipalityId = internalId('Municipality', input.municipalityId, 'municipalityId');
      dateRange(validFrom, validUntil);
      await this.municipalities.exist([municipalityId], 'municipalityId');
      const member: MemberRow = { id: newId(), partnershipId: before.id, municipalityId, role, validFrom, validUntil };
      const present = overlapping(await this.store.membersOf([before.id]), member);
      if (present) {
        const municipality = (await this.municipalities.byId(municipalityId))?.name ?? null;
        throw partnershipErrors.MEMBER_ALREADY_IN({
          field: 'municipalityId',
          args: { municipality, validFrom: present.validFrom, validUntil: present.validUntil },
        });
      }
      // First the version: it makes two who add at the same time meet here, not at the constraint.
      const partnership = await this.changes.write(before, 'PARTNERSHIP_MEMBER_JOINED', ['members']);
      await this.store.insertMembers([member]);
      await this.workspaces.municipalityJoins(before.id, municipalityId, validFrom, validUntil);
      return { partnership, member };
    });
  }
}
