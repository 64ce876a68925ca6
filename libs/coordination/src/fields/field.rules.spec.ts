import { describe, expect, it } from '@jest/globals';
import { asOrdinal, cleanChoices, cleanValue, type CustomFieldKind } from './field.rules.js';

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
    ['YES_NO', 'YES', 'YES'],
    ['YES_NO', 'ja', 'CUSTOM_VALUE_WRONG'],
  ] as const)('of type %s read %p as %p', (type, text, expected) => expect(value(type, text)).toBe(expected));

  it.each([
    ['NUMBER', '-12,5', '-125000'],
    ['NUMBER', '123456789012.1234', '1234567890121234'],
    ['NUMBER', '0', '00000'],
    ['NUMBER', 'x', undefined],
    ['DATE', '2026-12-31', '20261231'],
    ['DATE', '2026-02-30', undefined],
  ] as const)('of type %s compare %p as %p', (type, text, expected) => expect(asOrdinal(type, text)).toBe(expected));

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
