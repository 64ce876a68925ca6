import type { RequestFilter, RequestOrder, RequestStatus } from '../../gql/graphql.js';

/** The statuses as the address names them, in the order in which a request goes through them. */
export const statusWords = {
  concept: 'DRAFT',
  verstuurd: 'SENT',
  ontvangen: 'RECEIVED',
  'in-behandeling': 'IN_PROGRESS',
  antwoord: 'ANSWERED',
  onvoldoende: 'NOT_SUFFICIENT',
  voldoende: 'ACCEPTED',
  opgeschaald: 'ESCALATED',
  afgesloten: 'CLOSED',
  ingetrokken: 'WITHDRAWN',
} as const satisfies Record<string, RequestStatus>;
export type StatusWord = keyof typeof statusWords;
export const allStatusWords = Object.keys(statusWords) as StatusWord[];

export const endedStatuses: readonly RequestStatus[] = ['CLOSED', 'WITHDRAWN'];
/** What is asked for when nobody chose: everything that still runs. */
const running = Object.values(statusWords).filter((status) => !endedStatuses.includes(status));
/** Statuses in which the other side is to answer. */
export const awaitingStatuses: readonly RequestStatus[] = [
  'SENT',
  'RECEIVED',
  'IN_PROGRESS',
  'NOT_SUFFICIENT',
  'ESCALATED',
];

export const orders = {
  nummer: 'NUMBER',
  nieuwst: 'NEWEST',
  gewijzigd: 'UPDATED',
  termijn: 'DUE_DATE',
} as const satisfies Record<string, RequestOrder>;

/** What the address says about the list, so that it can be sent to a colleague. Several values stand behind each other with a dot. */
export interface RequestSearch {
  status?: string | undefined;
  aan?: string | undefined;
  gemeente?: string | undefined;
  samen?: 'ja' | undefined;
  laat?: 'ja' | undefined;
  zoek?: string | undefined;
  sorteer?: keyof typeof orders | undefined;
  /** The partnership of a link. */
  in?: string | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 2_000) || undefined : undefined;
const yes = (value: unknown): 'ja' | undefined => (value === 'ja' ? 'ja' : undefined);

export const listOf = (value: string | undefined): string[] => value?.split('.').filter(Boolean) ?? [];
export const listText = (values: readonly string[]): string | undefined => values.join('.') || undefined;

const statusesIn = (value: string | undefined): StatusWord[] =>
  allStatusWords.filter((word) => listOf(value).includes(word));

export function readRequestSearch(raw: Record<string, unknown>): RequestSearch {
  const search: RequestSearch = {
    status: listText(statusesIn(text(raw.status))),
    aan: text(raw.aan),
    gemeente: text(raw.gemeente),
    samen: yes(raw.samen),
    laat: yes(raw.laat),
    zoek: text(raw.zoek)?.slice(0, 200),
    sorteer: (Object.keys(orders) as (keyof typeof orders)[]).find((order) => order === raw.sorteer),
    in: text(raw.in),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

export const hasFilters = ({ status, aan, gemeente, samen, laat, zoek }: RequestSearch): boolean =>
  Boolean(status ?? aan ?? gemeente ?? samen ?? laat ?? zoek);

/** The filter without the status, as the counts per status want it. */
export function partsOf({ aan, gemeente, samen, laat, zoek }: RequestSearch): RequestFilter {
  return {
    ...(aan ? { actorIds: listOf(aan) } : {}),
    ...(gemeente ? { municipalityIds: listOf(gemeente) } : {}),
    ...(samen ? { joint: true } : {}),
    ...(laat ? { late: true } : {}),
    ...(zoek ? { text: zoek } : {}),
  };
}

export function filterOf(search: RequestSearch): RequestFilter {
  const chosen = statusesIn(search.status).map((word) => statusWords[word]);
  // Whoever searches wants to find, also what is over.
  const statuses = chosen.length > 0 ? chosen : search.zoek ? null : running;
  return { ...partsOf(search), ...(statuses ? { statuses: [...statuses] } : {}) };
}
