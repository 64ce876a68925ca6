import { describe, expect, it } from '@jest/globals';
import { addMonths, dayAfterKey, daysBetween, daysOf, fortnightsOf, isMonth, weeksOf } from './calendar.js';

describe('the days of a calendar', () => {
  it.each(['2026-02', '2026-03', '2026-10', '2026-11', '2027-02', '2028-02'])(
    '%s is six whole weeks from a Monday',
    (month) => {
      const weeks = weeksOf(month);
      const days = weeks.flatMap(daysOf);
      expect(days).toHaveLength(42);
      expect(new Set(days).size).toBe(42);
      expect(new Date(`${days[0]!}T12:00:00Z`).getUTCDay()).toBe(1);
      expect(days).toContain(`${month}-01`);
      expect(days).toContain(`${month}-28`);
    },
  );

  it('counts days over the change to summer and winter time', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(fortnightsOf('2026-03').flatMap(daysOf)).toHaveLength(84);
  });

  it('knows a month from something else', () => {
    expect(['2026-11', '2026-13', '26-11', '2026-1', undefined].map(isMonth)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });

  it('goes by keys from day to day, week, month', () => {
    const from = (key: string) => dayAfterKey('2026-11-26', key);
    expect(
      ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', 'x'].map(from),
    ).toEqual([
      ...['2026-11-25', '2026-11-27', '2026-11-19', '2026-12-03', '2026-11-23', '2026-11-29'],
      ...['2026-10-26', '2026-12-26', undefined],
    ]);
    expect(dayAfterKey('2026-01-31', 'PageDown')).toBe('2026-02-28');
  });
});
