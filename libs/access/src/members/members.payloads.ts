import { toGlobalId } from '#libs/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { MandateType } from '../access.types.js';
import type { Accepted } from './actions/accept-invitation.js';
import { InvitationType } from './invitation.types.js';
import type { MandateRow } from './members.store.js';

const mandateOf = (row: MandateRow) => MandateType.of(row, row.accountId);

@ObjectType({ isAbstract: true })
abstract class SentPayload {
  @Field(() => InvitationType, { description: 'The invitation.' })
  invitation: InvitationType;

  // Not a property like others: what is stored of a payload, to answer a repeat, must not have it.
  readonly #link: string;

  constructor(invitation: InvitationType, link: string) {
    this.invitation = invitation;
    this.#link = link;
  }

  @Field(() => String, {
    nullable: true,
    description: 'The link, to hand over where no mail is sent. Shown this once: null in the answer to a repeat.',
  })
  get link(): string | null {
    return this.#link;
  }
}

@ObjectType({ description: 'The new invitation.' })
export class InviteMemberPayload extends SentPayload {}

@ObjectType({ description: 'The invitation with a new link.' })
export class ResendInvitationPayload extends SentPayload {}

@ObjectType({ description: 'The invitation as it is now.' })
export class WithdrawInvitationPayload {
  @Field(() => InvitationType, { description: 'The invitation.' })
  invitation: InvitationType;
}

@ObjectType({ description: 'What accepting an invitation gave.' })
export class AcceptInvitationPayload {
  @Field(() => MandateType, { description: 'The new mandate of the caller; it holds from the next request on.' })
  mandate: MandateType;

  @Field(() => ID, { description: 'Global id of the partnership, which can be read from the next request on.' })
  partnershipId: string;

  @Field({ description: 'Name of the partnership.' })
  partnershipName: string;

  static of({ mandate, partnershipName }: Accepted): AcceptInvitationPayload {
    const partnershipId = toGlobalId('Partnership', mandate.partnershipId);
    return { mandate: mandateOf(mandate), partnershipId, partnershipName };
  }
}

@ObjectType({ description: 'The mandate after the change.' })
export class ChangeMandatePayload {
  @Field(() => MandateType, { description: 'The mandate.' })
  mandate: MandateType;

  static of(row: MandateRow): ChangeMandatePayload {
    return { mandate: mandateOf(row) };
  }
}

@ObjectType({ description: 'The mandate that was taken back.' })
export class WithdrawMandatePayload {
  @Field(() => MandateType, { description: 'The mandate.' })
  mandate: MandateType;

  static of(row: MandateRow): WithdrawMandatePayload {
    return { mandate: mandateOf(row) };
  }
}
