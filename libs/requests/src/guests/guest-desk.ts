import { Clock, cleanLine, commonErrors, toGlobalId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { AuditTrail, Db, Jobs, limits, Mails, Throttle } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { CLOCK_JOB } from '../clock/clocks.rules.js';
import { requestMail } from '../conversation/request-mail.js';
import { awaitsAnswer, isEnded, isLate } from '../lifecycle/request.workflow.js';
import { requestErrors } from '../request.errors.js';
import { requestEvents } from '../request.events.js';
import { clean, cleanEmail, reference } from '../request.rules.js';
import { checkColleague, dayIn, isTimeByLaw, readAnswer, readDraft, textIn } from './guest.rules.js';
import { answerLink, hashOf, newSecret } from './guest-token.js';
import { type GuestFile, GuestFilesStore, type GuestUnderway } from './guest-files.store.js';
import { asGuest, type GuestKeys } from './guest-keys.js';
import { GuestsStore, type GuestOutcome, type GuestView } from './guests.store.js';

type Given = Record<string, unknown>;

/** What the page of a guest shows. */
export type GuestPage = Omit<GuestView, 'holidays' | 'partnershipId' | 'actorId' | 'id' | 'law' | 'read'> & {
  reference: string;
  late: boolean;
  /** An answer is expected. */
  awaited: boolean;
  /** Nothing can happen to it any more. */
  ended: boolean;
  /** The article or agreement the term rests on. */
  basis: string | null;
  /** Where somebody with an account finds the same. */
  accountPath: string;
  /** With the question, its messages and answers, and those of an answer that was not sent yet. */
  files: GuestFile[];
  /** Of an answer that was not sent yet, and not here as a whole yet. */
  underway: GuestUnderway[];
};

/** Reading and answering one request without an account. */
@Injectable()
export class GuestDesk {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: GuestsStore,
    private readonly files: GuestFilesStore,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
    private readonly mails: Mails,
    private readonly throttle: Throttle,
    private readonly trail: AuditTrail,
  ) {}

  /** The request as it is now; the first look is the receipt that those who asked see. */
  async look(keys: GuestKeys): Promise<GuestPage> {
    const shown = await this.as(keys, async () => {
      const view = await this.view();
      return view.read ? { view, page: await this.page(view) } : { view };
    });
    if (shown.page) return shown.page;
    const { view } = shown;
    return this.write(keys, async () => {
      const outcome = await this.store.read(this.clock.now());
      if (outcome !== 'DONE_BEFORE') {
        const fields = ['firstReadAt', 'timeline', ...(outcome === 'RECEIVED' ? ['status'] : [])];
        await this.happened(view, outcome, { action: 'guestRead', event: requestEvents.REQUEST_READ, fields });
      }
      return this.page(await this.view());
    });
  }

  async draft(keys: GuestKeys, body: Given): Promise<{ savedAt: string }> {
    const draft = readDraft(body);
    const now = this.clock.now();
    return this.write(keys, async () => {
      const outcome = await this.store.draft(draft, now);
      mustBeDone(outcome);
      // Those who asked see that somebody is at it, now and then, and never what is written.
      if (outcome === 'DONE')
        await this.happened(await this.view(), outcome, {
          ...{ action: 'guestDraft', event: requestEvents.REQUEST_ANSWER_BEGUN, fields: ['answerBegunAt'] },
        });
      return { savedAt: now.toISOString() };
    });
  }

  async answer(keys: GuestKeys, body: Given): Promise<GuestPage> {
    const today = this.clock.today();
    const answer = readAnswer(body, today);
    return this.act(keys, async () => ({
      outcome: await this.store.answer(answer, today, this.clock.now()),
      ...{ action: 'guestAnswer', event: requestEvents.REQUEST_ANSWERED },
      fields: ['status', 'answers', 'commitments', 'timeline'],
      clock: true,
    }));
  }

  async askTime(keys: GuestKeys, body: Given): Promise<GuestPage> {
    const untilOn = dayIn(body, 'untilOn');
    if (!untilOn) throw commonErrors.INVALID_INPUT({ field: 'untilOn', args: { reason: 'REQUIRED' } });
    const reason = clean.reason(textIn(body, 'reason'));
    if (!reason) throw commonErrors.INVALID_INPUT({ field: 'reason', args: { reason: 'REQUIRED' } });
    return this.act(keys, async (view) => {
      if (untilOn <= view.dueOn)
        throw requestErrors.REQUEST_EXTENSION_NOT_LATER({ field: 'untilOn', args: { dueOn: view.dueOn } });
      const byLaw = isTimeByLaw(view, untilOn, this.clock.today());
      return {
        outcome: await this.store.askTime(untilOn, reason, byLaw, this.clock.now()),
        ...{ action: 'guestAskTime', event: requestEvents.REQUEST_EXTENSION_ASKED },
        fields: ['extensions', 'dueOn', 'timeline'],
        clock: byLaw,
      };
    });
  }

  /** A colleague gets a link of their own; this one goes on working. */
  async passOn(keys: GuestKeys, body: Given): Promise<GuestPage> {
    const email = cleanEmail(textIn(body, 'email'));
    if (!email) throw commonErrors.INVALID_INPUT({ field: 'email', args: { reason: 'REQUIRED' } });
    const name = cleanLine(textIn(body, 'name'), { field: 'name', max: 200, optional: true }) || null;
    return this.act(keys, async (view) => {
      checkColleague(view.guest.email, email);
      const { points, windowSeconds } = limits.answerPassOns;
      await this.throttle.take(`answer pass on ${view.guest.id}`, points, windowSeconds);
      const secret = newSecret();
      const outcome = await this.store.passOn({ email, name }, hashOf(secret), this.clock.now());
      if (outcome === 'DONE') {
        const mail = requestMail('PASSED_ON', {
          ...{ language: view.guest.language, contactName: name, reference: reference(view), title: view.title },
          ...{ municipalities: view.municipalities, dueOn: view.dueOn, late: isLate(view, this.clock.today()) },
          ...{ basis: basisOf(view), link: answerLink(this.mails.site, secret) },
        });
        await this.mails.queue({ to: email, ...mail });
      }
      const event = requestEvents.REQUEST_PASSED_ON;
      return { outcome, action: 'guestPassOn', event, fields: ['timeline'] };
    });
  }

  private act(
    keys: GuestKeys,
    work: (view: GuestView) => Promise<Happening & { outcome: GuestOutcome; clock?: boolean }>,
  ): Promise<GuestPage> {
    return this.write(keys, async () => {
      const view = await this.view();
      const { outcome, clock, ...happening } = await work(view);
      await this.happened(view, outcome, happening);
      // What is due has to be worked out anew, with more than a guest may see: the clock looks for itself.
      if (clock) await this.setClock(view);
      return this.page(await this.view());
    });
  }

  private setClock({ id, partnershipId }: GuestView): Promise<void> {
    return this.jobs.schedule(CLOCK_JOB, {
      ...{ runAt: this.clock.now(), key: id, partnershipId },
      payload: { requestId: id },
    });
  }

  private async happened(view: GuestView, outcome: GuestOutcome, { action, event, fields }: Happening): Promise<void> {
    mustBeDone(outcome);
    const { partnershipId, guest } = view;
    const subject = { type: 'RequestGuest', id: guest.id };
    // Before the line of the audit log, which holds its chain until commit; both are short.
    this.db.beforeCommit(async () =>
      this.events.announce(partnershipId, await this.store.report(event, fields, this.clock.now())),
    );
    this.trail.record({ kind: 'CHANGE', action, result: 'OK', partnershipId, subject, fields });
  }

  private async view(): Promise<GuestView> {
    const view = await this.store.view(this.clock.now());
    if (!view) throw requestErrors.ANSWER_SESSION_OVER();
    return view;
  }

  private async page(view: GuestView): Promise<GuestPage> {
    const { holidays: _holidays, law: _law, partnershipId, id: _id, actorId: _actor, read: _read, ...shown } = view;
    const number = reference(view);
    return {
      ...shown,
      ...{ reference: number, late: isLate(view, this.clock.today()), awaited: awaitsAnswer(view.status) },
      ...{ ended: isEnded(view.status), basis: basisOf(view) },
      ...(await this.files.all(this.clock.now())),
      accountPath: `/verzoeken/${number}?in=${toGlobalId('Partnership', partnershipId)}`,
    };
  }

  private as<T>(keys: GuestKeys, work: () => Promise<T>): Promise<T> {
    return asGuest(this.db, keys, work);
  }

  private async write<T>(keys: GuestKeys, work: () => Promise<T>): Promise<T> {
    return this.as(keys, () => this.db.transaction(work));
  }
}

interface Happening {
  action: string;
  event: string;
  fields: readonly string[];
}

const basisOf = ({ law, basisNote }: GuestView): string | null => law?.article ?? basisNote;

const mustBeDone = (outcome: GuestOutcome): void => {
  switch (outcome) {
    case 'DONE':
    case 'DONE_BEFORE':
    case 'RECEIVED':
      return;
    case 'GONE':
      throw requestErrors.ANSWER_SESSION_OVER();
    case 'NOT_AWAITED':
      throw requestErrors.REQUEST_ENDED();
    case 'NOT_LATER':
      throw requestErrors.REQUEST_EXTENSION_NOT_LATER({ field: 'untilOn' });
    case 'OPEN':
      throw requestErrors.REQUEST_EXTENSION_OPEN();
    case 'MANY':
      throw requestErrors.ANSWER_TOO_MANY_GUESTS({ field: 'email' });
    case 'KNOWN':
      throw requestErrors.ANSWER_ALREADY_INVITED({ field: 'email' });
  }
};
