import { getLocalTimeZone, parseDate, today } from '@internationalized/date';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useT } from './messages.js';

export const brussels = 'Europe/Brussels';

/** Today in Flanders as ISO date, wherever the browser is. */
export const todayIso = (): string => today(brussels).toString();

/** The calendar day in Flanders of a moment. */
export const dayOf = (moment: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: brussels }).format(new Date(moment));

/** Whole days from today until an ISO date; negative when it is past. */
export function daysUntil(date: string): number {
  return (
    parseDate(date).toDate('UTC').getTime() / 86_400_000 - parseDate(todayIso()).toDate('UTC').getTime() / 86_400_000
  );
}

export const addDays = (date: string, days: number): string => parseDate(date).add({ days }).toString();

/** Dates, moments and numbers as people here write them. */
export function useFormat() {
  const intl = useIntl();
  const t = useT();
  return useMemo(() => {
    const asDate = (iso: string): Date => parseDate(iso).toDate(getLocalTimeZone());
    return {
      day: (iso: string) =>
        intl.formatDate(asDate(iso), {
          day: 'numeric',
          month: 'short',
          timeZone: getLocalTimeZone(),
          ...(iso.slice(0, 4) === todayIso().slice(0, 4) ? {} : { year: 'numeric' }),
        }),
      fullDay: (iso: string) =>
        intl.formatDate(asDate(iso), { weekday: 'long', day: 'numeric', month: 'long', timeZone: getLocalTimeZone() }),
      weekday: (iso: string) => intl.formatDate(asDate(iso), { weekday: 'long', timeZone: getLocalTimeZone() }),
      shortWeekday: (iso: string) => intl.formatDate(asDate(iso), { weekday: 'short', timeZone: getLocalTimeZone() }),
      longDate: (iso: string) =>
        intl.formatDate(asDate(iso), { day: 'numeric', month: 'long', year: 'numeric', timeZone: getLocalTimeZone() }),
      time: (moment: string) => intl.formatTime(moment, { hour: '2-digit', minute: '2-digit' }),
      moment: (moment: string) =>
        intl.formatDate(moment, {
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
          ...(dayOf(moment).slice(0, 4) === todayIso().slice(0, 4) ? {} : { year: 'numeric' }),
        }),
      number: (value: number, options?: Parameters<typeof intl.formatNumber>[1]) => intl.formatNumber(value, options),
      list: (items: readonly string[]) => intl.formatList(items),
      /** "vandaag", "gisteren", or the date. */
      recentDay: (iso: string) => {
        const days = daysUntil(iso);
        if (days === 0 || days === -1) return intl.formatRelativeTime(days, 'day', { numeric: 'auto' });
        return intl.formatDate(asDate(iso), {
          day: 'numeric',
          month: 'short',
          timeZone: getLocalTimeZone(),
          ...(iso.slice(0, 4) === todayIso().slice(0, 4) ? {} : { year: 'numeric' }),
        });
      },
      /** "2 minuten geleden" */
      ago: (moment: string) => {
        const minutes = Math.max(0, Math.round((Date.now() - new Date(moment).getTime()) / 60_000));
        if (minutes < 1) return t('time.now');
        if (minutes < 60) return intl.formatRelativeTime(-minutes, 'minute');
        if (minutes < 1440) return intl.formatRelativeTime(-Math.round(minutes / 60), 'hour');
        return intl.formatRelativeTime(-Math.round(minutes / 1440), 'day');
      },
      /** "nog 4 dagen", "vandaag", "6 dagen te laat" */
      term: (iso: string) => {
        const days = daysUntil(iso);
        if (days === 0) return t('term.today');
        return days > 0 ? t('term.left', { days }) : t('term.late', { days: -days });
      },
    };
  }, [intl, t]);
}
