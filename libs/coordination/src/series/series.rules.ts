import { commonErrors, defineErrors, isCalendarDay, newId } from '#libs/kernel';
import { RRuleTemporal } from 'rrule-temporal';

export const seriesErrors = defineErrors({
  TASK_RECURRENCE_UNSUPPORTED: {
    kind: 'Invalid',
    message:
      'A task repeats by FREQ=WEEKLY, MONTHLY or YEARLY, with INTERVAL from 1 to 52 and UNTIL as a day; other parts of RFC 5545 are not supported.',
  },
  TASK_RECURRENCE_NEEDS_DUE: { kind: 'Invalid', message: 'A task that repeats has a due day to count from.' },
  TASK_RECURRENCE_WENT_ON: {
    kind: 'Conflict',
    message: 'The next task of this series exists already; change how it repeats there.',
  },
});

/** The columns of a task that does not come back. */
export const ONCE = {
  ...{ recurrence: null, recursFrom: null, recursOn: null },
  ...{ seriesId: null, occurrence: null, repeated: false },
} as const;

/** How often a task comes back. */
export interface Recurrence {
  freq: 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  /** The last day on which one may be due. */
  until: string | null;
}

const parts: Record<string, RegExp> = {
  FREQ: /^(WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^([1-9]|[1-4]\d|5[0-2])$/,
  UNTIL: /^\d{8}$/,
};

const dashed = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;

/**
 * Reads a rule of RFC 5545, of which days are all that counts.
 * @throws TASK_RECURRENCE_UNSUPPORTED
 */
export const parseRecurrence = (text: string, field = 'recurrence'): Recurrence => {
  const pairs = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')
    .map((pair) => pair.split('='));
  const given = new Map(pairs.map(([name, value]) => [name, value]));
  const known = pairs.every(
    (pair) => pair.length === 2 && Object.hasOwn(parts, pair[0]!) && parts[pair[0]!]!.test(pair[1]!),
  );
  const freq = given.get('FREQ') as Recurrence['freq'] | undefined;
  const until = given.get('UNTIL');
  if (!known || !freq || given.size !== pairs.length || (until && !isCalendarDay(dashed(until))))
    throw seriesErrors.TASK_RECURRENCE_UNSUPPORTED({ field });
  return { freq, interval: Number(given.get('INTERVAL') ?? 1), until: until ? dashed(until) : null };
};

/** A rule as it is kept: the same rule is always the same text. */
export const formatRecurrence = ({ freq, interval, until }: Recurrence): string =>
  [
    `FREQ=${freq}`,
    ...(interval === 1 ? [] : [`INTERVAL=${String(interval)}`]),
    ...(until ? [`UNTIL=${until.replaceAll('-', '')}`] : []),
  ].join(';');

/** What of a task says when it comes back. */
export interface Repeating {
  recurrence: string | null;
  recursFrom: string | null;
  recursOn: string | null;
  repeated: boolean;
}

/**
 * The day of the next one: the first of the rule after the day this one is for and after today; null when there is none.
 * A day that a month does not have is its last one, and the months after it keep the day (SKIP=BACKWARD of RFC 7529).
 */
export const nextDay = ({ recurrence, recursFrom, recursOn, repeated }: Repeating, today: string): string | null => {
  if (!recurrence || !recursFrom || !recursOn || repeated) return null;
  // Days have no time and no zone. The library reckons in moments: midnight UTC stands for the day.
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=UTC:${recursFrom.replaceAll('-', '')}T000000\nRRULE:RSCALE=GREGORIAN;${recurrence};SKIP=BACKWARD`,
  });
  const after = recursOn > today ? recursOn : today;
  return (
    rule
      .next(new Date(`${after}T00:00:00Z`))
      ?.toPlainDate()
      .toString() ?? null
  );
};

/** What of a task says which one of which series it is. */
interface InSeries extends Repeating {
  seriesId: string | null;
  occurrence: number | null;
}

/**
 * What is written when a task is to repeat, or no longer. A rule that is chosen again counts anew, from the day it is due.
 * @throws TASK_RECURRENCE_UNSUPPORTED, TASK_RECURRENCE_NEEDS_DUE, TASK_RECURRENCE_WENT_ON, INVALID_INPUT when it ends too soon
 */
export const recurrenceColumns = (
  text: string | null | undefined,
  task: InSeries,
  dueOn: string | null,
): Partial<InSeries> => {
  if (text === undefined || (text === null && task.recurrence === null)) return {};
  const field = 'recurrence';
  const recurrence = text === null ? null : parseRecurrence(text, field);
  if (task.repeated) {
    if (recurrence && formatRecurrence(recurrence) === task.recurrence) return {};
    throw seriesErrors.TASK_RECURRENCE_WENT_ON({ field });
  }
  if (!recurrence) return { recurrence: null, recursFrom: null, recursOn: null };
  if (!dueOn) throw seriesErrors.TASK_RECURRENCE_NEEDS_DUE({ field });
  if (recurrence.until && recurrence.until < dueOn)
    throw commonErrors.INVALID_INPUT({ field, args: { reason: 'ENDS_BEFORE_START' } });
  return {
    ...{ recurrence: formatRecurrence(recurrence), recursFrom: dueOn, recursOn: dueOn },
    ...{ seriesId: task.seriesId ?? newId(), occurrence: task.occurrence ?? 1 },
  };
};
