import { cleanText, commonErrors, dayInBrussels } from '#libs/kernel';
import { requestErrors } from '../request.errors.js';
import { answerChoices, checkAnswer, clean, type AnswerChoice } from '../request.rules.js';
import { lastDay, type TermUnit } from '../terms/term.rules.js';
import { WorkCalendar, type HolidayRule } from '../terms/workdays.rules.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long a link opens a request, from the mail it came with. */
export const LINK_MS = 30 * DAY_MS;
/** How long a code is good, and after which pause another one is mailed. */
export const CODE_MS = 10 * MINUTE_MS;
export const CODE_PAUSE_MS = MINUTE_MS;
/** How often a code may be mistyped. */
export const CODE_TRIES = 5;
/** How long one may work on an answer before the code is asked for again. */
export const SESSION_MS = 2 * 60 * MINUTE_MS;
/** At most one new link in so long. */
export const RENEW_PAUSE_MS = 2 * MINUTE_MS;
/** People of one actor with a link to one request. */
export const MOST_GUESTS = 12;
/** Files of one person with one answer. */
export const MOST_FILES = 20;

/** What somebody wrote and did not send yet. */
export interface Draft {
  choice: AnswerChoice | null;
  text: string;
  commitmentOn: string | null;
  forwardNote: string;
}

type Given = Record<string, unknown>;
const invalid = (field: string, reason: string) => commonErrors.INVALID_INPUT({ field, args: { reason } });

/** The body of a call, as far as it is an object. */
export const bodyOf = (body: unknown): Given => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('body', 'NOT_AN_OBJECT');
  return body as Given;
};

/** A text of a body; an empty one when absent. */
export const textIn = (body: Given, field: string): string => {
  const value = body[field] ?? '';
  if (typeof value !== 'string') throw invalid(field, 'NOT_A_TEXT');
  return value;
};

/** A day of a body; null when absent. */
export const dayIn = (body: Given, field: string): string | null => {
  const day = textIn(body, field);
  if (!day) return null;
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!moment || Number.isNaN(+moment) || moment.toISOString().slice(0, 10) !== day) throw invalid(field, 'NOT_A_DATE');
  return day;
};

const choiceIn = (body: Given): AnswerChoice | null => {
  const choice = textIn(body, 'choice');
  if (!choice) return null;
  if (!(answerChoices as readonly string[]).includes(choice)) throw invalid('choice', 'UNKNOWN_VALUE');
  return choice as AnswerChoice;
};

/** A draft as it is kept: anything may be missing in it. */
export const readDraft = (body: Given): Draft => ({
  choice: choiceIn(body),
  text: cleanText(textIn(body, 'text'), { field: 'text', max: 20_000, optional: true }),
  commitmentOn: dayIn(body, 'commitmentOn'),
  forwardNote: clean.forwardNote(textIn(body, 'forwardNote')) ?? '',
});

/**
 * An answer that can be sent.
 * @throws INVALID_INPUT, REQUEST_ANSWER_TEXT_REQUIRED, REQUEST_COMMITMENT_PAST
 */
export const readAnswer = (body: Given, today: string): Draft & { choice: AnswerChoice } => {
  const { choice, ...rest } = readDraft(body);
  if (!choice) throw invalid('choice', 'REQUIRED');
  checkAnswer(choice, rest.text);
  const promises = choice === 'CAN' || choice === 'PARTLY';
  if (promises && rest.commitmentOn && rest.commitmentOn < today)
    throw requestErrors.REQUEST_COMMITMENT_PAST({ field: 'commitmentOn' });
  return {
    ...{ choice, text: rest.text, commitmentOn: promises ? rest.commitmentOn : null },
    forwardNote: choice === 'NOT_OURS' ? rest.forwardNote : '',
  };
};

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/** Whether two addresses are of one organisation, as far as that can be told: the same domain, or one below the other. */
export const areColleagues = (one: string, other: string): boolean => {
  const [a, b] = [domainOf(one), domainOf(other)];
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
};

/** @throws ANSWER_NOT_A_COLLEAGUE */
export const checkColleague = (own: string, email: string): void => {
  if (!areColleagues(own, email))
    throw requestErrors.ANSWER_NOT_A_COLLEAGUE({ field: 'email', args: { domain: domainOf(own) } });
};

/** An address for whoever holds the link only: enough to know one's own, not enough to write to. */
export const maskEmail = (email: string): string => {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}${'•'.repeat(Math.max(2, Math.min(8, name.length - 1)))}@${domain}`;
};

/** What decides whether the law gives more time to whoever tells why. */
export interface TimeFacts {
  level: number;
  dueOn: string;
  sentAt: string;
  receivedOn: string | null;
  law: { startRule: string; extendedDays: number | null; unit: TermUnit | null } | null;
  holidays: readonly HolidayRule[];
  extensions: readonly { byLaw: boolean }[];
}

/** Within the longest term of the law, told before the first one passed, and only once. */
export const isTimeByLaw = (facts: TimeFacts, untilOn: string, today: string): boolean => {
  const { law } = facts;
  if (!law?.extendedDays || !law.unit || facts.level > 0 || facts.dueOn < today) return false;
  if (facts.extensions.some(({ byLaw }) => byLaw)) return false;
  const fromReceipt = ['REGISTRATION_OR_RECEIPT', 'RECEIPT'].includes(law.startRule);
  const start = (fromReceipt && facts.receivedOn) || dayInBrussels(new Date(facts.sentAt));
  const term = { days: law.extendedDays, unit: law.unit };
  return untilOn <= lastDay(start, term, new WorkCalendar(facts.holidays));
};
