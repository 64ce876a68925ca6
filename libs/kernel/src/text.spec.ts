import { describe, expect, it } from '@jest/globals';
import { AppError } from './errors.js';
import { cleanLine, cleanText } from './text.js';

const bounds = { field: 'title', max: 20 };
const reason = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? [error.code, error.field, error.args.reason] : error;
  }
  return 'accepted';
};

describe('texts people type', () => {
  it('keep emoji, right-to-left script, markup and formulas as they are', () => {
    for (const text of ['👩‍👩‍👧 welkom', 'مرحبا', '<script>x</script>', '=cmd|"/c calc"!A0'])
      expect(cleanLine(text, { ...bounds, max: 100 })).toBe(text);
  });

  it('are one line where one line is asked', () => {
    expect(cleanLine(' een\r\ntwee\t drie\u2028vier ', bounds)).toBe('een twee drie vier');
    expect(cleanText('een\r\ntwee\r', bounds)).toBe('een\ntwee');
  });

  it('count characters, not code units', () => {
    expect(cleanLine('👍'.repeat(20), bounds)).toHaveLength(40);
    expect(reason(() => cleanLine('👍'.repeat(21), bounds))).toEqual(['INVALID_INPUT', 'title', 'TOO_LONG']);
  });

  it.each([
    ['a\u0000b', 'UNPRINTABLE'],
    ['a\u001bb', 'UNPRINTABLE'],
    ['a\ud800b', 'UNPRINTABLE'],
    ['   ', 'REQUIRED'],
    ['x'.repeat(100_000), 'TOO_LONG'],
  ])('are refused with a reason', (text, expected) => {
    expect(reason(() => cleanText(text, bounds))).toEqual(['INVALID_INPUT', 'title', expected]);
  });

  it('may be empty where that is allowed', () => {
    expect(cleanText(' ', { ...bounds, optional: true })).toBe('');
  });
});
