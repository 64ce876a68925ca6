import { describe, expect, it } from '@jest/globals';
import { readFieldFilters, writeFieldFilters } from './fieldFilters.js';

describe('filters on own fields in the address', () => {
  it('come back as they were, whatever stands in them', () => {
    const filters = [
      { fieldId: 'Rmllb_d-1', anyOf: ['idee, of niet', 'a:b', '100%'] },
      { fieldId: 'b', contains: 'brief & „aan” é' },
      { fieldId: 'c', from: '-1,5', until: '2026-12-31', empty: true as const },
    ];
    expect(readFieldFilters(writeFieldFilters(filters))).toEqual(filters);
  });

  it('leave out what cannot be read, and what an address cannot hold', () => {
    expect(readFieldFilters('a:is,b,:van:1,c:ooit:x,d:van:%E0%A4%A,<x>:leeg,e:leeg')).toEqual([
      { fieldId: 'e', empty: true },
    ]);
    for (const odd of [undefined, 12, ['a:leeg'], '']) expect(readFieldFilters(odd)).toEqual([]);
    expect(writeFieldFilters([])).toBeUndefined();
    const long = [
      { fieldId: 'a', contains: 'x'.repeat(4_000) },
      { fieldId: 'b', empty: true as const },
    ];
    expect(writeFieldFilters(long)).toBe('b:leeg');
  });
});
