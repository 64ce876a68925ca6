import { describe, expect, it } from '@jest/globals';
import { calendarOf, type CalendarTask } from './calendar.rules.js';

const task = (fields: Partial<CalendarTask>): CalendarTask => ({
  ...{ id: '0190a000-0000-7000-8000-000000000001', number: 231, title: 'Tolk regelen', dueOn: '2026-07-01' },
  ...{ status: 'TODO', version: 3, createdAt: '2026-06-01T22:30:00Z', updatedAt: '2026-06-02T08:00:00Z' },
  ...{ partnershipId: '0190a6a4-0000-7000-8000-000000000000', partnership: 'Samen Midwest' },
  ...fields,
});
const lines = (tasks: CalendarTask[]) =>
  calendarOf(tasks, 'https://samenregie.example')
    // Long lines are folded.
    .replaceAll('\r\n ', '')
    .split('\r\n');

describe('a calendar file', () => {
  it.each([
    ['summer', '2026-07-01', '20260701', '20260702'],
    ['winter', '2026-12-31', '20261231', '20270101'],
    ['the day the clock goes forward', '2026-03-29', '20260329', '20260330'],
    ['the day the clock goes back', '2026-10-25', '20261025', '20261026'],
  ])('has the whole day in %s, whatever the clock of the server', (_when, dueOn, start, end) => {
    const file = lines([task({ dueOn })]);
    expect(file).toContain(`DTSTART;VALUE=DATE:${start}`);
    expect(file).toContain(`DTEND;VALUE=DATE:${end}`);
    expect(file.some((line) => line.includes('TZID'))).toBe(false);
  });

  it('keeps the id of a task and says which version, so that it replaces itself', () => {
    const [before, after] = [lines([task({})]), lines([task({ version: 4, dueOn: '2026-07-09' })])];
    const uid = before.find((line) => line.startsWith('UID:'));
    expect(after).toContain(uid);
    expect([before, after].map((file) => file.find((line) => line.startsWith('SEQUENCE')))).toEqual([
      ...['SEQUENCE:3', 'SEQUENCE:4'],
    ]);
    expect(before).toContainEqual(
      expect.stringMatching(/^URL;VALUE=URI:https:\/\/samenregie.example\/taken\/231\?in=/),
    );
    expect(before).toContain('TRANSP:TRANSPARENT');
  });

  it('lets no text become a line of its own, and is a calendar without tasks too', () => {
    const file = lines([task({ title: 'een; twee, drie\nBEGIN:VEVENT' })]);
    expect(file.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(file).toContain('SUMMARY:een\\; twee\\, drie\\nBEGIN:VEVENT');
    expect(lines([])).toContain('END:VCALENDAR');
  });
});
