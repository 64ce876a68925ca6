import { commonErrors } from './errors.js';

/** Days from `from` on, until and including `until`; without `until` it has no end. Days as `YYYY-MM-DD`. */
export interface DateRange {
  from: string;
  until: string | null;
}

/** Whether the text is a real calendar day written `YYYY-MM-DD` between the years 1800 and 2999. */
export const isCalendarDay = (text: string): boolean => {
  if (!/^(1[89]|2\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
};

/** The day `days` later (or earlier, when negative). */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** @throws INVALID_INPUT when the range ends before it starts. */
export const dateRange = (from: string, until: string | null | undefined, field = 'validUntil'): DateRange => {
  if (until && until < from) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'ENDS_BEFORE_START' } });
  return { from, until: until ?? null };
};

/** Whether the range holds the day. */
export const includesDay = (range: DateRange, day: string): boolean =>
  range.from <= day && (range.until === null || day <= range.until);

/** Whether two ranges share at least one day. */
export const overlaps = (a: DateRange, b: DateRange): boolean =>
  (b.until === null || a.from <= b.until) && (a.until === null || b.from <= a.until);
