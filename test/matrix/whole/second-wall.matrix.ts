import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Matrix, run, sentences } from '../matrix.js';
import { report } from '../report.js';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await Matrix.open('both');
});
afterAll(() => matrix.close());

describe('the second wall alone', () => {
  it('shows and lets write nothing of others, with every rule of the policy gone', async () => {
    const [cells, found] = await matrix.behindSecondWall(async (all) => [all.length, await run(all)] as const);
    report('second wall alone', { cells, leaks: found.length });
    expect(sentences(found)).toEqual([]);
  });
});
