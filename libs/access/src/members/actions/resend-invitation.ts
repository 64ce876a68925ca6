import { Db, limits, MutationInput, Throttle } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType } from '@nestjs/graphql';
import { caller } from '../../caller.js';
import { newToken } from '../invitation-token.js';
import { InvitationWriter, type SentInvitation } from '../invitation-writer.js';
import { InvitationsStore } from '../invitations.store.js';
import { membersErrors } from '../members.errors.js';

@InputType({ description: 'An invitation to send again.' })
export class ResendInvitationInput extends MutationInput {
  @Field(() => ID, { description: 'The invitation.' })
  id: string;
}

/** Sends an invitation again, with a new link; the old one no longer works. */
@Injectable()
export class ResendInvitation {
  constructor(
    private readonly db: Db,
    private readonly store: InvitationsStore,
    private readonly writer: InvitationWriter,
    private readonly throttle: Throttle,
  ) {}

  run(input: ResendInvitationInput): Promise<SentInvitation> {
    return this.db.transaction(async () => {
      const { id, partnershipId } = await this.writer.open(input.id);
      const { points, windowSeconds } = limits.invitations;
      await this.throttle.take(`invite ${caller().accountId}`, points, windowSeconds);
      const { token, tokenHash } = newToken();
      const name = await this.writer.partnershipName(partnershipId);
      if (!(await this.store.renew(id, name, tokenHash, this.writer.expiry()))) throw membersErrors.INVITATION_OVER();
      const sent = await this.writer.send(id, token);
      this.writer.report('MEMBER_INVITED', sent.row);
      return sent;
    });
  }
}
