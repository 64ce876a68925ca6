import { cleanLine, Clock, commonErrors, dateRange } from '#libs/kernel';
import { DateScalar, Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LegalForms } from '../legal-forms.js';
import { PartnershipChanges } from '../partnership-changes.js';
import type { PartnershipRow } from '../partnership.entity.js';
import { checkManaging, checkTerm } from '../partnership.rules.js';
import { PartnershipType } from '../partnership.types.js';
import { PartnershipsStore } from '../partnerships.store.js';
import { MAX_NAME } from './create-partnership.js';

@InputType({ description: 'Only the fields that are given change; null empties a day of the term.' })
export class UpdatePartnershipInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  id: string;

  @Field(() => Int, { description: 'Version the caller looked at.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of a legal form.' })
  legalFormCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'A municipality that takes part.' })
  managingMunicipalityId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'First day of the term.' })
  startsOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the term.' })
  endsOn?: string | null;
}

@ObjectType({ description: 'The partnership after the change.' })
export class UpdatePartnershipPayload {
  @Field(() => PartnershipType, { description: 'As it is now.' })
  partnership: PartnershipType;
}

const editable = ['name', 'legalFormCode', 'managingMunicipalityId', 'startsOn', 'endsOn'] as const;

/** Changes name, legal form, managing municipality or term. */
@Injectable()
export class UpdatePartnership {
  constructor(
    private readonly db: Db,
    private readonly changes: PartnershipChanges,
    private readonly legalForms: LegalForms,
    private readonly store: PartnershipsStore,
    private readonly clock: Clock,
  ) {}

  run(input: UpdatePartnershipInput): Promise<PartnershipRow> {
    return this.db.transaction(async () => {
      const before = await this.changes.open(internalId('Partnership', input.id, 'id'), input.expectedVersion);
      const after = { ...before, ...this.wishes(input) };
      const changed = editable.filter((field) => before[field] !== after[field]);
      if (changed.length === 0) return before;
      if (after.startsOn) dateRange(after.startsOn, after.endsOn, 'endsOn');
      checkTerm(await this.legalForms.byCode(after.legalFormCode), after);
      if (changed.includes('managingMunicipalityId'))
        checkManaging(await this.store.membersOf([before.id]), after.managingMunicipalityId!, this.clock.today());
      const fields = changed.map((field) => FIELD_NAMES[field]);
      return this.changes.write(after, 'PARTNERSHIP_UPDATED', fields);
    });
  }

  private wishes(input: UpdatePartnershipInput): Partial<Pick<PartnershipRow, (typeof editable)[number]>> {
    const wishes: Partial<Pick<PartnershipRow, (typeof editable)[number]>> = {};
    for (const field of ['name', 'legalFormCode', 'managingMunicipalityId'] as const)
      if (input[field] === null) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'REQUIRED' } });
    if (input.name !== undefined) wishes.name = cleanLine(input.name ?? '', { field: 'name', max: MAX_NAME });
    if (input.legalFormCode) wishes.legalFormCode = input.legalFormCode;
    if (input.managingMunicipalityId)
      wishes.managingMunicipalityId = internalId(
        'Municipality',
        input.managingMunicipalityId,
        'managingMunicipalityId',
      );
    if (input.startsOn !== undefined) wishes.startsOn = input.startsOn;
    if (input.endsOn !== undefined) wishes.endsOn = input.endsOn;
    return wishes;
  }
}

/** Names of the GraphQL fields behind the columns. */
const FIELD_NAMES: Record<(typeof editable)[number], string> = {
  name: 'name',
  legalFormCode: 'legalForm',
  managingMunicipalityId: 'managingMunicipality',
  startsOn: 'startsOn',
  endsOn: 'endsOn',
};
