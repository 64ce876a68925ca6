import { Clock, fromGlobalId } from '#libs/kernel';
import { limits, Mails, Throttle } from '#libs/platform';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { may } from '../caller.js';
import { AcceptInvitation, AcceptInvitationInput } from './actions/accept-invitation.js';
import { ChangeMandate, ChangeMandateInput } from './actions/change-mandate.js';
import { InviteMember, InviteMemberInput } from './actions/invite-member.js';
import { ResendInvitation, ResendInvitationInput } from './actions/resend-invitation.js';
import { WithdrawInvitation, WithdrawInvitationInput } from './actions/withdraw-invitation.js';
import { WithdrawMandate, WithdrawMandateInput } from './actions/withdraw-mandate.js';
import { hashOf, isToken } from './invitation-token.js';
import { InvitationOfferType } from './invitation.types.js';
import { InvitationsStore } from './invitations.store.js';
import {
  AcceptInvitationPayload,
  ChangeMandatePayload,
  InviteMemberPayload,
  ResendInvitationPayload,
  WithdrawInvitationPayload,
  WithdrawMandatePayload,
} from './members.payloads.js';
import { invitationStateAt } from './members.rules.js';
import { Members } from './members.js';
import { PartnershipAccessType } from './members.types.js';

/** Reading who takes part. */
@Resolver()
export class MembersResolver {
  constructor(
    private readonly store: InvitationsStore,
    private readonly mails: Mails,
    private readonly throttle: Throttle,
    private readonly clock: Clock,
  ) {}

  @Query(() => PartnershipAccessType, {
    nullable: true,
    description: 'Who takes part in a partnership, and as what; for managers and auditors, null for others.',
  })
  partnershipAccess(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) globalId: string,
  ): PartnershipAccessType | null {
    const ref = fromGlobalId(globalId);
    if (ref?.type !== 'Partnership' || !may(ref.id, 'members.read')) return null;
    return Object.assign(new PartnershipAccessType(), {
      partnershipId: ref.id,
      viewerMayManage: may(ref.id, 'members.manage'),
      mailConfigured: this.mails.configured,
    });
  }

  @Query(() => InvitationOfferType, {
    nullable: true,
    description: 'What an invitation offers, for whoever has its token; null for a token of no invitation.',
  })
  async invitation(
    @Args('token', { description: 'What stands behind # in the link.' }) token: string,
  ): Promise<InvitationOfferType | null> {
    if (!isToken(token)) return null;
    const { points, windowSeconds } = limits.invitationLooks;
    await this.throttle.take(`invitation ${token}`, points, windowSeconds);
    const offer = await this.store.offer(hashOf(token));
    return offer ? InvitationOfferType.of(offer, invitationStateAt(offer, this.clock.now(), this.clock.today())) : null;
  }
}

/** Changing who takes part. */
@Resolver()
export class MembersMutations {
  constructor(
    private readonly members: Members,
    private readonly invite: InviteMember,
    private readonly resend: ResendInvitation,
    private readonly takeBack: WithdrawInvitation,
    private readonly accept: AcceptInvitation,
    private readonly change: ChangeMandate,
    private readonly withdraw: WithdrawMandate,
  ) {}

  @Mutation(() => InviteMemberPayload, {
    description: 'Invites somebody by mail, with organisation, role and end in one step. Managers only.',
  })
  async inviteMember(@Args('input') input: InviteMemberInput): Promise<InviteMemberPayload> {
    const { row, link } = await this.invite.run(input);
    return new InviteMemberPayload(this.members.invitation(row), link);
  }

  @Mutation(() => ResendInvitationPayload, {
    description: 'Sends an invitation again with a new link, which works for 14 days; the old one ends. Managers only.',
  })
  async resendInvitation(@Args('input') input: ResendInvitationInput): Promise<ResendInvitationPayload> {
    const { row, link } = await this.resend.run(input);
    return new ResendInvitationPayload(this.members.invitation(row), link);
  }

  @Mutation(() => WithdrawInvitationPayload, { description: 'Takes an invitation back. Managers only.' })
  async withdrawInvitation(@Args('input') input: WithdrawInvitationInput): Promise<WithdrawInvitationPayload> {
    return { invitation: this.members.invitation(await this.takeBack.run(input)) };
  }

  @Mutation(() => AcceptInvitationPayload, {
    description: 'Accepts an invitation for the signed-in person: once, and never one of their own.',
  })
  async acceptInvitation(@Args('input') input: AcceptInvitationInput): Promise<AcceptInvitationPayload> {
    return AcceptInvitationPayload.of(await this.accept.run(input));
  }

  @Mutation(() => ChangeMandatePayload, {
    description: 'Changes role, end, policy domains or decision of a mandate, also of the own one. Managers only.',
  })
  async changeMandate(@Args('input') input: ChangeMandateInput): Promise<ChangeMandatePayload> {
    return ChangeMandatePayload.of(await this.change.run(input));
  }

  @Mutation(() => WithdrawMandatePayload, {
    description: 'Takes a mandate back at once, also the own one, but not that of the last manager. Managers only.',
  })
  async withdrawMandate(@Args('input') input: WithdrawMandateInput): Promise<WithdrawMandatePayload> {
    return WithdrawMandatePayload.of(await this.withdraw.run(input));
  }
}
