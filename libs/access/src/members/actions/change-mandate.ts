import { Clock, commonErrors } from '#libs/kernel';
import { DateScalar, Db, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { WorkspaceRoleEnum } from '../../access.types.js';
import { Organisations } from '../../organisations.js';
import { PolicyDomainEnum } from '../../policy-domain.js';
import type { WorkspaceRole } from '../../roles.js';
import { MandateWriter } from '../mandate-writer.js';
import { membersErrors } from '../members.errors.js';
import { checkEnd, checkRole } from '../members.rules.js';
import { MembersStore, type MandateRow } from '../members.store.js';
import { MAX_DECISION, optionalLine } from './invite-member.js';

@InputType({ description: 'What to change about a mandate; what is absent stays.' })
export class ChangeMandateInput extends MutationInput {
  @Field(() => ID, { description: 'The mandate.' })
  id: string;

  @Field(() => Int, { description: 'Version of the mandate the caller looked at.' })
  expectedVersion: number;

  @Field(() => WorkspaceRoleEnum, { nullable: true, description: 'Another role.' })
  role?: WorkspaceRole | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, today or later; null for without end.' })
  validUntil?: string | null;

  @Field(() => [PolicyDomainEnum], {
    nullable: true,
    description: 'For which policy domains one turns to this person; empty: for all. It limits nothing.',
  })
  policyDomains?: string[] | null;

  @Field(() => String, { nullable: true, description: 'By whose decision; null for unknown, at most 300 characters.' })
  decidedBy?: string | null;
}

/** Changes role, end, policy domains or decision of a mandate. */
@Injectable()
export class ChangeMandate {
  constructor(
    private readonly db: Db,
    private readonly writer: MandateWriter,
    private readonly store: MembersStore,
    private readonly organisations: Organisations,
    private readonly clock: Clock,
  ) {}

  run(input: ChangeMandateInput): Promise<MandateRow> {
    return this.db.transaction(async () => {
      const before = await this.writer.open(input.id, input.expectedVersion);
      const changes = await this.read(input, before);
      if (Object.keys(changes).length === 0) return before;
      return this.writer.write(before, changes, 'MANDATE_CHANGED');
    });
  }

  private async read(input: ChangeMandateInput, before: MandateRow): Promise<Partial<MandateRow>> {
    const { validUntil } = input;
    const changes: Partial<MandateRow> = {};
    if (input.role && input.role !== before.role) {
      await this.checkRole(input.role, before);
      changes.role = input.role;
    }
    if (validUntil !== undefined && validUntil !== before.validUntil) {
      checkEnd(validUntil, this.clock.today());
      if (validUntil !== null && validUntil < before.validFrom)
        throw commonErrors.INVALID_INPUT({ field: 'validUntil', args: { reason: 'ENDS_BEFORE_START' } });
      changes.validUntil = validUntil;
    }
    if (input.policyDomains) {
      const wanted = [...new Set(input.policyDomains)].sort();
      if (wanted.join() !== [...before.policyDomains].sort().join()) changes.policyDomains = wanted;
    }
    if (input.decidedBy !== undefined) {
      const decidedBy = optionalLine(input.decidedBy, 'decidedBy', MAX_DECISION);
      if (decidedBy !== before.decidedBy) changes.decidedBy = decidedBy;
    }
    return changes;
  }

  private async checkRole(role: WorkspaceRole, { id, partnershipId, accountId, organisationId }: MandateRow) {
    checkRole(role, (await this.organisations.byId(organisationId))?.kind ?? '');
    const others = await this.store.openMandates(partnershipId, accountId, organisationId);
    if (others.some((other) => other.id !== id && other.role === role))
      throw membersErrors.ALREADY_MEMBER({ field: 'role' });
  }
}
