import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Matrix, sentences } from '../matrix.js';
import type { CallerKey } from '../people.js';
import { report } from '../report.js';

/**
 * How many steps the paths of the schema are followed. What comes through both walls comes through the first, and where that
 * stands alone they are followed to the end; here it is also about what is refused and should not be.
 */
const REACH = 2;
/** Each role once. Everybody is asked where a wall stands alone: who gets nothing through one gets nothing through both. */
const who: CallerKey[] = [
  ...(['anonymous', 'manager', 'sharedOfficer', 'member', 'reader', 'coordinator', 'auditor'] as const),
  ...(['fedasil', 'vdab', 'systemReading', 'withdrawn', 'left'] as const),
];

let matrix: Matrix;
beforeAll(async () => {
  matrix = await Matrix.open('both', who, REACH);
});
afterAll(() => matrix.close());

describe('both walls', () => {
  it('are expected for every field, root field, argument and capability', () => {
    expect(matrix.unknown()).toEqual([]);
  });

  it('let through what they should and nothing else', async () => {
    const found = await matrix.run();
    report('both walls', { cells: matrix.size, leaks: found.length });
    expect(sentences(found)).toEqual([]);
    expect(matrix.blindSpots()).toEqual([]);
    expect(matrix.layers.missing()).toEqual([]);
  });
});
