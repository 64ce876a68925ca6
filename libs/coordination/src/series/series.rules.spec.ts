import { describe, expect, it } from '@jest/globals';
import { formatRecurrence, nextDay, parseRecurrence, recurrenceColumns } from './series.rules.js';

/** The days of a series whose tasks are each done on their day. */
const days = (recurrence: string, from: string, count: number): (string | null)[] => {
  const series: (string | null)[] = [];
  let recursOn: string | null = from;
  while (recursOn && series.length < count) {
    recursOn = nextDay({ recurrence, recursFrom: from, recursOn, repeated: false }, recursOn);
    series.push(recursOn);
  }
  return series;
};

const single = {
  recurrence: null,
  recursFrom: null,
  recursOn: null,
  repeated: false,
  seriesId: null,
  occurrence: null,
};

describe('how a task repeats', () => {
  it('is read from RFC 5545 and kept in one way', () => {
    expect(parseRecurrence(' rrule:UNTIL=20271231;INTERVAL=3;FREQ=MONTHLY ')).toEqual({
      ...{ freq: 'MONTHLY', interval: 3, until: '2027-12-31' },
    });
    expect(formatRecurrence(parseRecurrence('UNTIL=20271231;INTERVAL=1;FREQ=YEARLY'))).toBe(
      'FREQ=YEARLY;UNTIL=20271231',
    );
  });

  it('refuses what it does not keep to', () => {
    for (const text of [
      ...['', 'FREQ', 'FREQ=DAILY', 'INTERVAL=2', 'FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY;COUNT=3', 'FREQ=WEEKLY;X=1'],
      ...['FREQ=WEEKLY;INTERVAL=0', 'FREQ=WEEKLY;INTERVAL=53', 'FREQ=WEEKLY;INTERVAL=1E1', 'FREQ=WEEKLY;FREQ=YEARLY'],
      ...['FREQ=WEEKLY;UNTIL=20270230', 'FREQ=WEEKLY;UNTIL=20270101T000000Z', 'FREQ=WEEKLY;', 'FREQ=WEEKLY\nRRULE:X'],
      'CONSTRUCTOR=1;FREQ=WEEKLY',
    ])
      expect(() => recurrenceColumns(text, single, '2026-01-01')).toThrow(
        expect.objectContaining({ code: 'TASK_RECURRENCE_UNSUPPORTED', field: 'recurrence' }),
      );
    expect(() => recurrenceColumns('FREQ=WEEKLY', single, null)).toThrow(
      expect.objectContaining({ code: 'TASK_RECURRENCE_NEEDS_DUE' }),
    );
    expect(() => recurrenceColumns('FREQ=WEEKLY;UNTIL=20260101', single, '2026-01-02')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });

  it('keeps the day of the month, and takes the last one of a shorter month', () => {
    expect(days('FREQ=MONTHLY', '2026-01-31', 4)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
    expect(days('FREQ=MONTHLY;INTERVAL=3', '2026-11-30', 5)).toEqual([
      ...['2027-02-28', '2027-05-30', '2027-08-30', '2027-11-30', '2028-02-29'],
    ]);
    expect(days('FREQ=YEARLY', '2024-02-29', 5)).toEqual([
      ...['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29', '2029-02-28'],
    ]);
  });

  it('counts days, also over the change of the clock, and ends on its last day', () => {
    expect(days('FREQ=WEEKLY;INTERVAL=2;UNTIL=20260412', '2026-03-15', 9)).toEqual(['2026-03-29', '2026-04-12', null]);
    expect(days('FREQ=WEEKLY', '2026-10-18', 2)).toEqual(['2026-10-25', '2026-11-01']);
    expect(days('FREQ=YEARLY;UNTIL=20270330', '2026-03-31', 1)).toEqual([null]);
  });

  it('comes after today when it was done late, and after its own day when it was done early', () => {
    const monthly = { recurrence: 'FREQ=MONTHLY', recursFrom: '2026-01-31', recursOn: '2026-01-31', repeated: false };
    expect(nextDay(monthly, '2026-05-31')).toBe('2026-06-30');
    expect(nextDay(monthly, '2025-12-01')).toBe('2026-02-28');
    expect(nextDay({ ...monthly, repeated: true }, '2026-05-31')).toBeNull();
    expect(nextDay({ ...monthly, recurrence: null }, '2026-05-31')).toBeNull();
  });

  it('counts anew when the rule is chosen again, stays in its series, and is changed on the last task only', () => {
    expect(recurrenceColumns(undefined, single, null)).toEqual({});
    expect(recurrenceColumns(null, single, '2026-01-31')).toEqual({});
    const first = recurrenceColumns('FREQ=MONTHLY', single, '2026-01-31');
    expect(first).toEqual({
      ...{ recurrence: 'FREQ=MONTHLY', recursFrom: '2026-01-31', recursOn: '2026-01-31', occurrence: 1 },
      seriesId: expect.any(String),
    });
    const task = { ...single, ...first, occurrence: 4 };
    expect(recurrenceColumns('FREQ=MONTHLY', task, '2026-02-15')).toEqual({
      ...task,
      ...{ recursFrom: '2026-02-15', recursOn: '2026-02-15', repeated: undefined },
    });
    expect(recurrenceColumns(null, task, null)).toEqual({ recurrence: null, recursFrom: null, recursOn: null });
    const before = { ...task, repeated: true };
    expect(recurrenceColumns('INTERVAL=1;FREQ=MONTHLY', before, null)).toEqual({});
    for (const text of [null, 'FREQ=WEEKLY'])
      expect(() => recurrenceColumns(text, before, '2026-02-15')).toThrow(
        expect.objectContaining({ code: 'TASK_RECURRENCE_WENT_ON' }),
      );
  });
});
