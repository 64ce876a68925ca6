import { formatRecurrence, parseRecurrence, type Recurrence } from '../series/series.rules.js';
import { readDay } from './row.day.js';
import { folded, type Language } from './words.js';

type Unit = Recurrence['freq'];

/** Words for a rhythm of its own: a quarter is three months. */
const rhythms: readonly [unit: Unit, interval: number, words: readonly string[]][] = [
  ['WEEKLY', 1, ['wekelijks', 'hebdomadaire', 'weekly', 'wochentlich']],
  ['WEEKLY', 2, ['tweewekelijks', 'veertiendaags', 'biweekly', 'fortnightly', 'zweiwochentlich', 'vierzehntagig']],
  ['MONTHLY', 1, ['maandelijks', 'mensuel', 'monthly', 'monatlich']],
  ['MONTHLY', 2, ['tweemaandelijks', 'bimestriel', 'zweimonatlich']],
  ['MONTHLY', 3, ['driemaandelijks', 'trimestriel', 'quarterly', 'vierteljahrlich']],
  ['MONTHLY', 6, ['halfjaarlijks', 'semestriel', 'half yearly', 'halbjahrlich']],
  ['YEARLY', 1, ['jaarlijks', 'annuel', 'yearly', 'annually', 'jahrlich']],
];

/** Words for a stretch of time, and how many of its unit it is. */
const units: readonly [unit: Unit, times: number, words: readonly string[]][] = [
  ['WEEKLY', 1, ['week', 'weken', 'weeks', 'semaine', 'semaines', 'woche', 'wochen']],
  ['MONTHLY', 1, ['maand', 'maanden', 'month', 'months', 'mois', 'monat', 'monate']],
  ['MONTHLY', 3, ['kwartaal', 'kwartalen', 'quarter', 'quarters', 'trimestre', 'trimestres', 'quartal', 'quartale']],
  ['YEARLY', 1, ['jaar', 'jaren', 'year', 'years', 'an', 'ans', 'annee', 'annees', 'jahr', 'jahre']],
];

/** Small numbers as they are spelt, at their own place. */
const numbers: readonly (readonly string[])[] = [
  ...[[], ['een', 'one', 'un', 'une', 'ein', 'eine'], ['twee', 'two', 'deux', 'zwei', 'other']],
  ...[
    ['drie', 'three', 'trois', 'drei'],
    ['vier', 'four', 'quatre'],
    ['vijf', 'five', 'cinq', 'funf'],
  ],
  ['zes', 'six', 'sechs'],
];

// "Om de week" is every other one for some: only with a number is it clear.
const EVERY =
  /^(?:(?:elke?|iedere?|om de(?= [\p{L}\d]+ )|per|every|each|tou(?:te)?s les|chaque|par|jede[nsr]?|alle|pro) )?(?:(\d{1,2}|\p{L}+) )??(\p{L}+)$/u;
const NEVER = new Set(['nee', 'neen', 'niet', 'nooit', 'geen', 'no', 'never', 'none', 'non', 'jamais', 'nein', 'nie']);
/** Before the last day; the folded text has no accents. */
const UNTIL = / (?:tot en met|t m|tot|until|till|jusqu au|jusqu a|bis einschliesslich|bis zum|bis) (.+)$/;

const rhythm = (words: string): Pick<Recurrence, 'freq' | 'interval'> | undefined => {
  const known = rhythms.find(([, , names]) => names.includes(words));
  if (known) return { freq: known[0], interval: known[1] };
  const [, count, name] = EVERY.exec(words) ?? [];
  const unit = units.find(([, , names]) => name && names.includes(name));
  if (!unit) return undefined;
  const spelt = numbers.findIndex((names) => count && names.includes(count));
  const times = count === undefined ? 1 : /^\d/.test(count) ? Number(count) : spelt;
  return times > 0 ? { freq: unit[0], interval: times * unit[1] } : undefined;
};

/**
 * How a task repeats, as people write it (`elke 2 weken`, `per kwartaal tot en met 31/12/2027`, `yearly`) or as RFC 5545
 * does; null for not at all.
 * @throws TASK_RECURRENCE_UNSUPPORTED for anything else
 */
export const readRecurrence = (text: string): string | null => {
  const words = folded(text);
  if (!words || NEVER.has(words)) return null;
  const until = UNTIL.exec(words);
  // Without accents a day has lost its separators too.
  const last = until ? readDay(until[1]!.replaceAll(' ', '-')) : undefined;
  const found = until && !last ? undefined : rhythm(until ? words.slice(0, until.index) : words);
  return formatRecurrence(
    found ? parseRecurrence(formatRecurrence({ ...found, until: last ?? null })) : parseRecurrence(text),
  );
};

const every: Record<Unit, Record<Language, readonly [one: string, many: string]>> = {
  WEEKLY: {
    ...{ nl: ['elke week', 'elke # weken'], fr: ['chaque semaine', 'toutes les # semaines'] },
    ...{ en: ['every week', 'every # weeks'], de: ['jede Woche', 'alle # Wochen'] },
  },
  MONTHLY: {
    ...{ nl: ['elke maand', 'elke # maanden'], fr: ['chaque mois', 'tous les # mois'] },
    ...{ en: ['every month', 'every # months'], de: ['jeden Monat', 'alle # Monate'] },
  },
  YEARLY: {
    ...{ nl: ['elk jaar', 'elke # jaar'], fr: ['chaque année', 'tous les # ans'] },
    ...{ en: ['every year', 'every # years'], de: ['jedes Jahr', 'alle # Jahre'] },
  },
};
const upTo: Record<Language, string> = { nl: 'tot en met', fr: "jusqu'au", en: 'until', de: 'bis' };

/** A kept rule in words, which are read back as the same rule. */
export const recurrenceWords = (rule: string, language: Language): string => {
  const { freq, interval, until } = parseRecurrence(rule);
  const how = every[freq][language][interval === 1 ? 0 : 1].replace('#', String(interval));
  return until ? `${how} ${upTo[language]} ${until}` : how;
};
