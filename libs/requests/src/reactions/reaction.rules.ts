/** Fewer than so many are never shown: a figure about four requests tells about single people. */
export const LEAST_SHOWN = 5;

/** From this many days on, each; the last one has no end. */
export const bucketStarts = [0, 8, 15, 31, 61, 91] as const;

/** What is known of the requests of one group. */
export interface ReactionFacts {
  key: string;
  /** Calendar days from sending to the first answer, of those that were answered. */
  days: readonly number[];
  /** Those that were sent and never answered, and are late or ended. */
  unanswered: number;
}

export interface ReactionBucket {
  fromDays: number;
  untilDays: number | null;
  count: number;
}

/** Reaction times of one group, as they may be shown. */
export interface ReactionFigures {
  key: string;
  count: number;
  unanswered: number;
  /** Null when nobody answered. */
  medianDays: number | null;
  buckets: ReactionBucket[];
}

/** The middle of some numbers, or the mean of the two in the middle; null of none. */
export const median = (values: readonly number[]): number | null => {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** How many took how long. */
export const distribution = (days: readonly number[]): ReactionBucket[] =>
  bucketStarts.map((fromDays, index) => {
    const next = bucketStarts[index + 1];
    const untilDays = next === undefined ? null : next - 1;
    const count = days.filter((each) => each >= fromDays && (untilDays === null || each <= untilDays)).length;
    return { fromDays, untilDays, count };
  });

const sizeOf = ({ days, unanswered }: ReactionFacts): number => days.length + unanswered;

/**
 * The groups that may be shown, largest first. A group below five is left out; and when what is left out could be worked
 * out from a total, because it is one group or fewer than five requests, the next smallest goes too.
 */
export const showable = (groups: readonly ReactionFacts[]): { shown: ReactionFigures[]; hiddenGroups: number } => {
  const present = groups
    .filter((group) => sizeOf(group) > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.key < b.key ? -1 : 1));
  const hidden = present.filter((group) => sizeOf(group) < LEAST_SHOWN);
  const shown = present.filter((group) => sizeOf(group) >= LEAST_SHOWN);
  const derivable = () => hidden.length === 1 || hidden.reduce((sum, group) => sum + sizeOf(group), 0) < LEAST_SHOWN;
  while (hidden.length > 0 && shown.length > 0 && derivable()) hidden.push(shown.pop()!);
  return {
    shown: shown.map(({ key, days, unanswered }) => ({
      ...{ key, count: days.length + unanswered, unanswered, medianDays: median(days) },
      buckets: distribution(days),
    })),
    hiddenGroups: hidden.length,
  };
};
