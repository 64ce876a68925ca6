import { describe, expect, it } from '@jest/globals';
import { aWeek, digestsOf, replay, type Told } from './attention.rules.js';

const monday = new Date('2026-11-22T23:00:00Z');
const at = (hour: number, minute: number): Date => new Date(monday.getTime() + (hour * 60 + minute) * 60_000);
const told = (reason: Told['reason'], moment: Date): Told => ({ person: 'An', itemId: reason, reason, at: moment });

describe('how often people are interrupted', () => {
  it('is counted by the rules that write the mails', () => {
    const week = [
      ...[told('ASKED', at(9, 0)), told('MENTIONED', at(9, 0)), told('TALK', at(9, 1))],
      ...[told('TALK', at(11, 0)), told('APPROVAL', at(15, 0))],
    ];
    expect(replay(week, digestsOf(monday))).toEqual([
      { person: 'An', news: 5, withoutRules: 5, atOnce: 2, digests: 1 },
    ]);
  });

  it('is the same week for the same seed, and less for everybody', () => {
    const week = aWeek(monday, 1, 7);
    expect(week).toEqual(aWeek(monday, 1, 7));
    for (const { withoutRules, atOnce, digests } of replay(week, digestsOf(monday)))
      expect(atOnce + digests).toBeLessThan(withoutRules);
  });
});
