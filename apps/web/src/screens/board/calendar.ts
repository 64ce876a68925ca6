// Whole days, counted in UTC, where every day has 24 hours.
const DAY_MS = 86_400_000;
const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const toDay = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => toDay(atNoon(day) + days * DAY_MS);

/** Weeks begin on Monday here, in all four languages. */
const mondayOf = (day: string): string => addDays(day, -((new Date(atNoon(day)).getUTCDay() + 6) % 7));

/** How many stretches one question asks: `calendar.graphql` names each of them. */
export const STRETCHES = 6;

export interface Stretch {
  from: string;
  until: string;
}

export const isMonth = (text: string | undefined): text is string =>
  text !== undefined && /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(text);

export const monthOf = (day: string): string => day.slice(0, 7);

export const thisMonth = (): string =>
  monthOf(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(new Date()));

export function addMonths(month: string, months: number): string {
  const [year, nr] = month.split('-').map(Number) as [number, number];
  return toDay(Date.UTC(year, nr - 1 + months, 1, 12)).slice(0, 7);
}

/** The weeks that a month touches, always six, so that the grid keeps its height. */
export function weeksOf(month: string): Stretch[] {
  const first = mondayOf(`${month}-01`);
  return Array.from({ length: STRETCHES }, (_, week) => ({
    from: addDays(first, week * 7),
    until: addDays(first, week * 7 + 6),
  }));
}

/** Six fortnights from the Monday before the first of the month: the width of the timeline. */
export function fortnightsOf(month: string): Stretch[] {
  const first = mondayOf(`${month}-01`);
  return Array.from({ length: STRETCHES }, (_, nr) => ({
    from: addDays(first, nr * 14),
    until: addDays(first, nr * 14 + 13),
  }));
}

export const daysOf = ({ from, until }: Stretch): string[] => {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
};

export const lastDayOf = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1);

/** The same day of another month, or its last. */
const sameDayOf = (month: string, day: string): string => {
  const last = lastDayOf(month);
  return `${month}${day.slice(7)}` > last ? last : `${month}${day.slice(7)}`;
};

/** Whole days between two dates. */
export const daysBetween = (from: string, until: string): number => Math.round((atNoon(until) - atNoon(from)) / DAY_MS);

/** Where a key leads on a grid of days; undefined for other keys. */
export function dayAfterKey(day: string, key: string): string | undefined {
  const weekday = daysBetween(mondayOf(day), day);
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -weekday);
    case 'End':
      return addDays(day, 6 - weekday);
    case 'PageUp':
      return sameDayOf(addMonths(monthOf(day), -1), day);
    case 'PageDown':
      return sameDayOf(addMonths(monthOf(day), 1), day);
    default:
      return undefined;
  }
}
