import { planMail, reasons, weekdayOf, type Choices, type PendingNews, type Reason } from './reason.rules.js';

/** News for somebody, as it happened. */
export interface Told extends PendingNews {
  person: string;
}

/** How often somebody was interrupted. */
export interface Interruptions {
  person: string;
  news: number;
  /** A mail for each thing that happens. */
  withoutRules: number;
  atOnce: number;
  digests: number;
}

const MINUTE = 60_000;
const AS_IT_COMES: Choices = { ways: {}, quietDays: null };

/**
 * Replays news minute by minute through the rules that decide about mail, and counts the mails each person gets: with the
 * rules, and with a mail for each event. `digestAt` are the moments of the digest.
 */
export const replay = (told: readonly Told[], digestAt: readonly Date[], choices = AS_IT_COMES): Interruptions[] => {
  const byPerson = Map.groupBy(told, ({ person }) => person);
  return [...byPerson].map(([person, all]) => {
    const count = { person, news: all.length, withoutRules: all.length, atOnce: 0, digests: 0 };
    const inOrder = [...all].sort((a, b) => a.at.getTime() - b.at.getTime());
    // Nothing changes between two of these moments.
    const moments = [
      ...inOrder.flatMap(({ at }) => [1, 2].map((minutes) => ({ kind: 'NOW' as const, at: minuteAfter(at, minutes) }))),
      ...digestAt.map((at) => ({ kind: 'DIGEST' as const, at })),
    ].sort((a, b) => a.at.getTime() - b.at.getTime());
    let pending: Told[] = [];
    let next = 0;
    for (const { kind, at } of moments) {
      while (next < inOrder.length && inOrder[next]!.at <= at) pending.push(inOrder[next++]!);
      const { mail, settle } = planMail(pending, kind, at, choices, AS_IT_COMES);
      pending = pending.filter((item) => !mail.includes(item) && !settle.includes(item));
      if (mail.length > 0) count[kind === 'NOW' ? 'atOnce' : 'digests'] += 1;
    }
    return count;
  });
};

const minuteAfter = (moment: Date, minutes: number): Date =>
  new Date((Math.floor(moment.getTime() / MINUTE) + minutes) * MINUTE);

/** A generator of numbers from 0 up to 1, the same for the same seed. */
const numbers = (seed: number) => () => {
  // Mulberry32.
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

/** How often each reason comes, of a thousand: most news is to know. */
const shares: Record<Reason, number> = {
  ...{ APPROVAL: 15, ANSWERED: 30, ASKED: 25, ASSIGNED: 60, MENTIONED: 50, DEADLINE: 50, REMINDER: 10 },
  ...{ ASSIGNEE: 280, ASKER: 120, TALK: 200, AUTHOR: 100, FOLLOWER: 60 },
};

/** The people of a partnership, and how much a day concerns each: an officer hears most, a partner body little. */
const people = [
  ...[
    { name: 'integration officer', aDay: 28 },
    { name: 'manager', aDay: 18 },
    { name: 'official', aDay: 9 },
  ],
  ...[
    { name: 'coordinator', aDay: 6 },
    { name: 'partner body', aDay: 3 },
  ],
];

/** A week of made-up news for groups of such people, on working days between 8 and 18 and in bursts, as people work. */
export const aWeek = (monday: Date, groups: number, seed: number): Told[] => {
  const random = numbers(seed);
  const all = reasons.flatMap((reason) => Array.from({ length: shares[reason] }, () => reason));
  const told: Told[] = [];
  for (let group = 0; group < groups; group++)
    for (const { name, aDay } of people)
      for (let day = 0; day < 7; day++) {
        const start = monday.getTime() + day * 24 * 60 * MINUTE;
        const wanted = weekdayOf(new Date(start)) > 5 ? aDay / 10 : aDay * (0.6 + 0.8 * random());
        for (let made = 0; made < wanted;) {
          const burst = start + (8 * 60 + Math.floor(random() * 600)) * MINUTE;
          const length = 1 + Math.floor(random() * 4);
          for (let nr = 0; nr < length && made < wanted; nr++, made++) {
            const reason = all[Math.floor(random() * all.length)]!;
            const item = `${name} ${group + 1}, thing ${Math.floor(random() * 40)}`;
            told.push({
              person: `${name} ${group + 1}`,
              itemId: item,
              reason,
              at: new Date(burst + Math.floor(random() * 90_000)),
            });
          }
        }
      }
  return told;
};

/** The digests of a week that begins on a day, at half past seven. */
export const digestsOf = (monday: Date): Date[] =>
  Array.from({ length: 8 }, (_, day) => new Date(monday.getTime() + (day * 24 * 60 + 7 * 60 + 30) * MINUTE));
