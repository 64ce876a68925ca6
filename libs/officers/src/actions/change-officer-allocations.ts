import { Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { allocationsOf, OfficerChanges } from '../officer-changes.js';
import type { AllocationRow, AppointmentRow } from '../officer.entity.js';
import { AllocationInput, IntegrationOfficerType } from '../officer.types.js';

@InputType({ description: 'What is agreed from now on.' })
export class ChangeOfficerAllocationsInput extends MutationInput {
  @Field(() => ID, { description: 'The officer.' })
  officerId: string;

  @Field(() => Int, { description: 'Version of the officer the caller looked at.' })
  expectedVersion: number;

  @Field(() => [AllocationInput], { description: 'Half-days a year per municipality: the whole list.' })
  allocations: AllocationInput[];

  @Field(() => Int, {
    nullable: true,
    description: 'Half-days a year not attributed to one municipality; unchanged when absent.',
  })
  commonHalfDays?: number | null;
}

@ObjectType({ description: 'The officer after the change.' })
export class ChangeOfficerAllocationsPayload {
  @Field(() => IntegrationOfficerType, { description: 'As agreed now.' })
  officer: IntegrationOfficerType;
}

const sorted = (allocations: readonly AllocationRow[]): string =>
  JSON.stringify(
    allocations.map(({ municipalityId, halfDaysPerYear }) => `${municipalityId} ${halfDaysPerYear}`).sort(),
  );

/** Agrees anew how the officer's half-days are divided. */
@Injectable()
export class ChangeOfficerAllocations {
  constructor(
    private readonly db: Db,
    private readonly changes: OfficerChanges,
  ) {}

  run(input: ChangeOfficerAllocationsInput): Promise<AppointmentRow> {
    return this.db.transaction(async () => {
      const id = internalId('IntegrationOfficer', input.officerId, 'officerId');
      const { before, members } = await this.changes.open(id, input.expectedVersion);
      const allocations = allocationsOf(input.allocations);
      const after = { ...before, allocations, commonHalfDays: input.commonHalfDays ?? before.commonHalfDays };
      const changed = [
        ...(sorted(after.allocations) === sorted(before.allocations) ? [] : ['allocations']),
        ...(after.commonHalfDays === before.commonHalfDays ? [] : ['commonHalfDays']),
      ];
      if (changed.length === 0) return before;
      await this.changes.check(after, members);
      return this.changes.write(after, 'OFFICER_ALLOCATIONS_CHANGED', changed);
    });
  }
}
