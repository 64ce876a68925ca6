import { Clock, commonErrors } from '#libs/kernel';
import { AuditTrail, Db, limits, Mails, Throttle, type AuditEntry } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { requestMail } from '../conversation/request-mail.js';
import { isEnded, isLate } from '../lifecycle/request.workflow.js';
import { requestErrors } from '../request.errors.js';
import { reference, type ContactLanguage } from '../request.rules.js';
import { codeMail } from './code-mail.js';
import { CODE_TRIES, maskEmail } from './guest.rules.js';
import { answerLink, codeHash, hashOf, isSecret, newCode, newSecret } from './guest-token.js';
import { guestIdentity, GuestsStore } from './guests.store.js';

/** A code is on its way, or was a moment ago. */
export interface CodeSent {
  /** To whom, as far as the holder of a link may know. */
  to: string;
  language: ContactLanguage;
  reference: string;
}

/** Getting in and out without an account: a link, a code by mail, a short session. */
@Injectable()
export class GuestDoor {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: GuestsStore,
    private readonly mails: Mails,
    private readonly throttle: Throttle,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Mails a code to the address the link was mailed to.
   * @throws ANSWER_LINK_OVER for links that are old, revoked or invented, without telling which; RATE_LIMITED
   */
  async code(link: string): Promise<CodeSent> {
    this.mustBeLink(link);
    const { points, windowSeconds } = limits.answerCodes;
    await this.throttle.take(`answer code ${hashOf(link).toString('hex')}`, points, windowSeconds);
    const code = newCode();
    const found = await this.write(link, async () => {
      const facts = await this.store.code(codeHash(link, code), this.clock.now());
      if (facts?.fresh) {
        const mail = codeMail({ ...facts, reference: reference(facts) }, code);
        await this.mails.queue({ to: facts.email, ...mail });
        this.note('guestCode', 'OK', facts);
      }
      return facts;
    });
    if (!found) throw requestErrors.ANSWER_LINK_OVER();
    return { to: maskEmail(found.email), language: found.language, reference: reference(found) };
  }

  /**
   * Begins a session for who knows the code; answers its secret.
   * @throws ANSWER_LINK_OVER, ANSWER_CODE_WRONG, ANSWER_CODE_OVER, RATE_LIMITED
   */
  async enter(link: string, typed: string, network: string): Promise<string> {
    this.mustBeLink(link);
    const { points, windowSeconds } = limits.answerTries;
    await this.throttle.take(`answer try ${network}`, points, windowSeconds);
    const code = typed.replaceAll(/[\s-]/g, '');
    if (!/^\d{8}$/.test(code)) throw requestErrors.ANSWER_CODE_WRONG({ field: 'code', args: { left: CODE_TRIES } });
    const session = newSecret();
    // A try counts, whatever comes of it: it is committed before anybody hears that it was wrong.
    const result = await this.write(link, async () => {
      const entering = await this.store.enter(codeHash(link, code), hashOf(session), this.clock.now());
      if (entering.outcome !== 'OVER')
        this.note('guestEnter', entering.outcome === 'ENTERED' ? 'OK' : `ANSWER_${entering.outcome}`, entering);
      return entering;
    });
    switch (result.outcome) {
      case 'OVER':
        throw requestErrors.ANSWER_LINK_OVER();
      case 'CODE_OVER':
        throw requestErrors.ANSWER_CODE_OVER({ field: 'code' });
      case 'CODE_WRONG':
        throw result.left > 0
          ? requestErrors.ANSWER_CODE_WRONG({ field: 'code', args: { left: result.left } })
          : requestErrors.ANSWER_CODE_OVER({ field: 'code' });
      case 'ENTERED':
        return session;
    }
  }

  /** Mails a new link to the address of an old one. Whoever asks hears the same, whether there was one or not. */
  async renew(link: string, network: string): Promise<void> {
    const { points, windowSeconds } = limits.answerRenewals;
    await this.throttle.take(`answer renew ${network}`, points, windowSeconds);
    if (!isSecret(link)) return;
    await this.write(link, async () => {
      const secret = newSecret();
      const facts = await this.store.renew(hashOf(secret), this.clock.now());
      if (!facts) return;
      const mail = requestMail('NEW_LINK', {
        ...facts,
        ...{ contactName: facts.name, reference: reference(facts), link: answerLink(this.mails.site, secret) },
        late: !isEnded(facts.status) && isLate(facts, this.clock.today()),
      });
      await this.mails.queue({ to: facts.email, ...mail });
      this.note('guestLink', 'OK', facts);
    });
  }

  async leave(link: string, session: string | undefined): Promise<void> {
    if (!session || !isSecret(link)) return;
    await this.db.run(guestIdentity(link, session), () => this.db.transaction(() => this.store.leave()));
  }

  private mustBeLink(link: string): void {
    if (link.length > 200) throw commonErrors.INVALID_INPUT({ field: 'link', args: { reason: 'TOO_LONG' } });
    if (!isSecret(link)) throw requestErrors.ANSWER_LINK_OVER();
  }

  private write<T>(link: string, work: () => Promise<T>): Promise<T> {
    return this.db.run(guestIdentity(link), () => this.db.transaction(work));
  }

  private note(action: string, result: string, of: { guestId: string; partnershipId: string }): void {
    const { guestId, partnershipId } = of;
    const subject: AuditEntry['subject'] = { type: 'RequestGuest', id: guestId };
    this.trail.record({ kind: 'SESSION', action, result, partnershipId, subject });
  }
}
