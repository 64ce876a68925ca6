import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Matrix, sentences } from '../matrix.js';
import { report } from '../report.js';
import { Coverage, policyWeakenings, scoreOf, weakenAll, type Excuses } from '../weaken.js';

/** Rules of the policy that can be weakened without anybody receiving or doing more. */
const excuses: Excuses = Object.fromEntries(
  [
    ...['endOtherSessions', 'acceptInvitation', 'setNotificationSettings', 'setNotificationDefaults'],
    ...['renewCalendarFeed', 'removeCalendarFeed'],
  ].map((action) => [
    `Mutation.${action}: signedIn → public`,
    'the first thing the action does is to ask who it is, with the same answer',
  ]),
);

let matrix: Matrix;
const coverage = new Coverage();
beforeAll(async () => {
  matrix = await Matrix.open('first');
});
afterAll(() => matrix.close());

describe('the first wall alone', () => {
  it('lets through what it should and nothing else, with row-level security switched off', async () => {
    const found = await coverage.during(() => matrix.run(coverage.around));
    report('first wall alone', { cells: matrix.size, leaks: found.length });
    expect(sentences(found)).toEqual([]);
    expect(matrix.blindSpots()).toEqual([]);
    expect(matrix.layers.missing()).toEqual([]);
  });

  it('fails the matrix with every rule that is weakened', async () => {
    const weakenings = policyWeakenings(matrix, coverage);
    const outcomes = await matrix.quietly(() => weakenAll(weakenings, () => matrix.asked.forget()));
    const { wrong, ...score } = scoreOf(outcomes, excuses);
    report('policy weakened', { ...score, outcomes });
    expect(wrong).toEqual([]);
    expect(score.caught / score.of).toBeGreaterThanOrEqual(0.98);
  });
});
