import { Clock } from '#libs/kernel';
import { Db, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { MandateWriter } from '../mandate-writer.js';
import type { MandateRow } from '../members.store.js';
import { optionalLine } from './invite-member.js';

const MAX_REASON = 500;

@InputType({ description: 'A mandate to take back.' })
export class WithdrawMandateInput extends MutationInput {
  @Field(() => ID, { description: 'The mandate.' })
  id: string;

  @Field(() => Int, { description: 'Version of the mandate the caller looked at.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters; managers and auditors read it.' })
  reason?: string | null;
}

/** Takes a mandate back: it gives no rights from this moment on, and open streams end. */
@Injectable()
export class WithdrawMandate {
  constructor(
    private readonly db: Db,
    private readonly writer: MandateWriter,
    private readonly clock: Clock,
  ) {}

  run({ id, expectedVersion, reason }: WithdrawMandateInput): Promise<MandateRow> {
    const withdrawalReason = optionalLine(reason, 'reason', MAX_REASON);
    return this.db.transaction(async () => {
      const before = await this.writer.open(id, expectedVersion);
      const changes = { withdrawnAt: this.clock.now(), withdrawalReason };
      return this.writer.write(before, changes, 'MANDATE_WITHDRAWN');
    });
  }
}
