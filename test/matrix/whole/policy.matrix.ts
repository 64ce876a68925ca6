import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Matrix, run, sentences } from '../matrix.js';
import { report } from '../report.js';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await Matrix.open('first');
});
afterAll(() => matrix.close());

describe('the first wall alone', () => {
  it('lets through what it should and nothing else, with row-level security switched off', async () => {
    const found = await run(matrix.cells);
    report('first wall alone', { cells: matrix.cells.length, leaks: found.length });
    expect(sentences(found)).toEqual([]);
    expect(matrix.blindSpots()).toEqual([]);
  });
});
