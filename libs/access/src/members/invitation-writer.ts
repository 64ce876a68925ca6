import { Clock, commonErrors } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { internalId, loadNodes, Mails } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { caller, requireCapability } from '../caller.js';
import { invitationMail } from './invitation-mail.js';
import { linkTo } from './invitation-token.js';
import { InvitationsStore, type InvitationRow } from './invitations.store.js';
import { membersErrors } from './members.errors.js';
import { membersEvents } from './members.events.js';
import { INVITATION_MS } from './members.rules.js';

/** An invitation and its link, which is known at this moment only. */
export interface SentInvitation {
  row: InvitationRow;
  link: string;
}

/** What every change of an invitation has in common. */
@Injectable()
export class InvitationWriter {
  constructor(
    private readonly store: InvitationsStore,
    private readonly mails: Mails,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * An invitation that nobody accepted yet.
   * @throws NOT_FOUND, FORBIDDEN, INVITATION_USED, INVITATION_OVER
   */
  async open(globalId: string): Promise<InvitationRow> {
    const [row] = await this.store.byIds([internalId('Invitation', globalId, 'id')]);
    if (!row) throw commonErrors.NOT_FOUND();
    requireCapability(row.partnershipId, 'members.manage');
    if (row.acceptedAt) throw membersErrors.INVITATION_USED();
    if (row.withdrawnAt) throw membersErrors.INVITATION_OVER();
    return row;
  }

  /** The name of a partnership, which rooms above know. */
  async partnershipName(id: string): Promise<string> {
    const [partnership] = await loadNodes([{ type: 'Partnership', id }]);
    if (!partnership) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    return (partnership as { name: string }).name;
  }

  /** Until when a link sent now works. */
  expiry(): Date {
    return new Date(this.clock.now().getTime() + INVITATION_MS);
  }

  /** Writes to who is invited. */
  async send(id: string, token: string): Promise<SentInvitation> {
    const [row] = await this.store.byIds([id]);
    if (!row) throw commonErrors.NOT_FOUND();
    const link = linkTo(this.mails.site, token);
    await this.mails.queue({ to: row.email, ...invitationMail(row, caller().displayName, link) });
    return { row, link };
  }

  report(type: 'MEMBER_INVITED' | 'INVITATION_WITHDRAWN', { id, partnershipId, version }: InvitationRow): void {
    this.events.record({
      partnershipId,
      type: membersEvents[type],
      subjectType: 'Invitation',
      subjectId: id,
      version,
    });
  }
}
