import { addDays, overlaps, type DateRange } from '#libs/kernel';
import type { CodeScheme } from '../vocabulary.js';
import type { FileName, ReferenceRows, Row } from './layouts.js';

/** From the first to the last day, both included; null where there is no such day. */
export interface Period {
  from: string | null;
  until: string | null;
}

/** A code of a municipality, and where the files say so. */
export interface DatedCode extends Period {
  nis: string;
  scheme: CodeScheme;
  value: string;
  file: FileName;
  line: number;
}

const rangeOf = ({ from, until }: Period): DateRange => ({ from: from ?? '0000-01-01', until });

/** Whether two periods share a day. */
export const meet = (a: Period, b: Period): boolean => overlaps(rangeOf(a), rangeOf(b));

/** Whether one period lies within another. */
export const within = (inner: Period, outer: Period): boolean =>
  (outer.from === null || (inner.from !== null && inner.from >= outer.from)) &&
  (outer.until === null || (inner.until !== null && inner.until <= outer.until));

/** How long a municipality exists. */
export const lifeOf = (row: Row<'municipalities.csv'>): Period => ({ from: row.exists_from, until: row.exists_until });

/**
 * Every code of every municipality. The NIS code by which the files name a municipality is its last one: it holds for
 * the life of the municipality, or from the day after an earlier NIS code that the file of codes lists.
 */
export const datedCodes = (rows: ReferenceRows): DatedCode[] => {
  const listed = rows['municipality-codes.csv'].map(
    ({ nis, scheme, value, valid_from: from, valid_until: until, line }): DatedCode => ({
      ...{ nis, scheme, value, from, until, line },
      file: 'municipality-codes.csv',
    }),
  );
  const lastDays = new Map<string, string>();
  for (const { nis, scheme, until } of listed) {
    if (scheme === 'NIS' && until && until > (lastDays.get(nis) ?? '')) lastDays.set(nis, until);
  }
  const own = rows['municipalities.csv'].map((row): DatedCode => {
    const before = lastDays.get(row.nis);
    const from = before ? addDays(before, 1) : row.exists_from;
    return {
      nis: row.nis,
      scheme: 'NIS',
      value: row.nis,
      from,
      until: row.exists_until,
      file: 'municipalities.csv',
      line: row.line,
    };
  });
  return [...own, ...listed];
};
