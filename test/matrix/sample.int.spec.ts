import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Matrix, sentences } from './matrix.js';
import type { CallerKey } from './people.js';

/** The whole matrix is `npm run test:matrix`; here a few callers ask everything once, with both walls standing. */
const some: CallerKey[] = ['anonymous', 'manager', 'reader', 'fedasil', 'wrongOrganisation'];
/** How many steps the paths of the schema are followed. */
const REACH = 2;

let matrix: Matrix;
beforeAll(async () => {
  matrix = await Matrix.open('both', some, REACH);
}, 120_000);
afterAll(() => matrix.close());

describe('a sample of the authorisation matrix', () => {
  it('knows every field, root field, argument and capability', () => {
    expect(matrix.unknown()).toEqual([]);
  });

  it('finds no leak and no refusal too many', async () => {
    expect(matrix.size).toBeGreaterThan(400);
    expect(sentences(await matrix.run())).toEqual([]);
    expect(matrix.blindSpots(some)).toEqual([]);
    expect(matrix.layers.missing()).toEqual([]);
  }, 120_000);
});
