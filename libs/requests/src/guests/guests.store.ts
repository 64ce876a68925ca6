import { newId } from '#libs/kernel';
import { Db, type Identity } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { RequestStatus } from '../lifecycle/request.workflow.js';
import type { AnswerChannel, AnswerChoice, ContactLanguage } from '../request.rules.js';
import { CODE_MS, CODE_PAUSE_MS, CODE_TRIES, LINK_MS, MOST_GUESTS, RENEW_PAUSE_MS, SESSION_MS } from './guest.rules.js';
import type { Draft, TimeFacts } from './guest.rules.js';
import { hashOf } from './guest-token.js';

/** Who is written to about which request. */
export interface GuestMailFacts {
  guestId: string;
  partnershipId: string;
  email: string;
  name: string | null;
  language: ContactLanguage;
  year: number;
  number: number;
  title: string;
  dueOn: string;
  status: RequestStatus;
  municipalities: string[];
  basis: string | null;
}

/** What a guest may know: the side of one request that both sides share. */
export interface GuestView extends TimeFacts {
  guest: { id: string; email: string; name: string | null; language: ContactLanguage };
  read: boolean;
  id: string;
  partnershipId: string;
  actorId: string;
  year: number;
  number: number;
  actor: string;
  service: string | null;
  title: string;
  text: string;
  kind: string;
  status: RequestStatus;
  municipalities: string[];
  sentBy: string | null;
  law: (TimeFacts['law'] & { article: string }) | null;
  basisNote: string | null;
  messages: { id: string; side: 'ASKING' | 'ACTOR'; text: string; at: string; by: string | null }[];
  answers: {
    id: string;
    choice: AnswerChoice;
    text: string;
    forwardNote: string | null;
    answeredOn: string;
    at: string;
    by: string | null;
    recordedFrom: AnswerChannel | null;
    verdict: 'ACCEPTED' | 'NOT_SUFFICIENT' | null;
    verdictReason: string | null;
    commitmentOn: string | null;
  }[];
  extensions: {
    id: string;
    untilOn: string;
    state: 'ASKED' | 'GRANTED' | 'REFUSED';
    byLaw: boolean;
    reason: string;
    decisionReason: string | null;
  }[];
  passedOn: { id: string; to: string; at: string; by: string | null }[];
  draft: (Draft & { savedAt: string }) | null;
}

/** What came of typing a code. */
export type Entering =
  | { outcome: 'OVER' }
  | { outcome: 'CODE_OVER' | 'ENTERED'; guestId: string; partnershipId: string }
  | { outcome: 'CODE_WRONG'; guestId: string; partnershipId: string; left: number };

/** How an act of a guest ended. */
export type GuestOutcome =
  'DONE' | 'DONE_BEFORE' | 'RECEIVED' | 'GONE' | 'NOT_AWAITED' | 'NOT_LATER' | 'OPEN' | 'MANY' | 'KNOWN';

/** For the database a guest is nobody, who holds a link and perhaps a session. */
export const guestIdentity = (link: string, session?: string): Identity => ({
  ...{ accountId: null, organisationId: null },
  settings: {
    'app.guest_link': hashOf(link).toString('hex'),
    'app.guest_session': session ? hashOf(session).toString('hex') : '',
  },
});

const after = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms);

/** Everything here is a function of the database that finds out itself whose request it is about. */
@Injectable()
export class GuestsStore {
  constructor(private readonly db: Db) {}

  /** Gives a contact a link, as one of those who ask or as their clock; answers the guest. */
  async invite(
    request: { id: string; contactEmail: string; contactName: string | null; contactLanguage: ContactLanguage },
    hash: Buffer,
    now: Date,
  ): Promise<string> {
    return this.ask<string>(`requests.invite_guest($1, $2, $3, $4, $5, $6, $7, $8)`, [
      ...[request.id, newId(), request.contactEmail, request.contactName, request.contactLanguage],
      ...[hash, now, after(now, LINK_MS)],
    ]);
  }

  /** Keeps a new code; `fresh` says whether, and undefined that the link opens nothing. */
  async code(hash: Buffer, now: Date): Promise<(GuestMailFacts & { fresh: boolean }) | undefined> {
    const found = await this.ask<(GuestMailFacts & { fresh: boolean }) | null>(
      `requests.guest_code($1, $2, $3, $4 * interval '1 ms')`,
      [hash, now, after(now, CODE_MS), CODE_PAUSE_MS],
    );
    return found ?? undefined;
  }

  enter(code: Buffer, session: Buffer, now: Date): Promise<Entering> {
    return this.ask(`requests.enter_guest($1, $2, $3, $4, $5)`, [
      ...[code, session, now, after(now, SESSION_MS), CODE_TRIES],
    ]);
  }

  /** Undefined when nothing is to be sent. */
  async renew(hash: Buffer, now: Date): Promise<GuestMailFacts | undefined> {
    const found = await this.ask<GuestMailFacts | null>(`requests.renew_guest_link($1, $2, $3, $4 * interval '1 ms')`, [
      hash,
      now,
      after(now, LINK_MS),
      RENEW_PAUSE_MS,
    ]);
    return found ?? undefined;
  }

  async leave(): Promise<void> {
    await this.db.query(`select requests.leave_guest()`);
  }

  /** Undefined for who is no guest, or no longer. */
  async view(now: Date): Promise<GuestView | undefined> {
    return (await this.ask<GuestView | null>(`requests.guest_view($1)`, [now])) ?? undefined;
  }

  read(now: Date): Promise<GuestOutcome> {
    return this.ask(`requests.guest_read($1, $2)`, [newId(), now]);
  }

  draft(draft: Draft, now: Date): Promise<GuestOutcome> {
    return this.ask(`requests.guest_draft($1, $2)`, [JSON.stringify(draft), now]);
  }

  /** Gives an answer, with the files that were put with it. */
  async answer(answer: Draft, today: string, now: Date): Promise<GuestOutcome> {
    const ids = { id: newId(), entryId: newId(), commitmentId: newId() };
    const given = { ...answer, forwardNote: answer.forwardNote || null, ...ids };
    const outcome = await this.ask<GuestOutcome>(`requests.guest_answer($1, $2, $3)`, [
      JSON.stringify(given),
      today,
      now,
    ]);
    if (outcome === 'DONE') await this.ask(`requests.guest_files_sent($1, $2)`, [ids.id, now]);
    return outcome;
  }

  askTime(untilOn: string, reason: string, byLaw: boolean, now: Date): Promise<GuestOutcome> {
    const given = { untilOn, reason, id: newId(), entryId: newId(), grantedId: newId() };
    return this.ask(`requests.guest_ask_time($1, $2, $3)`, [JSON.stringify(given), byLaw, now]);
  }

  passOn(colleague: { email: string; name: string | null }, hash: Buffer, now: Date): Promise<GuestOutcome> {
    const given = { ...colleague, id: newId(), entryId: newId() };
    return this.ask(`requests.guest_pass_on($1, $2, $3, $4, $5)`, [
      ...[JSON.stringify(given), hash, now, after(now, LINK_MS), MOST_GUESTS],
    ]);
  }

  /** Writes the event of what was just done; answers its number. */
  async report(type: string, changedFields: readonly string[], now: Date): Promise<number> {
    return Number(await this.ask<string>(`requests.guest_report($1, $2, $3)`, [type, changedFields, now]));
  }

  private async ask<T>(call: string, values: unknown[]): Promise<T> {
    const [row] = await this.db.query<{ answer: T }>(`select ${call} as answer`, values);
    return row!.answer;
  }
}
