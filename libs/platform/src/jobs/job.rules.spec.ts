import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/kernel';
import { JobTooSlow, nextTurn, problemOf } from './job.rules.js';

const turns = (pattern: string, from: string, count: number): string[] => {
  const found: string[] = [];
  for (let moment = new Date(from); found.length < count;) {
    moment = nextTurn(pattern, moment);
    found.push(moment.toISOString());
  }
  return found;
};

describe('what comes back', () => {
  it('comes at the hour people read on their clocks, in summer and in winter', () => {
    expect(turns('0 7 * * *', '2026-10-23T12:00:00Z', 3)).toEqual([
      '2026-10-24T05:00:00.000Z',
      '2026-10-25T06:00:00.000Z',
      '2026-10-26T06:00:00.000Z',
    ]);
  });

  it('comes once a day also where the hour is missing or there twice', () => {
    const days = (from: string) => turns('30 2 * * *', from, 3).map((moment) => moment.slice(0, 10));
    expect(days('2026-03-27T12:00:00Z')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(days('2026-10-23T12:00:00Z')).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']);
  });

  it('is refused when it never comes', () => {
    expect(() => nextTurn('0 0 30 2 *', new Date('2026-01-01T00:00:00Z'))).toThrow('never comes');
  });
});

it('a failure is told by its code', () => {
  const ofDatabase = Object.assign(new Error('Jan Peeters already exists'), { driverError: { code: '23505' } });
  const known = new AppError('TASK_CLOSED', { kind: 'Conflict', message: 'x' });
  const failures = [known, ofDatabase, new JobTooSlow(), { code: 'ECONNRESET' }, { code: 'jan@x.be' }, null];
  expect(failures.map(problemOf)).toEqual(['TASK_CLOSED', 'SQLSTATE_23505', 'TOO_SLOW', 'ECONNRESET', 'BUG', 'BUG']);
});
