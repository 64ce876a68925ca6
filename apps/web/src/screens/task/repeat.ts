import { useCallback } from 'react';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';

export type RepeatUnit = 'WEEKLY' | 'MONTHLY' | 'YEARLY';

export interface Repeat {
  unit: RepeatUnit;
  every: number;
  until: string | null;
}

/** The part of RFC 5545 in which the server keeps a rule. */
export function readRepeat(rule: string): Repeat {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  const until = parts.get('UNTIL');
  return {
    unit: parts.get('FREQ') as RepeatUnit,
    every: Number(parts.get('INTERVAL') ?? 1),
    until: until ? `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}` : null,
  };
}

export function writeRepeat({ unit, every, until }: Repeat): string {
  const parts = [`FREQ=${unit}`];
  if (every > 1) parts.push(`INTERVAL=${String(every)}`);
  if (until) parts.push(`UNTIL=${until.replaceAll('-', '')}`);
  return parts.join(';');
}

/** What people choose most; every three months is a quarter. */
export const usualRepeats: readonly string[] = [
  'FREQ=WEEKLY',
  'FREQ=MONTHLY',
  'FREQ=MONTHLY;INTERVAL=3',
  'FREQ=YEARLY',
];

/** How a task repeats, in words: as a sentence of its own, or inside one. */
export function useRepeatWords(): (rule: string, alone?: boolean) => string {
  const t = useT();
  const format = useFormat();
  return useCallback(
    (rule, alone = true) => {
      const { unit, every, until } = readRepeat(rule);
      const how = t(`repeat.${unit}`, { count: every });
      const words = until ? t('repeat.until', { how, date: format.longDate(until) }) : how;
      return alone ? words.charAt(0).toLocaleUpperCase() + words.slice(1) : words;
    },
    [format, t],
  );
}
