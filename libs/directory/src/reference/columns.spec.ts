import fc from 'fast-check';
import {
  day,
  kbo,
  keyOf,
  listOf,
  nis,
  number,
  optional,
  ovo,
  province,
  Refused,
  required,
  text,
  yesNo,
} from './columns.js';

const code = (value: unknown): string | undefined => (value instanceof Refused ? value.code : undefined);

const withCheckDigits = (first: number): string => {
  const eight = String(first).padStart(8, '0');
  return eight + String(97 - (first % 97)).padStart(2, '0');
};
const kboNumbers = fc.integer({ min: 0, max: 19_999_999 }).map(withCheckDigits);

describe('a KBO number', () => {
  it('is accepted with its check digits', () => {
    fc.assert(fc.property(kboNumbers, (value) => kbo(value) === value));
    expect(kbo('0216772234')).toBe('0216772234');
  });

  it('is refused with any one digit changed', () => {
    const changed = fc.tuple(kboNumbers, fc.nat(9), fc.integer({ min: 1, max: 9 })).map(([value, place, by]) => {
      const digits = [...value];
      digits[place] = String((Number(digits[place]) + by) % 10);
      return digits.join('');
    });
    fc.assert(fc.property(changed, (value) => kbo(value) instanceof Refused));
  });

  it.each(['', '207500123', '02075001234', '0207.500.123', '2207500123', 'BE0207500123'])(
    'is refused as %j',
    (value) => {
      expect(code(kbo(value))).toBe('KBO_FORMAT');
    },
  );
});

describe('cells', () => {
  it.each([
    [nis, '37007', '37007'],
    [ovo, 'OVO002249', 'OVO002249'],
    [day, '2025-01-01', '2025-01-01'],
    [yesNo, 'yes', true],
    [number(-180, 180, 4), '3.2275', 3.2275],
    [number(0, 10), '10', 10],
    [province, 'West-Vlaanderen', 'WEST_VLAANDEREN'],
    [keyOf({ FEDERAL: 1 }), 'federal', 'FEDERAL'],
    [listOf(nis, ';'), '37007;37022', ['37007', '37022']],
    [listOf(nis, ';'), '', []],
    [optional(nis), '', null],
    [text, 'Sint-Genesius-Rode', 'Sint-Genesius-Rode'],
  ])('%#: are read', (column, cell, value) => {
    expect(column(cell)).toEqual(value);
  });

  it.each([
    [nis, '3700', 'NIS_FORMAT'],
    [nis, '037007', 'NIS_FORMAT'],
    [ovo, 'OVO2249', 'OVO_FORMAT'],
    [day, '2025-02-30', 'DATE'],
    [day, '1/1/2025', 'DATE'],
    [yesNo, 'ja', 'YES_NO'],
    [number(0, 10), '11', 'NUMBER'],
    [number(0, 10), '1.5', 'NUMBER'],
    [number(0, 10), '1e1', 'NUMBER'],
    [number(0, 10), ' 1', 'NUMBER'],
    [province, 'Brussel', 'UNKNOWN_VALUE'],
    [keyOf({ FEDERAL: 1 }), 'toString', 'UNKNOWN_VALUE'],
    [listOf(nis, ';'), '37007;', 'NIS_FORMAT'],
    [required(nis), '', 'REQUIRED'],
    [text, ' Tielt', 'TEXT'],
    [text, 'Tielt\u0000', 'TEXT'],
    [text, 'x'.repeat(301), 'TEXT'],
  ])('%#: are refused with a code', (column, cell, expected) => {
    expect(code(column(cell))).toBe(expected);
  });
});
