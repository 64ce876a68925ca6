import { describe, expect, it } from '@jest/globals';
import { fresh, steady } from './heldList.js';

const before = fresh([
  ['a', 'An'],
  ['b', 'Bram'],
  ['c', 'Cem'],
]);

describe('a list that somebody holds', () => {
  it('keeps every row in its place and shows what it became', () => {
    const after = steady(before, [
      ['c', 'Cem'],
      ['b', 'Bram, lezer'],
      ['a', 'An'],
    ]);
    expect(after.map(({ row }) => row)).toEqual(['An', 'Bram, lezer', 'Cem']);
  });

  it('keeps a row that is gone, marked, and puts a new one below', () => {
    const after = steady(before, [
      ['0', 'Aaron'],
      ['a', 'An'],
      ['c', 'Cem'],
    ]);
    expect(after.map(({ row, gone }) => `${row}${gone ? ' (gone)' : ''}`)).toEqual([
      'An',
      'Bram (gone)',
      'Cem',
      'Aaron',
    ]);
    expect(steady(after, [['b', 'Bram']]).find(({ id }) => id === 'b')).toMatchObject({ gone: false });
  });
});
