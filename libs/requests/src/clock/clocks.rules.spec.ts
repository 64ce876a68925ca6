import { describe, expect, it } from '@jest/globals';
import { addDays } from '#libs/kernel';
import fc from 'fast-check';
import { requestStatuses } from '../lifecycle/request.workflow.js';
import { momentInBrussels } from '../terms/term.rules.js';
import { WorkCalendar } from '../terms/workdays.rules.js';
import { clocksOf, dueAt, type ClockFacts } from './clocks.rules.js';

const calendar = new WorkCalendar([]);
const ladder = [0, 1, 2, 3, 4, 5].map((level) => ({ level, graceDays: level === 2 ? 2 : 5, unit: 'WORKING' as const }));
const facts = (more: Partial<ClockFacts> = {}): ClockFacts => ({
  ...{ status: 'SENT', level: 0, dueOn: '2026-11-06', remindedAt: null, clockRemindedFor: null, ladder },
  ...{ proposalOpen: false, clockProposals: [], commitments: [], ...more },
});
const told = (more: Partial<ClockFacts> = {}) =>
  clocksOf(facts(more), calendar).map(({ kind, at }) => `${kind} ${at.toISOString()}`);

describe('the clocks of a request', () => {
  it('remind on the morning after the last day, and propose the next step after its grace (scenario 11)', () => {
    // Friday 6 November; the grace of five working days ends on the 13th.
    expect(told()).toEqual(['REMIND 2026-11-07T07:00:00.000Z', 'PROPOSE 2026-11-14T07:00:00.000Z']);
    expect(told({ level: 1, dueOn: '2026-11-27', status: 'ESCALATED' })).toEqual([
      ...['REMIND 2026-11-28T07:00:00.000Z', 'PROPOSE 2026-12-02T07:00:00.000Z'],
    ]);
    // In summer it is eight o'clock too.
    expect(told({ dueOn: '2026-07-06' })[0]).toBe('REMIND 2026-07-07T06:00:00.000Z');
  });

  it('stand still while no answer is awaited', () => {
    for (const status of requestStatuses) {
      const awaited = ['SENT', 'RECEIVED', 'IN_PROGRESS', 'NOT_SUFFICIENT', 'ESCALATED'].includes(status);
      expect(told({ status }).length > 0).toBe(awaited);
    }
    expect(told({ status: 'DRAFT', dueOn: null })).toEqual([]);
  });

  it('remind once, and not after somebody did', () => {
    expect(told({ clockRemindedFor: '2026-11-06' })).toEqual(['PROPOSE 2026-11-14T07:00:00.000Z']);
    expect(told({ remindedAt: '2026-11-07T09:00:00Z' })).toEqual(['PROPOSE 2026-11-14T07:00:00.000Z']);
    expect(told({ remindedAt: '2026-11-06T09:00:00Z' })).toHaveLength(2);
    // With more time they begin again.
    expect(told({ dueOn: '2026-12-04', clockRemindedFor: '2026-11-06' })).toHaveLength(2);
  });

  it('propose once for each step and last day, never beside another proposal, and nothing on top', () => {
    expect(told({ proposalOpen: true })).toHaveLength(1);
    expect(told({ clockProposals: [{ level: 1, dueOn: '2026-11-06' }] })).toHaveLength(1);
    expect(told({ clockProposals: [{ level: 1, dueOn: '2026-10-06' }] })).toHaveLength(2);
    expect(told({ level: 5 })).toHaveLength(1);
    expect(told({ ladder: [] })).toHaveLength(1);
  });

  it('ask after a promise once, also when the answer was accepted, until somebody said how it went', () => {
    const promise = { id: 'p', dueOn: '2026-12-01', settled: false, followedUp: false };
    const of = (more: object, status: ClockFacts['status'] = 'ACCEPTED') =>
      told({ status, commitments: [{ ...promise, ...more }] });
    expect(of({})).toEqual(['FOLLOW_UP 2026-12-02T07:00:00.000Z']);
    expect(of({ settled: true })).toEqual([]);
    expect(of({ followedUp: true })).toEqual([]);
    expect(of({}, 'CLOSED')).toEqual([]);
  });

  it('go off once each, whenever somebody looks, and leave nothing behind that was due', () => {
    const someDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-01-01', days));
    fc.assert(
      fc.property(
        someDay,
        fc.array(fc.integer({ min: 1, max: 72 }), { minLength: 1, maxLength: 30 }),
        (dueOn, pauses) => {
          let state = facts({
            dueOn,
            commitments: [{ id: 'p', dueOn: addDays(dueOn, 9), settled: false, followedUp: false }],
          });
          const fired: string[] = [];
          let now = momentInBrussels(dueOn, 9);
          for (const pause of [...pauses, 24 * 400]) {
            now = new Date(+now + pause * 3_600_000);
            for (const clock of dueAt(clocksOf(state, calendar), now).due) {
              fired.push(clock.kind);
              expect(clock.at <= now).toBe(true);
              if (clock.kind === 'REMIND') state = { ...state, clockRemindedFor: clock.dueOn };
              if (clock.kind === 'PROPOSE')
                state = { ...state, proposalOpen: true, clockProposals: [{ level: clock.level, dueOn }] };
              if (clock.kind === 'FOLLOW_UP')
                state = { ...state, commitments: state.commitments.map((each) => ({ ...each, followedUp: true })) };
            }
          }
          expect(fired.sort()).toEqual(['FOLLOW_UP', 'PROPOSE', 'REMIND']);
        },
      ),
      { numRuns: 200 },
    );
  });
});
