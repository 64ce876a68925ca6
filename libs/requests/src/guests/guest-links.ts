import { Clock } from '#libs/kernel';
import { Mails } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { RequestView } from '../requests.store.js';
import { answerLink, hashOf, newSecret } from './guest-token.js';
import { GuestsStore } from './guests.store.js';

/** Links that let a contact answer without an account. */
@Injectable()
export class GuestLinks {
  constructor(
    private readonly store: GuestsStore,
    private readonly mails: Mails,
    private readonly clock: Clock,
  ) {}

  /** A link for the contact of a request; it is known at this moment only. */
  async invite(
    request: Pick<RequestView, 'id' | 'contactName' | 'contactLanguage'> & { contactEmail: string },
  ): Promise<string> {
    const secret = newSecret();
    await this.store.invite(request, hashOf(secret), this.clock.now());
    return answerLink(this.mails.site, secret);
  }
}
