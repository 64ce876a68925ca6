import type { TaskFilter, TaskOrder, TaskStatus } from '../../gql/graphql.js';
import { addDays, todayIso } from '../../i18n/useFormat.js';
import { isMonth } from './calendar.js';
import { readFieldFilters, writeFieldFilters } from './fieldFilters.js';

export const views = ['bord', 'lijst', 'kalender', 'tijdlijn'] as const;
export const terms = ['te-laat', 'week', 'maand'] as const;
export const orders = {
  bord: 'BOARD',
  tegen: 'DUE_DATE',
  nieuwst: 'NEWEST',
  nummer: 'NUMBER',
} as const satisfies Record<string, TaskOrder>;

/** What the address says about the board, so that a view can be sent to a colleague. */
export interface BoardSearch {
  weergave?: (typeof views)[number] | undefined;
  gemeente?: string | undefined;
  /** A person's id, or `niemand`. */
  wie?: string | undefined;
  tegen?: (typeof terms)[number] | undefined;
  zoek?: string | undefined;
  label?: string | undefined;
  /** What tasks have in fields of the partnership's own, as `fieldFilters.ts` writes it. */
  velden?: string | undefined;
  orde?: keyof typeof orders | undefined;
  /** The month a calendar shows, `2026-11`. */
  maand?: string | undefined;
  /** What was put away instead of what is open. */
  archief?: 'ja' | undefined;
  /** The partnership of a copied link. */
  in?: string | undefined;
}

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((entry) => entry === value);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) || undefined : undefined;

export function readBoardSearch(raw: Record<string, unknown>): BoardSearch {
  const search: BoardSearch = {
    weergave: oneOf(views, raw.weergave),
    gemeente: text(raw.gemeente),
    wie: text(raw.wie),
    tegen: oneOf(terms, raw.tegen),
    zoek: text(raw.zoek),
    label: text(raw.label),
    velden: writeFieldFilters(readFieldFilters(raw.velden)),
    orde: oneOf(Object.keys(orders) as (keyof typeof orders)[], raw.orde),
    maand: isMonth(text(raw.maand)) ? text(raw.maand) : undefined,
    archief: oneOf(['ja'], raw.archief),
    in: text(raw.in),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

export const hasFilters = ({ gemeente, wie, tegen, zoek, label, velden }: BoardSearch): boolean =>
  Boolean(gemeente ?? wie ?? tegen ?? zoek ?? label ?? velden);

export const columns = ['TODO', 'BUSY', 'WAITING', 'DONE'] as const satisfies readonly TaskStatus[];

/** Done tasks disappear from the board after two weeks. */
const doneDays = 14;

/** The filter of the whole board, and of one column. */
export function filterOf(search: BoardSearch): TaskFilter {
  const today = todayIso();
  return {
    ...(search.gemeente ? { municipalityIds: [search.gemeente] } : {}),
    ...(search.label ? { labelIds: [search.label] } : {}),
    ...(search.wie === 'niemand' ? { unassigned: true } : search.wie ? { assigneeIds: [search.wie] } : {}),
    ...(search.tegen === 'te-laat' ? { dueUntil: addDays(today, -1) } : {}),
    ...(search.tegen === 'week' ? { dueFrom: today, dueUntil: addDays(today, 7) } : {}),
    ...(search.tegen === 'maand' ? { dueFrom: today, dueUntil: addDays(today, 31) } : {}),
    ...(search.zoek ? { text: search.zoek } : {}),
    ...(search.velden ? { customFields: readFieldFilters(search.velden) } : {}),
    ...(search.archief ? { archived: true } : {}),
  };
}

export function columnFilter(search: BoardSearch, status: TaskStatus): TaskFilter {
  return {
    ...filterOf(search),
    statuses: [status],
    ...(status === 'DONE' && !search.archief ? { completedSince: addDays(todayIso(), -doneDays) } : {}),
  };
}
