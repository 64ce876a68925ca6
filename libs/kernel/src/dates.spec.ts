import { describe, expect, it } from '@jest/globals';
import { dayInBrussels, MovableClock } from './clock.js';
import { addDays, dateRange, includesDay, isCalendarDay, overlaps } from './dates.js';

describe('days', () => {
  it('are Belgian ones, in winter and in summer', () => {
    expect(dayInBrussels(new Date('2026-01-31T22:59:59Z'))).toBe('2026-01-31');
    expect(dayInBrussels(new Date('2026-01-31T23:00:00Z'))).toBe('2026-02-01');
    expect(dayInBrussels(new Date('2026-07-31T21:59:59Z'))).toBe('2026-07-31');
    expect(dayInBrussels(new Date('2026-07-31T22:00:00Z'))).toBe('2026-08-01');
    expect(new MovableClock(new Date('2026-03-29T00:30:00Z')).today()).toBe('2026-03-29');
  });

  it('exist or do not', () => {
    expect(['2024-02-29', '2026-11-30'].every(isCalendarDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '9999-12-31', 'morgen'].some(isCalendarDay)).toBe(
      false,
    );
  });

  it('can be counted over the change of the clock', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});

describe('date ranges', () => {
  it('do not end before they start', () => {
    expect(() => dateRange('2026-02-01', '2026-01-31')).toThrow();
    expect(dateRange('2026-02-01', undefined)).toEqual({ from: '2026-02-01', until: null });
  });

  it('hold both of their ends', () => {
    const range = dateRange('2026-01-01', '2026-12-31');
    expect(['2026-01-01', '2026-12-31'].every((day) => includesDay(range, day))).toBe(true);
    expect(['2025-12-31', '2027-01-01'].some((day) => includesDay(range, day))).toBe(false);
    expect(includesDay({ from: '2026-01-01', until: null }, '2999-01-01')).toBe(true);
  });

  it('overlap when they share a day', () => {
    const year = dateRange('2026-01-01', '2026-12-31');
    expect(overlaps(year, { from: '2026-12-31', until: null })).toBe(true);
    expect(overlaps(year, { from: '2027-01-01', until: null })).toBe(false);
    expect(overlaps({ from: '2020-01-01', until: '2025-12-31' }, year)).toBe(false);
  });
});
