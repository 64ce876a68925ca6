import { Persons } from '#libs/access';
import { Actors, Municipalities } from '#libs/directory';
import { Files } from '#libs/files';
import { Clock, dayInBrussels } from '#libs/kernel';
import { Partnerships } from '#libs/partnerships';
import { Injectable } from '@nestjs/common';
import { AnswersStore } from '../answers/answers.store.js';
import { commitmentState } from '../answers/answer.types.js';
import { EntriesStore, type EntryKind } from '../conversation/entries.store.js';
import { isLate } from '../lifecycle/request.workflow.js';
import { reference } from '../request.rules.js';
import type { RequestView } from '../requests.store.js';
import { daysUntil } from '../terms/term.rules.js';
import { TermsStore } from '../terms/terms.store.js';

/** Most lines of a timeline in a file: more than any request had so far. */
const MOST_LINES = 2_000;

/** Everything the two sides of a request know, as it goes to a higher step: never a note, nor a step that was not taken. */
export interface RequestFile {
  format: 'samenregie-request-file';
  version: 1;
  generatedAt: string;
  reference: string;
  partnership: string;
  municipalities: string[];
  actor: { code: string; name: string; service: string | null; contact: string | null };
  question: {
    title: string;
    text: string;
    kind: string;
    policyDomain: string;
    competence: string | null;
    attachments: string[];
  };
  basis: {
    kind: string;
    name: string | null;
    article: string | null;
    note: string | null;
    onSilence: string | null;
    source: string | null;
    verification: string | null;
    days: number | null;
    unit: string | null;
  };
  status: string;
  level: number;
  dates: {
    sentAt: string | null;
    receivedOn: string | null;
    firstDueOn: string | null;
    dueOn: string | null;
    firstAnsweredAt: string | null;
    closedAt: string | null;
  };
  reminders: number;
  /** How long no answer has come, or came; null for a draft. */
  silence: { answered: boolean; daysSinceSent: number; daysLate: number } | null;
  answers: {
    answeredOn: string;
    choice: string;
    text: string;
    forwardedTo: string | null;
    recordedFrom: string | null;
    verdict: string | null;
    verdictReason: string | null;
    attachments: string[];
  }[];
  commitments: { what: string; dueOn: string; state: string; settledOn: string | null }[];
  extensions: { untilOn: string; reason: string; state: string; byLaw: boolean; askedAt: string }[];
  /** Oldest first. */
  timeline: {
    at: string;
    kind: EntryKind;
    side: string;
    by: string | null;
    text: string | null;
    day: string | null;
    level: number | null;
    attachments: string[];
  }[];
}

/** Puts the file of a request together, from what both sides see and under the rights of who asks. */
@Injectable()
export class RequestFiles {
  constructor(
    private readonly entries: EntriesStore,
    private readonly given: AnswersStore,
    private readonly terms: TermsStore,
    private readonly partnerships: Partnerships,
    private readonly directory: Municipalities,
    private readonly authorities: Actors,
    private readonly persons: Persons,
    private readonly clock: Clock,
    private readonly files: Files,
  ) {}

  async of(request: RequestView): Promise<RequestFile> {
    const today = this.clock.today();
    const [partnership, places, actor, law, lines, answers, commitments, extensions] = await Promise.all([
      this.partnerships.byId(request.partnershipId),
      this.directory.byIds(request.municipalityIds),
      this.authorities.byId(request.actorId),
      request.legalTermCode ? this.terms.legalTerm(request.legalTermCode) : undefined,
      this.entries.page(request.id, MOST_LINES),
      this.given.answers('request_id', [request.id]),
      this.given.commitments('request_id', [request.id]),
      this.given.extensions('request_id', [request.id]),
    ]);
    const [withQuestion, withAnswer, withEntry] = await Promise.all([
      this.files.namesOn('Request', [request.id]),
      this.files.namesOn('RequestAnswer', idsOf(answers)),
      this.files.namesOn('RequestEntry', idsOf(lines)),
    ]);
    const names = await Promise.all(lines.map(({ authorId }) => this.persons.byId(authorId)));
    const forwards = await Promise.all(answers.map(({ forwardActorId }) => this.authorities.byId(forwardActorId)));
    return {
      ...{ format: 'samenregie-request-file', version: 1, generatedAt: this.clock.now().toISOString() },
      ...{ reference: reference(request), partnership: partnership?.name ?? '' },
      municipalities: places.map(({ name }) => name),
      actor: {
        ...{ code: actor?.code ?? '', name: actor?.name ?? '', service: request.service },
        contact: request.contactName,
      },
      question: {
        ...{ title: request.title, text: request.body, kind: request.kind, policyDomain: request.policyDomain },
        ...{ competence: request.competence, attachments: withQuestion(request.id) },
      },
      basis: {
        ...{ kind: request.basisKind, name: law?.name ?? null, article: law?.article ?? null },
        ...{ note: request.basisNote, onSilence: law?.onSilence ?? null, source: law?.source ?? null },
        ...{ verification: law?.verification ?? null, days: request.termDays, unit: request.termUnit },
      },
      ...{ status: request.status, level: request.level, reminders: request.reminders },
      dates: {
        ...{ sentAt: iso(request.sentAt), receivedOn: request.receivedOn, firstDueOn: request.firstDueOn },
        ...{ dueOn: request.dueOn, firstAnsweredAt: iso(request.firstAnsweredAt), closedAt: iso(request.closedAt) },
      },
      silence: silenceOf(request, today),
      answers: answers.map((answer, index) => ({
        ...{ answeredOn: answer.answeredOn, choice: answer.choice, text: answer.body },
        forwardedTo: forwards[index]?.name ?? answer.forwardNote,
        ...{ recordedFrom: answer.recordedFrom, verdict: answer.verdict, verdictReason: answer.verdictReason },
        attachments: withAnswer(answer.id),
      })),
      commitments: commitments.map((promise) => ({
        ...{ what: promise.what, dueOn: promise.dueOn, state: commitmentState(promise, today) },
        settledOn: promise.settledOn,
      })),
      extensions: extensions.map(({ untilOn, reason, state, byLaw, askedAt }) => ({
        ...{ untilOn, reason, state, byLaw },
        askedAt: iso(askedAt)!,
      })),
      timeline: lines
        .map(({ id, at, kind, side, body, day, level, guest }, index) => ({
          ...{ at: iso(at)!, kind, side, by: names[index]?.displayName ?? guest, text: body, day, level },
          attachments: withEntry(id),
        }))
        .reverse(),
    };
  }
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
const iso = (moment: string | null): string | null => (moment === null ? null : new Date(moment).toISOString());

const silenceOf = (request: RequestView, today: string): RequestFile['silence'] => {
  if (!request.sentAt || !request.dueOn) return null;
  const since = daysUntil(today, dayInBrussels(new Date(request.sentAt)));
  const late = isLate(request, today) ? daysUntil(today, request.dueOn) : 0;
  return { answered: request.firstAnsweredAt !== null, daysSinceSent: since, daysLate: late };
};
