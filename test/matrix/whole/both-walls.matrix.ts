import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Matrix, sentences } from '../matrix.js';
import { report } from '../report.js';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await Matrix.open('both');
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
