import { toGlobalId } from '#libs/kernel';
import { DateScalar, NodeType } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { AllocationRow, AppointmentRow } from './officer.entity.js';
import { agreedHalfDays } from './officer.rules.js';

@InputType({ description: 'Half-days a year agreed for one municipality.' })
export class AllocationInput {
  @Field(() => ID, { description: 'A municipality that takes part in the partnership.' })
  municipalityId: string;

  @Field(() => Int, { description: 'Half-days a year, 0 or more.' })
  halfDaysPerYear: number;
}

@ObjectType('OfficerAllocation', { description: 'Half-days a year agreed for one municipality.' })
export class OfficerAllocationType {
  @Field(() => Int, { description: 'Half-days a year.' })
  halfDaysPerYear: number;

  municipalityId: string;

  static of(row: AllocationRow): OfficerAllocationType {
    return Object.assign(new OfficerAllocationType(), row);
  }
}

@ObjectType('IntegrationOfficer', {
  implements: () => NodeType,
  description: 'A professional shared by the municipalities of a partnership: one appointment of one person.',
})
export class IntegrationOfficerType extends NodeType {
  @Field({ description: 'First and last name.' })
  personName: string;

  @Field(() => Int, { description: 'Full-time equivalent in hundredths: 80 is 0.80 FTE.' })
  fteHundredths: number;

  @Field(() => DateScalar, { description: 'First day.' })
  validFrom: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; without end when absent.' })
  validUntil: string | null;

  @Field(() => [OfficerAllocationType], { description: 'Agreed per municipality, the highest first.' })
  allocations: OfficerAllocationType[];

  @Field(() => Int, { description: 'Half-days a year not attributed to one municipality.' })
  commonHalfDays: number;

  @Field(() => Int, { description: 'Half-days a year agreed in all: those of the municipalities and the common ones.' })
  allocatedHalfDays: number;

  @Field(() => Int, { description: 'Goes up by one with every change.' })
  version: number;

  /** The row behind it, for the rooms that add fields. */
  row: AppointmentRow;

  static of(row: AppointmentRow): IntegrationOfficerType {
    const { personName, fteHundredths, validFrom, validUntil, commonHalfDays, version } = row;
    const id = toGlobalId('IntegrationOfficer', row.id);
    const allocations = row.allocations.map((allocation) => OfficerAllocationType.of(allocation));
    const plain = { id, personName, fteHundredths, validFrom, validUntil, commonHalfDays, version };
    return Object.assign(new IntegrationOfficerType(), {
      ...plain,
      allocations,
      allocatedHalfDays: agreedHalfDays(row),
      row,
    });
  }
}
