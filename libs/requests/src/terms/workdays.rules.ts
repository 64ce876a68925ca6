import { addDays } from '#libs/kernel';

/** A public holiday as dated data: on a fixed day, or so many days after Easter Sunday; in force for some years. */
export interface HolidayRule {
  code: string;
  name: string;
  month: number | null;
  day: number | null;
  easterOffset: number | null;
  validFrom: string;
  validUntil: string | null;
}

/** One public holiday of a year. */
export interface Holiday {
  day: string;
  code: string;
  name: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Easter Sunday of a year (1583 and later): the anonymous Gregorian computation, as printed by Meeus in 1991. */
export const easterSunday = (year: number): string => {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${two(month)}-${two(day)}`;
};

/** The holidays of a year by rules in force on their day, in order. */
export const holidaysOf = (year: number, rules: readonly HolidayRule[]): Holiday[] =>
  rules
    .map(({ code, name, month, day, easterOffset, ...rule }) => {
      const on =
        easterOffset === null ? `${year}-${two(month!)}-${two(day!)}` : addDays(easterSunday(year), easterOffset);
      return { code, name, day: on, ...rule };
    })
    .filter(({ day, validFrom, validUntil }) => validFrom <= day && (validUntil === null || day <= validUntil))
    .map(({ code, name, day }) => ({ code, name, day }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** Which days are working days under some rules: Monday to Friday without public holidays. Keeps what it worked out. */
export class WorkCalendar {
  private readonly years = new Map<number, ReadonlySet<string>>();

  constructor(private readonly rules: readonly HolidayRule[]) {}

  isWorkday(day: string): boolean {
    return !isWeekend(day) && !this.holidays(Number(day.slice(0, 4))).has(day);
  }

  /** The day on which the nth working day after a day falls; the day itself does not count. */
  addWorkdays(day: string, days: number): string {
    let reached = day;
    for (let left = days; left > 0;) {
      reached = addDays(reached, 1);
      if (this.isWorkday(reached)) left -= 1;
    }
    return reached;
  }

  /** Working days after `from`, until and including `until`; 0 when that is not later. */
  workdaysBetween(from: string, until: string): number {
    let count = 0;
    for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (this.isWorkday(day)) count += 1;
    return count;
  }

  private holidays(year: number): ReadonlySet<string> {
    const known = this.years.get(year) ?? new Set(holidaysOf(year, this.rules).map(({ day }) => day));
    this.years.set(year, known);
    return known;
  }
}
