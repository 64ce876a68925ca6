import { dateRange } from '#libs/kernel';
import { DateScalar, Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { OfficerChanges } from '../officer-changes.js';
import type { AppointmentRow } from '../officer.entity.js';
import { IntegrationOfficerType } from '../officer.types.js';

@InputType({ description: 'The last day of an officer.' })
export class EndOfficerAppointmentInput extends MutationInput {
  @Field(() => ID, { description: 'The officer.' })
  officerId: string;

  @Field(() => Int, { description: 'Version of the officer the caller looked at.' })
  expectedVersion: number;

  @Field(() => DateScalar, { description: 'Last day.' })
  validUntil: string;
}

@ObjectType({ description: 'The officer after the change.' })
export class EndOfficerAppointmentPayload {
  @Field(() => IntegrationOfficerType, { description: 'With a last day.' })
  officer: IntegrationOfficerType;
}

/** Sets the last day of an officer; a later day than before counts against the full time of the same person. */
@Injectable()
export class EndOfficerAppointment {
  constructor(
    private readonly db: Db,
    private readonly changes: OfficerChanges,
  ) {}

  run(input: EndOfficerAppointmentInput): Promise<AppointmentRow> {
    return this.db.transaction(async () => {
      const id = internalId('IntegrationOfficer', input.officerId, 'officerId');
      const { before, members } = await this.changes.open(id, input.expectedVersion);
      const { until: validUntil } = dateRange(before.validFrom, input.validUntil);
      if (validUntil === before.validUntil) return before;
      const after = { ...before, validUntil };
      const longer = before.validUntil !== null && validUntil !== null && validUntil > before.validUntil;
      if (longer) await this.changes.check(after, members);
      return this.changes.write(after, 'OFFICER_APPOINTMENT_ENDED', ['validUntil']);
    });
  }
}
