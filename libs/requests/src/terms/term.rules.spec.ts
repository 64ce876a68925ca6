import { describe, expect, it } from '@jest/globals';
import { addDays, dayInBrussels } from '#libs/kernel';
import fc from 'fast-check';
import { readRuleFiles } from '../reference/rule-files.js';
import { covers, daysUntil, lastDay, momentInBrussels } from './term.rules.js';
import { easterSunday, holidaysOf, WorkCalendar, type HolidayRule } from './workdays.rules.js';

const { rows } = readRuleFiles();
const rules = rows['public-holidays.csv'].map((row) => ({
  ...{ code: row.code, name: row.name, month: row.month, day: row.day },
  ...{ easterOffset: row.easter_offset, validFrom: row.valid_from, validUntil: row.valid_until },
})) as HolidayRule[];
const calendar = new WorkCalendar(rules);
const someDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1990-01-01', days));

describe('Easter', () => {
  it.each([
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('falls in %i on %s', (year, day) => expect(easterSunday(year)).toBe(day));

  it('is a Sunday between 22 March and 25 April', () => {
    for (let year = 1583; year < 3000; year += 1) {
      const easter = easterSunday(year);
      expect(new Date(`${easter}T00:00:00Z`).getUTCDay()).toBe(0);
      expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
    }
  });
});

describe('Belgian public holidays', () => {
  it('are ten a year, in 2026 on these days', () => {
    expect(holidaysOf(2026, rules).map(({ day }) => day)).toEqual([
      ...['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-07-21'],
      ...['2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'],
    ]);
  });

  it('hold for as long as their rule does', () => {
    const ended = rules.map((rule) => ({ ...rule, validUntil: '2026-06-30' }));
    expect(holidaysOf(2026, ended)).toHaveLength(5);
    expect(holidaysOf(2027, ended)).toEqual([]);
  });
});

describe('working days', () => {
  it('leave out weekends and holidays, and begin the day after', () => {
    expect(calendar.addWorkdays('2026-11-06', 1)).toBe('2026-11-09');
    // 11 November 2026 is a Wednesday.
    expect(calendar.addWorkdays('2026-11-06', 5)).toBe('2026-11-16');
    expect(calendar.addWorkdays('2026-12-24', 1)).toBe('2026-12-28');
    // Across the last night of a year, and a leap day.
    expect(calendar.addWorkdays('2027-12-31', 1)).toBe('2028-01-03');
    expect(calendar.addWorkdays('2028-02-28', 2)).toBe('2028-03-01');
  });

  it('add up, always end on one, and are counted back', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 80 }), (from, first, second) => {
        const end = calendar.addWorkdays(from, first + second);
        expect(calendar.addWorkdays(calendar.addWorkdays(from, first), second)).toBe(end);
        expect(calendar.isWorkday(end)).toBe(true);
        expect(calendar.workdaysBetween(from, end)).toBe(first + second);
        expect(end > from).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('of a later start never end earlier, and never before as many calendar days', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 60 }), (from, later, days) => {
        const end = lastDay(from, { days, unit: 'WORKING' }, calendar);
        expect(lastDay(addDays(from, later), { days, unit: 'WORKING' }, calendar) >= end).toBe(true);
        expect(end >= lastDay(from, { days, unit: 'CALENDAR' }, calendar)).toBe(true);
        expect(lastDay(from, { days, unit: 'PARLIAMENTARY' }, calendar)).toBe(end);
        expect(daysUntil(lastDay(from, { days, unit: 'CALENDAR' }, calendar), from)).toBe(days);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an hour in Brussels', () => {
  it('is one or two hours earlier in UTC, also on the days the clock changes', () => {
    expect(momentInBrussels('2026-01-15', 8).toISOString()).toBe('2026-01-15T07:00:00.000Z');
    expect(momentInBrussels('2026-07-15', 8).toISOString()).toBe('2026-07-15T06:00:00.000Z');
    expect(momentInBrussels('2026-03-29', 8).toISOString()).toBe('2026-03-29T06:00:00.000Z');
    expect(momentInBrussels('2026-10-25', 8).toISOString()).toBe('2026-10-25T07:00:00.000Z');
    expect(momentInBrussels('2026-07-15', 0).toISOString()).toBe('2026-07-14T22:00:00.000Z');
  });

  it('is on its day', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 3, max: 23 }), (day, hour) => {
        const moment = momentInBrussels(day, hour);
        expect(dayInBrussels(moment)).toBe(day);
        const shown = new Intl.DateTimeFormat('en-GB', {
          timeZone: 'Europe/Brussels',
          hour: '2-digit',
          hourCycle: 'h23',
        });
        expect(Number(shown.format(moment))).toBe(hour);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a term of law', () => {
  const term = {
    governmentLevels: ['FEDERAL'],
    kinds: ['DOCUMENT'],
    days: 30,
    validFrom: '2000-01-01',
    validUntil: null,
  };
  it.each([
    ['covers a document of such a level', { kind: 'DOCUMENT', governmentLevel: 'FEDERAL', day: '2026-01-01' }, true],
    ['covers no action', { kind: 'ACTION', governmentLevel: 'FEDERAL', day: '2026-01-01' }, false],
    ['covers no other level', { kind: 'DOCUMENT', governmentLevel: 'FLEMISH', day: '2026-01-01' }, false],
    ['covers nothing before it holds', { kind: 'DOCUMENT', governmentLevel: 'FEDERAL', day: '1999-12-31' }, false],
  ])('%s', (_name, fit, expected) => expect(covers(term, fit)).toBe(expected));

  it('of the files never covers an action, an explanation, support or consultation', () => {
    for (const row of rows['legal-terms.csv'])
      for (const kind of ['ACTION', 'INFORMATION', 'SUPPORT', 'CONSULTATION']) expect(row.kinds).not.toContain(kind);
  });
});
