import { commonErrors } from '#libs/kernel';
import { Db, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType } from '@nestjs/graphql';
import { caller } from '../../caller.js';
import { InvitationWriter } from '../invitation-writer.js';
import { InvitationsStore, type InvitationRow } from '../invitations.store.js';
import { membersErrors } from '../members.errors.js';

@InputType({ description: 'An invitation to take back.' })
export class WithdrawInvitationInput extends MutationInput {
  @Field(() => ID, { description: 'The invitation.' })
  id: string;
}

/** Takes an invitation back; its link no longer works. */
@Injectable()
export class WithdrawInvitation {
  constructor(
    private readonly db: Db,
    private readonly store: InvitationsStore,
    private readonly writer: InvitationWriter,
  ) {}

  run(input: WithdrawInvitationInput): Promise<InvitationRow> {
    return this.db.transaction(async () => {
      const { id } = await this.writer.open(input.id);
      // Somebody accepted it at the same moment.
      if (!(await this.store.withdraw(id, caller().accountId))) throw membersErrors.INVITATION_USED();
      const [row] = await this.store.byIds([id]);
      if (!row) throw commonErrors.NOT_FOUND();
      this.writer.report('INVITATION_WITHDRAWN', row);
      return row;
    });
  }
}
