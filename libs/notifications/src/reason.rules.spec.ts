import { describe, expect, it } from '@jest/globals';
import { planMail, quietDaysOf, wayIsAllowed, wayOf, weekdayOf, type Choices, type Reason } from './reason.rules.js';

const none: Choices = { ways: {}, quietDays: null };
const monday = new Date('2026-11-23T09:00:00Z');
const saturday = new Date('2026-11-28T09:00:00Z');
const news = (reason: Reason, minutesAgo: number, now = monday) => ({
  ...{ itemId: reason, reason },
  at: new Date(now.getTime() - minutesAgo * 60_000),
});

describe('how somebody is mailed', () => {
  it('is as the person chose, else as the organisation did, else with the digest', () => {
    const organisation: Choices = { ways: { TALK: 'NEVER', ASKED: 'DIGEST' }, quietDays: [3] };
    const person: Choices = { ways: { ASKED: 'NOW' }, quietDays: [] };
    expect(wayOf('ASKED', person, organisation)).toBe('NOW');
    expect(wayOf('TALK', person, organisation)).toBe('NEVER');
    expect([wayOf('ASSIGNEE', none, none), wayOf('APPROVAL', none, none)]).toEqual(['DIGEST', 'NOW']);
    expect([quietDaysOf(person, organisation), quietDaysOf(none, organisation), quietDaysOf(none, none)]).toEqual([
      ...[[], [3], [6, 7]],
    ]);
  });

  it('at once only for what waits on somebody', () => {
    expect(wayIsAllowed('TALK', 'NOW')).toBe(false);
    expect(wayIsAllowed('MENTIONED', 'NOW')).toBe(true);
    expect(wayIsAllowed('TALK', 'NEVER')).toBe(true);
  });

  it('in one mail for what comes within a minute, and never on quiet days', () => {
    const all = [news('MENTIONED', 2), news('ASKED', 0.1), news('TALK', 30)];
    expect(planMail(all, 'NOW', monday, none, none).mail.map(({ reason }) => reason)).toEqual(['MENTIONED', 'ASKED']);
    expect(planMail([news('ASKED', 0.1)], 'NOW', monday, none, none).mail).toEqual([]);
    const chosen: Choices = { ways: { TALK: 'NEVER' }, quietDays: null };
    const digest = planMail(all, 'DIGEST', monday, chosen, none);
    expect([digest.mail.length, digest.settle.map(({ reason }) => reason)]).toEqual([2, ['TALK']]);
    expect(planMail([news('ASKED', 9, saturday)], 'NOW', saturday, none, none).mail).toEqual([]);
  });

  it('by the Belgian day', () => {
    expect(weekdayOf(new Date('2026-11-22T22:59:00Z'))).toBe(7);
    expect(weekdayOf(new Date('2026-11-22T23:00:00Z'))).toBe(1);
    expect(weekdayOf(new Date('2026-06-21T22:00:00Z'))).toBe(1);
  });
});
