import { describe, expect, it } from '@jest/globals';
import { cleanChoices, cleanValue, type CustomFieldKind } from './field.rules.js';

const value = (type: CustomFieldKind, text: string, choices: string[] = []) => {
  try {
    return cleanValue({ type, choices }, text);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('values of own fields', () => {
  it.each([
    ['NUMBER', '12,50', '12.5'],
    ['NUMBER', '-0.25', '-0.25'],
    ['NUMBER', '1e9', 'CUSTOM_VALUE_WRONG'],
    ['NUMBER', '1234567890123', 'CUSTOM_VALUE_WRONG'],
    ['DATE', '2028-02-29', '2028-02-29'],
    ['DATE', '2027-02-29', 'CUSTOM_VALUE_WRONG'],
    ['TEXT', '  twee  woorden ', 'twee woorden'],
    ['TEXT', '', 'INVALID_INPUT'],
  ] as const)('of type %s read %p as %p', (type, text, expected) => expect(value(type, text)).toBe(expected));

  it('are one of the choices', () => {
    expect(value('CHOICE', 'ja', ['ja', 'nee'])).toBe('ja');
    expect(value('CHOICE', 'misschien', ['ja', 'nee'])).toBe('CUSTOM_VALUE_WRONG');
    expect(cleanChoices('CHOICE', [' ja ', 'nee'])).toEqual(['ja', 'nee']);
    for (const [type, choices] of [
      ['CHOICE', []],
      ['CHOICE', ['ja', 'ja ']],
      ['TEXT', ['ja']],
    ] as const)
      expect(() => cleanChoices(type, choices)).toThrow(/choices/);
  });
});
