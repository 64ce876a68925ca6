import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distribution, LEAST_SHOWN, median, showable } from './reaction.rules.js';

const group = (key: string, size: number) => ({
  key,
  days: Array.from({ length: size }, (_, day) => day),
  unanswered: 0,
});

describe('reaction times', () => {
  it('have the middle as median, and every one in one bucket', () => {
    expect([median([]), median([3]), median([9, 1, 5]), median([4, 1, 2, 9])]).toEqual([null, 3, 5, 3]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 })), (days) => {
        const counts = distribution(days).map(({ count }) => count);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(days.length);
      }),
    );
    expect(distribution([0, 7, 8, 90, 91]).map(({ count }) => count)).toEqual([2, 1, 0, 0, 1, 1]);
  });

  it('below five are not shown, and cannot be worked out from the others', () => {
    expect(showable([group('a', 9), group('b', 5), group('c', 4)])).toMatchObject({
      shown: [{ key: 'a' }],
      hiddenGroups: 2,
    });
    expect(showable([group('a', 9), group('b', 4), group('c', 4)])).toMatchObject({
      shown: [{ key: 'a' }],
      hiddenGroups: 2,
    });
    expect(showable([group('a', 9), group('b', 5)])).toMatchObject({
      shown: [{ key: 'a' }, { key: 'b' }],
      hiddenGroups: 0,
    });
    expect(showable([group('a', 4)])).toMatchObject({ shown: [], hiddenGroups: 1 });
    const sizes = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, (all) => {
        const { shown, hiddenGroups } = showable(all.map((size, index) => group(`g${index}`, size)));
        expect(shown.every(({ count }) => count >= LEAST_SHOWN)).toBe(true);
        const total = all.reduce((sum, size) => sum + size, 0);
        const hidden = total - shown.reduce((sum, { count }) => sum + count, 0);
        // What one total less all that is shown gives is nothing, or at least five of at least two groups.
        if (shown.length > 0) expect(hidden === 0 || (hidden >= LEAST_SHOWN && hiddenGroups > 1)).toBe(true);
      }),
    );
  });
});
