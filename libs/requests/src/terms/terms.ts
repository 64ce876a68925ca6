import { Actors } from '#libs/directory';
import { Clock, commonErrors, dayInBrussels } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { requestErrors } from '../request.errors.js';
import type { BasisKind, RequestKind } from '../request.rules.js';
import { covers, lastDay, MAX_TERM_DAYS, type Term, type TermUnit } from './term.rules.js';
import { TermsStore, type LegalTermRow } from './terms.store.js';

/** What of a request says within which term it is to be answered. */
export interface Basis {
  basisKind: BasisKind;
  legalTermCode: string | null;
  basisNote: string | null;
  termDays: number | null;
  termUnit: TermUnit | null;
  wantedOn: string | null;
}

type Given = { [K in keyof Basis]?: Basis[K] | null } & { kind: RequestKind; actorId: string };

/** Terms: which there are for a request, and on which day they end. */
@Injectable()
export class Terms {
  constructor(
    private readonly store: TermsStore,
    private readonly actors: Actors,
    private readonly clock: Clock,
  ) {}

  /** The terms of law that cover such a request to an actor today, shortest first. */
  async legalFor(actorId: string, kind: RequestKind): Promise<LegalTermRow[]> {
    const actor = await this.actors.byId(actorId);
    if (!actor) throw commonErrors.NOT_FOUND({ field: 'actorId' });
    const fit = { kind, governmentLevel: actor.governmentLevel, day: this.clock.today() };
    return (await this.store.legalTerms()).filter((term) => covers(term, fit));
  }

  /**
   * The basis as it is stored: nothing in it that does not belong to its kind. A term of law brings its own days.
   * @throws REQUEST_BASIS_UNFIT, REQUEST_BASIS_NOTE_REQUIRED, INVALID_INPUT
   */
  async check(given: Given): Promise<Basis> {
    const kind = given.basisKind ?? 'NONE';
    const [termDays, termUnit] = [given.termDays ?? null, given.termUnit ?? null];
    if (termDays !== null && (termDays < 1 || termDays > MAX_TERM_DAYS))
      throw commonErrors.INVALID_INPUT({ field: 'termDays', args: { reason: 'OUT_OF_RANGE', limit: MAX_TERM_DAYS } });
    const wanted = { termDays, termUnit: termDays === null ? null : (termUnit ?? 'WORKING') };
    const note = given.basisNote ?? null;
    if (kind === 'LEGAL') {
      const code = given.legalTermCode ?? '';
      const term = (await this.legalFor(given.actorId, given.kind)).find((each) => each.code === code);
      if (!term) throw requestErrors.REQUEST_BASIS_UNFIT({ field: 'legalTermCode', args: { code: code.slice(0, 60) } });
      const of = { termDays: term.days, termUnit: term.unit };
      return { basisKind: kind, legalTermCode: code, basisNote: note, ...of, wantedOn: null };
    }
    if (kind === 'AGREED' && !note) throw requestErrors.REQUEST_BASIS_NOTE_REQUIRED({ field: 'basisNote' });
    const wantedOn = termDays === null ? (given.wantedOn ?? null) : null;
    return { basisKind: kind, legalTermCode: null, basisNote: note, ...wanted, wantedOn };
  }

  /**
   * The last day to answer what is sent (or was received) on a day.
   * @throws REQUEST_TERM_REQUIRED, REQUEST_TERM_PAST
   */
  async dueOn({ termDays, termUnit, wantedOn }: Basis, from: string): Promise<string> {
    if (termDays !== null && termUnit !== null) return this.lastDay(from, { days: termDays, unit: termUnit });
    if (!wantedOn) throw requestErrors.REQUEST_TERM_REQUIRED({ field: 'termDays' });
    if (wantedOn < from) throw requestErrors.REQUEST_TERM_PAST({ field: 'wantedOn' });
    return wantedOn;
  }

  async lastDay(from: string, term: Term): Promise<string> {
    return lastDay(from, term, await this.store.calendar());
  }

  /** The latest day an authority can give itself by telling why in time; null where no law says so. */
  async extendedByLaw(code: string | null, start: string): Promise<string | null> {
    const term = code === null ? undefined : await this.store.legalTerm(code);
    if (!term?.extendedDays || !term.unit) return null;
    return this.lastDay(start, { days: term.extendedDays, unit: term.unit });
  }

  /** Whether a term runs from the day of receipt rather than from sending. */
  async runsFromReceipt(code: string | null): Promise<boolean> {
    const term = code === null ? undefined : await this.store.legalTerm(code);
    return term !== undefined && ['REGISTRATION_OR_RECEIPT', 'RECEIPT'].includes(term.startRule);
  }

  /** The day a term began: that of receipt where the law says so, else that of sending. */
  async startOf(request: { legalTermCode: string | null; sentAt: string | null; receivedOn: string | null }) {
    const sentOn = dayInBrussels(new Date(request.sentAt!));
    return request.receivedOn && (await this.runsFromReceipt(request.legalTermCode)) ? request.receivedOn : sentOn;
  }
}
