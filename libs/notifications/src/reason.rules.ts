/** Why a person is told, the strongest first. */
export const reasons = [
  'APPROVAL',
  'ANSWERED',
  'ASKED',
  'ASSIGNED',
  'MENTIONED',
  'DEADLINE',
  'REMINDER',
  'ASSIGNEE',
  'ASKER',
  'TALK',
  'AUTHOR',
  'FOLLOWER',
] as const;
export type Reason = (typeof reasons)[number];

/** Reasons for which something waits on the person; the others are to know. */
export const actingReasons: readonly Reason[] = reasons.slice(0, reasons.indexOf('ASSIGNEE'));

/** Whether something waits on the person. */
export const mustAct = (reason: Reason): boolean => actingReasons.includes(reason);

/** When a mail is written: at once, with the others of the day, or not at all. */
export const ways = ['NOW', 'DIGEST', 'NEVER'] as const;
export type Way = (typeof ways)[number];

/** What somebody chose: per reason, and the days of the week without mail (1 is Monday). */
export interface Choices {
  ways: Partial<Record<Reason, Way>>;
  quietDays: readonly number[] | null;
}

/** Mail at once is for what waits on somebody: approvals, questions and their answers. */
const AT_ONCE: readonly Reason[] = ['APPROVAL', 'ANSWERED', 'ASKED', 'MENTIONED'];
const WEEKEND: readonly number[] = [6, 7];

/** How a reason is mailed where nobody chose anything. */
export const defaultWay = (reason: Reason): Way => (AT_ONCE.includes(reason) ? 'NOW' : 'DIGEST');

/** How a reason is mailed: as the person chose, else as the organisation did. */
export const wayOf = (reason: Reason, person: Choices, organisation: Choices): Way =>
  person.ways[reason] ?? organisation.ways[reason] ?? defaultWay(reason);

/** Days without mail: the person's, else the organisation's, else the weekend. */
export const quietDaysOf = (person: Choices, organisation: Choices): readonly number[] =>
  person.quietDays ?? organisation.quietDays ?? WEEKEND;

/** Mail at once is for what waits on somebody. */
export const wayIsAllowed = (reason: Reason, way: Way): boolean => way !== 'NOW' || mustAct(reason);

const weekdays = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'Europe/Brussels' });
const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The day of the week in Belgium: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (moment: Date): number => NAMES.indexOf(weekdays.format(moment)) + 1;

/** News that no mail told of yet. */
export interface PendingNews {
  itemId: string;
  reason: Reason;
  at: Date;
}

/** So long a mail at once waits for what comes right after it, in milliseconds. */
export const GATHER_MS = 60_000;

/** What to do with pending news: which go into one mail now, and which need none. */
export interface MailPlan<N> {
  mail: N[];
  settle: N[];
}

/**
 * Decides about all pending news of a person. At once: only what waits on the person, a minute after the first of it, and
 * then together. With the digest: everything there is. On quiet days nothing goes out, and waits for the next digest.
 */
export const planMail = <N extends PendingNews>(
  news: readonly N[],
  kind: 'NOW' | 'DIGEST',
  now: Date,
  person: Choices,
  organisation: Choices,
): MailPlan<N> => {
  const never = news.filter(({ reason }) => wayOf(reason, person, organisation) === 'NEVER');
  const wanted = news.filter((item) => !never.includes(item));
  if (quietDaysOf(person, organisation).includes(weekdayOf(now))) return { mail: [], settle: never };
  if (kind === 'DIGEST') return { mail: wanted, settle: never };
  const urgent = wanted.filter(({ reason }) => wayOf(reason, person, organisation) === 'NOW');
  const gathered = urgent.some(({ at }) => at.getTime() + GATHER_MS <= now.getTime());
  return { mail: gathered ? urgent : [], settle: never };
};
