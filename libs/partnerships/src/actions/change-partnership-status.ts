import { caller } from '#libs/access';
import { cleanText, Clock, commonErrors, newId } from '#libs/kernel';
import { Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LegalForms } from '../legal-forms.js';
import { PartnershipChanges } from '../partnership-changes.js';
import type { PartnershipRow } from '../partnership.entity.js';
import { PartnershipStatusEnum } from '../partnership.enums.js';
import { stepProblem } from '../partnership.rules.js';
import { PartnershipType } from '../partnership.types.js';
import { partnershipWorkflow, type PartnershipStatus } from '../partnership.workflow.js';
import { PartnershipsStore } from '../partnerships.store.js';

const MAX_REASON = 2_000;

@InputType({ description: 'A step in the workflow.' })
export class ChangePartnershipStatusInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  id: string;

  @Field(() => Int, { description: 'Version the caller looked at.' })
  expectedVersion: number;

  @Field(() => PartnershipStatusEnum, { description: 'Where to go; one of possibleStatuses.' })
  status: PartnershipStatus;

  @Field(() => String, { nullable: true, description: 'Why; required for a step back and for an end.' })
  reason?: string | null;
}

@ObjectType({ description: 'The partnership after the step.' })
export class ChangePartnershipStatusPayload {
  @Field(() => PartnershipType, { description: 'As it is now.' })
  partnership: PartnershipType;
}

/** Takes a step in the workflow and keeps who did so, and why. */
@Injectable()
export class ChangePartnershipStatus {
  constructor(
    private readonly db: Db,
    private readonly changes: PartnershipChanges,
    private readonly legalForms: LegalForms,
    private readonly store: PartnershipsStore,
    private readonly clock: Clock,
  ) {}

  run(input: ChangePartnershipStatusInput): Promise<PartnershipRow> {
    return this.db.transaction(async () => {
      const before = await this.changes.open(internalId('Partnership', input.id, 'id'), input.expectedVersion);
      const { status: to } = input;
      const problem = stepProblem(before, to, {
        form: await this.legalForms.byCode(before.legalFormCode),
        members: await this.store.membersOf([before.id]),
        electionYears: await this.legalForms.electionYears(),
        today: this.clock.today(),
      });
      if (problem) throw problem;
      const reason = this.reasonOf(input, before.status);
      const after = await this.changes.write({ ...before, status: to }, 'PARTNERSHIP_STATUS_CHANGED', ['status']);
      const { accountId, organisationId } = caller();
      await this.store.insertStatusChange(
        { id: newId(), partnershipId: before.id, from: before.status, to, reason, at: after.updatedAt, accountId },
        organisationId,
      );
      return after;
    });
  }

  private reasonOf(input: ChangePartnershipStatusInput, from: PartnershipStatus): string | null {
    const reason = cleanText(input.reason ?? '', { field: 'reason', max: MAX_REASON, optional: true }) || null;
    if (!reason && partnershipWorkflow.step(from, input.status)?.reasonRequired)
      throw commonErrors.INVALID_INPUT({ field: 'reason', args: { reason: 'REQUIRED' } });
    return reason;
  }
}
