import { addDays, includesDay, type DateRange } from '#libs/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { workspaceRoles } from '../roles.js';
import {
  checkEnd,
  checkManagers,
  checkRole,
  cleanEmail,
  endedOn,
  firstLostDay,
  invitationStateAt,
  rolesByKind,
  stateOn,
} from './members.rules.js';

const TODAY = '2026-03-01';
const HORIZON = 45;
const day = (offset: number): string => addDays(TODAY, offset);
const range = (from: number, until: number | null): DateRange => ({
  from: day(from),
  until: until === null ? null : day(until),
});

const ranges = fc.array(
  fc
    .tuple(fc.integer({ min: -15, max: 25 }), fc.option(fc.integer({ min: 0, max: 15 })))
    .map(([from, length]) => range(from, length === null ? null : from + length)),
  { maxLength: 5 },
);
const covered = (all: readonly DateRange[], offset: number): boolean =>
  all.some((one) => includesDay(one, day(offset)));
const days = Array.from({ length: HORIZON + 1 }, (_, offset) => offset);

describe('the last manager', () => {
  it('loses the first day that had a manager and has none any more', () => {
    fc.assert(
      fc.property(ranges, ranges, (before, after) => {
        // Every range without end holds on the last day looked at, every other one ended before.
        const lost = days.find((offset) => covered(before, offset) && !covered(after, offset));
        expect(firstLostDay(before, after, TODAY)).toBe(lost === undefined ? undefined : day(lost));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is always there in a partnership whose founder manages it without end, whatever is changed', () => {
    const change = fc.record({
      which: fc.nat({ max: 9 }),
      until: fc.option(fc.integer({ min: -1, max: 30 })),
      add: fc.boolean(),
      from: fc.integer({ min: 0, max: 10 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        let managers: DateRange[] = [range(-10, null)];
        for (const { which, until, add, from } of changes) {
          const index = which % managers.length;
          const next = add
            ? [...managers, range(from, until === null ? null : from + Math.max(0, until))]
            : managers.flatMap((one, at) =>
                at !== index ? [one] : until === null || until < 0 ? [] : [{ ...one, until: day(until) }],
              );
          try {
            checkManagers(managers, next, TODAY);
            managers = next;
          } catch (error) {
            expect(error).toMatchObject({ code: 'LAST_MANAGER' });
          }
          expect(days.every((offset) => covered(managers, offset))).toBe(true);
        }
      }),
    );
  });

  it('may go when another one manages without end, and not when that one begins later or ends', () => {
    const one = range(-10, null);
    expect(firstLostDay([one, range(0, null)], [range(0, null)], TODAY)).toBeUndefined();
    expect(firstLostDay([one, range(2, null)], [range(2, null)], TODAY)).toBe(TODAY);
    expect(firstLostDay([one, range(0, 30)], [range(0, 30)], TODAY)).toBe(day(31));
    expect(firstLostDay([range(-10, -1)], [], TODAY)).toBeUndefined();
    expect(() => {
      checkManagers([one], [], TODAY);
    }).toThrow(expect.objectContaining({ code: 'LAST_MANAGER', args: { firstDay: TODAY } }));
  });
});

describe('an end', () => {
  it('leaves nothing after it and changes nothing before it', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: -5, max: 30 }), (all, last) => {
        const left = endedOn(all, day(last));
        for (const offset of days) expect(covered(left, offset)).toBe(offset <= last && covered(all, offset));
      }),
    );
  });

  it('lies ahead, or is today', () => {
    expect(() => {
      checkEnd(day(-1), TODAY);
    }).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    checkEnd(TODAY, TODAY);
    checkEnd(null, TODAY);
  });
});

describe('a mandate', () => {
  const open = { validFrom: day(-10), validUntil: null, withdrawnAt: null, takesPart: true };

  it('is active from its first to its last day while its organisation takes part', () => {
    expect(stateOn(open, TODAY)).toBe('ACTIVE');
    expect(stateOn({ ...open, validUntil: TODAY }, TODAY)).toBe('ACTIVE');
    expect(stateOn({ ...open, validUntil: day(-1) }, TODAY)).toBe('ENDED');
    expect(stateOn({ ...open, validFrom: day(1) }, TODAY)).toBe('FUTURE');
    expect(stateOn({ ...open, takesPart: false }, TODAY)).toBe('ENDED');
    expect(stateOn({ ...open, withdrawnAt: new Date(0) }, TODAY)).toBe('WITHDRAWN');
  });

  it('gives staff of actors one role, which nobody else has', () => {
    expect(rolesByKind.ACTOR).toEqual(['ANSWERER']);
    const others = Object.keys(rolesByKind).filter((kind) => kind !== 'ACTOR');
    for (const kind of others)
      expect(() => {
        checkRole('ANSWERER', kind);
      }).toThrow(expect.objectContaining({ code: 'ROLE_NOT_FOR_ORGANISATION' }));
    for (const role of workspaceRoles)
      expect(Object.values(rolesByKind).some((roles) => roles.includes(role))).toBe(true);
  });
});

describe('an invitation', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const open = { acceptedAt: null, withdrawnAt: null, expiresAt: new Date(now.getTime() + 1), validUntil: null };

  it('is open until its link, or what it offers, is over', () => {
    expect(invitationStateAt(open, now, TODAY)).toBe('OPEN');
    expect(invitationStateAt({ ...open, expiresAt: now }, now, TODAY)).toBe('EXPIRED');
    expect(invitationStateAt({ ...open, validUntil: day(-1) }, now, TODAY)).toBe('EXPIRED');
    expect(invitationStateAt({ ...open, acceptedAt: now, expiresAt: now }, now, TODAY)).toBe('ACCEPTED');
    expect(invitationStateAt({ ...open, withdrawnAt: now }, now, TODAY)).toBe('WITHDRAWN');
  });

  it.each(['an@wielsbeke.be', ' an.de-wolf+werk@stad.gent ', "o'brien@x.example"])('goes to %s', (address) => {
    expect(cleanEmail(address)).toBe(address.trim());
  });

  it.each([
    '',
    'an',
    'an@',
    '@x.be',
    'an@localhost',
    'a b@x.be',
    'an@x.be,b@x.be',
    'an@x.be\r\nBcc: b@x.be',
    '"a"@x.be',
    `${'a'.repeat(250)}@x.be`,
  ])('does not go to %j', (address) => {
    expect(() => cleanEmail(address)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
