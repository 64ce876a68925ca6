import type { AppError } from '#libs/kernel';
import fc from 'fast-check';
import {
  agreedHalfDays,
  allocationToStranger,
  busiestDay,
  capacityOf,
  checkAllocations,
  checkCapacity,
  checkFte,
  normDay,
  normOn,
} from './officer.rules.js';

const NORM = 440;
const caught = (work: () => void): { code: string; args: unknown } | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    const { code, args } = error as AppError;
    return { code, args };
  }
};
const to = (municipalityId: string, halfDaysPerYear: number) => ({ municipalityId, halfDaysPerYear });
const period = (validFrom: string, validUntil: string | null, fteHundredths = 50) => ({
  validFrom,
  validUntil,
  fteHundredths,
});

describe('half-days', () => {
  it('of a full-time officer for five municipalities fit exactly', () => {
    const allocations = [90, 80, 70, 60, 100].map((halfDays, index) => to(`m${index}`, halfDays));
    checkCapacity({ allocations, commonHalfDays: 40, fteHundredths: 100 }, NORM);
    expect(agreedHalfDays({ allocations, commonHalfDays: 40 })).toBe(440);
  });

  it('one too many is refused, with the figures', () => {
    const appointment = { allocations: [to('a', 300), to('b', 12)], commonHalfDays: 41, fteHundredths: 80 };
    expect(caught(() => checkCapacity(appointment, NORM))).toEqual({
      code: 'OFFICER_OVERCOMMITTED',
      args: { capacityHalfDays: 352, requestedHalfDays: 353, fteHundredths: 80 },
    });
    checkCapacity({ ...appointment, commonHalfDays: 40 }, NORM);
  });

  it('lose the part of a half-day', () => {
    expect(capacityOf(33, NORM)).toBe(145);
    expect(capacityOf(1, NORM)).toBe(4);
  });

  it('are accepted exactly up to what the appointment has', () => {
    const shares = fc.array(fc.nat(200), { maxLength: 12 });
    fc.assert(
      fc.property(
        shares,
        fc.nat(200),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 600 }),
        (days, common, fte, norm) => {
          const allocations = days.map((halfDays, index) => to(`m${index}`, halfDays));
          const appointment = { allocations, commonHalfDays: common, fteHundredths: fte };
          const promised = days.reduce((sum, halfDays) => sum + halfDays, common);
          // Compared as fractions: promised <= fte/100 * norm.
          expect(caught(() => checkCapacity(appointment, norm)) === undefined).toBe(promised * 100 <= fte * norm);
        },
      ),
    );
  });

  it('below zero and municipalities named twice are refused', () => {
    const reasonOf = (work: () => void) => caught(work)?.args;
    expect(reasonOf(() => checkAllocations([to('a', -1)], 0))).toEqual({ reason: 'TOO_SMALL', limit: 0 });
    expect(reasonOf(() => checkAllocations([], -1))).toEqual({ reason: 'TOO_SMALL', limit: 0 });
    expect(reasonOf(() => checkAllocations([to('a', 1), to('a', 2)], 0))).toEqual({ reason: 'DUPLICATE' });
    checkAllocations([to('a', 0), to('b', 2)], 0);
  });
});

describe('the working time', () => {
  const norms = [
    { validFrom: '2000-01-01', validUntil: '2027-12-31', halfDaysPerFte: 440 },
    { validFrom: '2028-01-01', validUntil: null, halfDaysPerFte: 430 },
  ];

  it('is that of the day', () => {
    expect(normOn(norms, '2027-12-31').halfDaysPerFte).toBe(440);
    expect(normOn(norms, '2028-01-01').halfDaysPerFte).toBe(430);
    expect(() => normOn(norms, '1999-12-31')).toThrow('no working time');
  });

  it('counts as of today, or as of the first day of an appointment to come', () => {
    expect(normDay(period('2020-01-01', null), '2026-11-23')).toBe('2026-11-23');
    expect(normDay(period('2028-03-01', null), '2026-11-23')).toBe('2028-03-01');
  });
});

describe('one person', () => {
  it('does at most one full-time job at a time', () => {
    checkFte(period('2026-01-01', null, 60), [period('2025-01-01', '2026-12-31', 40)]);
    expect(caught(() => checkFte(period('2026-01-01', null, 61), [period('2026-06-01', null, 40)]))).toEqual({
      code: 'OFFICER_FTE_TOO_HIGH',
      args: { totalHundredths: 101, maximumHundredths: 100, day: '2026-06-01' },
    });
  });

  it('may hold any number of jobs one after the other', () => {
    const earlier = [period('2024-01-01', '2024-12-31', 100), period('2025-01-01', '2025-12-31', 100)];
    checkFte(period('2026-01-01', null, 100), earlier);
  });

  it.each([0, 101, -5])('cannot be appointed for %i hundredths', (fte) => {
    expect(caught(() => checkFte(period('2026-01-01', null, fte), []))).toEqual({
      code: 'INVALID_INPUT',
      args: { reason: 'OUT_OF_RANGE', limit: 100 },
    });
  });

  it('is busiest on the day a count of every day finds', () => {
    const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    const job = fc
      .tuple(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 100 }))
      .map(([from, length, fte]) => period(day(from), day(from + length), fte));
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 5 }), (jobs) => {
        const within = jobs[0]!;
        let most = 0;
        for (let index = 0; index <= 60; index++) {
          const at = day(index);
          if (at < within.validFrom || at > within.validUntil!) continue;
          const sum = jobs
            .filter(({ validFrom, validUntil }) => validFrom <= at && at <= validUntil!)
            .reduce((total, { fteHundredths }) => total + fteHundredths, 0);
          most = Math.max(most, sum);
        }
        expect(busiestDay(jobs, within).totalHundredths).toBe(most);
      }),
    );
  });
});

describe('municipalities', () => {
  const member = (municipalityId: string, validFrom: string, validUntil: string | null, role = 'FOUNDER') => ({
    municipalityId,
    validFrom,
    validUntil,
    role,
  });
  const members = [
    member('a', '2026-01-01', null),
    member('b', '2026-01-01', '2026-06-30'),
    member('c', '2026-01-01', null, 'OBSERVER'),
  ];

  it('must take part in the time of the appointment', () => {
    const from = (validFrom: string) => period(validFrom, null);
    expect(allocationToStranger([to('a', 1), to('b', 1)], members, from('2026-06-30'))).toBeUndefined();
    expect(allocationToStranger([to('a', 1), to('b', 1)], members, from('2026-07-01'))).toEqual(to('b', 1));
    expect(allocationToStranger([to('c', 1)], members, from('2026-02-01'))).toEqual(to('c', 1));
    expect(allocationToStranger([to('x', 1)], members, from('2026-02-01'))).toEqual(to('x', 1));
  });
});
