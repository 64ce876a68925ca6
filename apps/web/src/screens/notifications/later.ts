import { CalendarDateTime, toZoned } from '@internationalized/date';
import { addDays, brussels, todayIso } from '../../i18n/useFormat.js';

export interface LaterMoment {
  id: 'tomorrow' | 'monday' | 'twoWeeks';
  until: string;
}

/** Mornings at eight in Belgium to be reminded on. */
export function laterMoments(): LaterMoment[] {
  const today = todayIso();
  // 1 is Monday.
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay() || 7;
  const at = (days: number): string => {
    const [year, month, day] = addDays(today, days).split('-').map(Number) as [number, number, number];
    return toZoned(new CalendarDateTime(year, month, day, 8), brussels).toAbsoluteString();
  };
  return [
    { id: 'tomorrow', until: at(1) },
    { id: 'monday', until: at(8 - weekday) },
    { id: 'twoWeeks', until: at(14) },
  ];
}
