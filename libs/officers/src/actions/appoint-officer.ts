import { caller, Persons, requireCapability } from '#libs/access';
import { Municipalities } from '#libs/directory';
import { cleanLine, Clock, commonErrors, dateRange, newId } from '#libs/kernel';
import { DateScalar, Db, internalId, MutationInput } from '#libs/platform';
import { Partnerships } from '#libs/partnerships';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { allocationsOf, OfficerChanges } from '../officer-changes.js';
import type { AppointmentRow } from '../officer.entity.js';
import { AllocationInput, IntegrationOfficerType } from '../officer.types.js';
import { OfficersStore } from '../officers.store.js';

const MAX_NAME = 200;
const MAX_EMAIL = 254;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

@InputType({ description: 'A shared officer and what is agreed at the start.' })
export class AppointOfficerInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'First and last name, at most 200 characters.' })
  personName: string;

  @Field(() => String, {
    nullable: true,
    description: 'Work address; links the officer to the account of somebody who takes part in the partnership.',
  })
  personEmail?: string | null;

  @Field(() => ID, { description: 'The municipality that employs the officer.' })
  employerId: string;

  @Field(() => Int, { description: 'Full-time equivalent in hundredths, 1 to 100.' })
  fteHundredths: number;

  @Field(() => DateScalar, { description: 'First day.' })
  validFrom: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, if it is known.' })
  validUntil?: string | null;

  @Field(() => [AllocationInput], { description: 'Half-days a year per municipality.' })
  allocations: AllocationInput[];

  @Field(() => Int, { defaultValue: 0, description: 'Half-days a year not attributed to one municipality.' })
  commonHalfDays: number;
}

@ObjectType({ description: 'The new officer.' })
export class AppointOfficerPayload {
  @Field(() => IntegrationOfficerType, { description: 'As appointed.' })
  officer: IntegrationOfficerType;
}

/** Appoints somebody who will work for the municipalities of a partnership. */
@Injectable()
export class AppointOfficer {
  constructor(
    private readonly db: Db,
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly persons: Persons,
    private readonly changes: OfficerChanges,
    private readonly store: OfficersStore,
    private readonly clock: Clock,
  ) {}

  run(input: AppointOfficerInput): Promise<AppointmentRow> {
    return this.db.transaction(async () => {
      const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
      requireCapability(partnershipId, 'officer.manage');
      const { members } = await this.partnerships.hold(partnershipId);
      const row = await this.rowOf(partnershipId, input);
      await this.changes.check(row, members);
      await this.store.insert(row);
      this.changes.report(row, 'OFFICER_APPOINTED', []);
      return row;
    });
  }

  private async rowOf(partnershipId: string, input: AppointOfficerInput): Promise<AppointmentRow> {
    const { from: validFrom, until: validUntil } = dateRange(input.validFrom, input.validUntil);
    const employerMunicipalityId = internalId('Municipality', input.employerId, 'employerId');
    await this.municipalities.exist([employerMunicipalityId], 'employerId');
    const personEmail = this.emailOf(input);
    const now = this.clock.now();
    return {
      id: newId(),
      partnershipId,
      accountId: personEmail ? await this.persons.idByEmail(personEmail) : null,
      personName: cleanLine(input.personName, { field: 'personName', max: MAX_NAME }),
      personEmail,
      employerMunicipalityId,
      fteHundredths: input.fteHundredths,
      validFrom,
      validUntil,
      commonHalfDays: input.commonHalfDays,
      version: 1,
      createdAt: now,
      updatedAt: now,
      updatedBy: caller().accountId,
      allocations: allocationsOf(input.allocations),
    };
  }

  private emailOf({ personEmail }: AppointOfficerInput): string | null {
    const email = cleanLine(personEmail ?? '', { field: 'personEmail', max: MAX_EMAIL, optional: true });
    if (email && !EMAIL.test(email))
      throw commonErrors.INVALID_INPUT({ field: 'personEmail', args: { reason: 'EMAIL' } });
    return email || null;
  }
}
