import { commonErrors, type EventDraft } from '#libs/kernel';
import { EventLog, PersonalLog } from '#libs/live';
import { Db, limits, MutationInput, Throttle } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { caller } from '../../caller.js';
import { hashOf, isToken } from '../invitation-token.js';
import { InvitationsStore } from '../invitations.store.js';
import { membersErrors } from '../members.errors.js';
import { membersEvents } from '../members.events.js';
import { MembersStore, type MandateRow } from '../members.store.js';

@InputType({ description: 'An invitation to accept.' })
export class AcceptInvitationInput extends MutationInput {
  @Field({ description: 'What stands behind # in the link.' })
  token: string;
}

/** What somebody got by accepting. */
export interface Accepted {
  mandate: MandateRow;
  partnershipName: string;
}

/** Turns an invitation into a mandate of the caller, with all it takes, in one step. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly db: Db,
    private readonly store: InvitationsStore,
    private readonly members: MembersStore,
    private readonly events: EventLog,
    private readonly people: PersonalLog,
    private readonly throttle: Throttle,
  ) {}

  async run({ token }: AcceptInvitationInput): Promise<Accepted> {
    const { points, windowSeconds } = limits.invitationLooks;
    await this.throttle.take(`accept ${caller().accountId}`, points, windowSeconds);
    if (caller().kind !== 'PERSON') throw commonErrors.FORBIDDEN({ args: { capability: 'members.accept' } });
    if (!isToken(token)) throw commonErrors.NOT_FOUND({ field: 'token' });
    return this.db.transaction(async () => {
      const result = await this.store.accept(hashOf(token));
      switch (result.outcome) {
        case 'UNKNOWN':
          throw commonErrors.NOT_FOUND({ field: 'token' });
        case 'USED':
          throw membersErrors.INVITATION_USED();
        case 'OVER':
          throw membersErrors.INVITATION_OVER();
        case 'OWN':
          throw membersErrors.INVITATION_OWN();
        case 'MEMBER':
          throw membersErrors.ALREADY_MEMBER();
        case 'ACCEPTED': {
          this.events.announce(result.partnershipId, result.lastSequence);
          const [mandate] = await this.members.mandates([result.mandateId]);
          if (!mandate) throw new Error('the mandate that was made is not there');
          // The function wrote the events of the partnership; this is for the person's other windows.
          await this.people.tell(result.partnershipId, [grantedTo(mandate)], mandate.accountId);
          return { mandate, partnershipName: result.partnershipName };
        }
      }
    });
  }
}

const grantedTo = ({ id, partnershipId, accountId, version }: MandateRow): EventDraft => ({
  ...{ partnershipId, type: membersEvents.MANDATE_GRANTED, subjectType: 'Mandate', subjectId: id, version },
  ...{ concerns: [accountId], aboutThem: true },
});
