import { addDays, dayInBrussels } from '#libs/kernel';
import type { WorkCalendar } from './workdays.rules.js';

/**
 * How the days of a term are counted. PARLIAMENTARY: the working days in which a minister answers a written question;
 * recess, which rules of procedure may leave out, is not left out here.
 */
export const termUnits = ['CALENDAR', 'WORKING', 'PARLIAMENTARY'] as const;
export type TermUnit = (typeof termUnits)[number];

/** From when a term of law runs. */
export const startRules = ['REGISTRATION_OR_RECEIPT', 'RECEIPT', 'SENDING', 'NOTICE'] as const;
export type StartRule = (typeof startRules)[number];

/** So many days of a kind. */
export interface Term {
  days: number;
  unit: TermUnit;
}

/** Most days a term may have. */
export const MAX_TERM_DAYS = 365;

/** The last day of a term, to its end at midnight in Brussels; the day it starts from does not count. */
export const lastDay = (from: string, { days, unit }: Term, calendar: WorkCalendar): string =>
  unit === 'CALENDAR' ? addDays(from, days) : calendar.addWorkdays(from, days);

/** Whole days from a day until another; negative when that is past. */
export const daysUntil = (day: string, today: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);

/** The moment at which it is so many o'clock in Brussels on a day, summer or winter. */
export const momentInBrussels = (day: string, hour: number): Date => {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000;
  // Brussels is one hour ahead in winter and two in summer.
  const summer = new Date(asUtc - 2 * 3_600_000);
  const shows = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Brussels', hour: '2-digit', hourCycle: 'h23' });
  return Number(shows.format(summer)) === hour && dayInBrussels(summer) === day ? summer : new Date(asUtc - 3_600_000);
};

/** What decides whether a term of law fits a request. */
export interface LegalFit {
  kind: string;
  governmentLevel: string;
  day: string;
}

/** Whether a term of law covers such a request to such an actor on a day: those without a number of days are no terms. */
export const covers = (
  term: {
    governmentLevels: readonly string[];
    kinds: readonly string[];
    days: number | null;
    validFrom: string;
    validUntil: string | null;
  },
  { kind, governmentLevel, day }: LegalFit,
): boolean =>
  term.days !== null &&
  term.kinds.includes(kind) &&
  term.governmentLevels.includes(governmentLevel) &&
  term.validFrom <= day &&
  (term.validUntil === null || day <= term.validUntil);
