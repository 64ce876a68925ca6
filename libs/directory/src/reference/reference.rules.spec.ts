import fc from 'fast-check';
import type { FileName, ReferenceRows, Row } from './layouts.js';
import { readRows } from './read-rows.js';
import { readContents } from './reference.files.js';
import { checkRows } from './reference.rules.js';
import { refusalLine } from './refusals.js';

const { rows: own, refusals: unreadable } = readRows(readContents());
const today = own['municipalities.csv'].filter((row) => !row.exists_until);

/** Our own rows with some of one file changed. */
const changed = <F extends FileName>(file: F, change: (row: Row<F>) => Partial<Row<F>> | undefined): ReferenceRows => ({
  ...own,
  [file]: own[file].flatMap((row) => {
    const difference = change(row);
    return difference ? [{ ...row, ...difference }] : [];
  }),
});
const codesOf = (rows: ReferenceRows): string[] => [...new Set(checkRows(rows).map(({ code }) => code))].sort();
const municipality = (nis: string, difference: Partial<Row<'municipalities.csv'>>) =>
  changed('municipalities.csv', (row) => (row.nis === nis ? difference : {}));
const codes = (wanted: Partial<Row<'municipality-codes.csv'>>, difference: Partial<Row<'municipality-codes.csv'>>) =>
  changed('municipality-codes.csv', (row) =>
    row.nis === wanted.nis && row.scheme === wanted.scheme ? difference : {},
  );
const succession = (predecessor: string, difference: Partial<Row<'successions.csv'>> | undefined) =>
  changed('successions.csv', (row) => (row.predecessor === predecessor ? difference : {}));

describe('our own reference files', () => {
  it('are good', () => {
    expect(unreadable).toEqual([]);
    expect(checkRows(own)).toEqual([]);
  });

  it('hold Flanders of today', () => {
    expect(today).toHaveLength(285);
    expect(own['population.csv'].reduce((sum, { population }) => sum + population, 0)).toBe(6_898_350);
    expect(today.filter((row) => row.language_facilities)).toHaveLength(12);
    const perProvince = Map.groupBy(today, (row) => row.province);
    expect([...perProvince.values()].map((list) => list.length).sort()).toEqual([38, 55, 62, 63, 67]);
    expect(own['reference-regions.csv']).toHaveLength(15);
    expect(own['actors.csv']).toHaveLength(57);
  });

  it('hold the mergers of 2019 and 2025', () => {
    const successors = (year: string) =>
      new Set(own['successions.csv'].filter((row) => row.valid_from.startsWith(year)).map((row) => row.successor));
    expect(successors('2019').size).toBe(7);
    expect(successors('2025').size).toBe(13);
    expect(own['municipalities.csv'].filter((row) => row.exists_until === '2018-12-31')).toHaveLength(15);
    const goesOn = own['successions.csv'].filter((row) => row.identity_continues).map((row) => row.predecessor);
    expect(goesOn).toEqual(['37015', '37018', '44034', '46014', '71022', '71069', '73006', '73083']);
  });
});

describe('what is refused', () => {
  const tielt = '37022';
  const tieltRow = own['municipalities.csv'].find((row) => row.nis === tielt)!;
  it.each<[string, string[], ReferenceRows]>([
    [
      'a municipality twice',
      ['CODE_TAKEN', 'DUPLICATE'],
      { ...own, 'municipalities.csv': [...own['municipalities.csv'], tieltRow] },
    ],
    ['a name twice', ['DUPLICATE'], municipality(tielt, { name: 'Wingene' })],
    [
      'a province that does not fit',
      ['PROVINCE_NIS', 'TOTAL_MUNICIPALITIES', 'TOTAL_POPULATION'],
      municipality(tielt, { province: 'LIMBURG' }),
    ],
    ['an unknown region', ['UNKNOWN_REGION'], municipality(tielt, { reference_region: 'REFREG99' })],
    ['missing details', ['DETAILS_MISSING'], municipality(tielt, { area_km2: null })],
    [
      'a missing figure',
      ['DETAILS_MISSING', 'TOTAL_MUNICIPALITIES', 'TOTAL_POPULATION'],
      changed('population.csv', (row) => (row.nis === tielt ? undefined : {})),
    ],
    [
      'a figure of nobody',
      ['DETAILS_MISSING', 'TOTAL_MUNICIPALITIES', 'TOTAL_POPULATION', 'UNKNOWN_MUNICIPALITY'],
      changed('population.csv', (row) => (row.nis === tielt ? { nis: '39999' } : {})),
    ],
    [
      'a year without totals',
      ['TOTAL_MISSING', 'TOTAL_MUNICIPALITIES', 'TOTAL_POPULATION'],
      changed('population.csv', (row) => (row.nis === tielt ? { year: 2027 } : {})),
    ],
    [
      'a neighbour that is itself',
      ['NEIGHBOUR_ITSELF'],
      municipality(tielt, { neighbours: [...tieltRow.neighbours, tielt] }),
    ],
    [
      'a neighbour twice',
      ['DUPLICATE'],
      municipality(tielt, { neighbours: [...tieltRow.neighbours, tieltRow.neighbours[0]!] }),
    ],
    [
      'an unknown neighbour',
      ['UNKNOWN_MUNICIPALITY'],
      municipality(tielt, { neighbours: [...tieltRow.neighbours, '39999'] }),
    ],
    [
      'a neighbour that ended',
      ['NEIGHBOUR_ENDED'],
      municipality(tielt, { neighbours: [...tieltRow.neighbours, '37007'] }),
    ],
    ['a life that ends before it starts', ['ENDS_BEFORE_START'], municipality('37007', { exists_from: '2025-01-01' })],
    [
      'a wrong check digit',
      ['IDENTITY_CODES', 'KBO_CHECK_DIGITS'],
      codes({ nis: tielt, scheme: 'KBO' }, { value: '0207438459' }),
    ],
    ['a code of two municipalities', ['CODE_TAKEN'], codes({ nis: '37020', scheme: 'OVO' }, { value: 'OVO002249' })],
    [
      'a municipality without KBO number',
      ['CODE_MISSING'],
      changed('municipality-codes.csv', (row) => (row.nis === '37020' && row.scheme === 'KBO' ? undefined : {})),
    ],
    ['a code outside its life', ['CODE_OUTSIDE'], codes({ nis: '23106', scheme: 'OVO' }, { valid_from: '2024-06-01' })],
    [
      'a code of nobody',
      ['CODE_MISSING', 'UNKNOWN_MUNICIPALITY'],
      codes({ nis: '37020', scheme: 'OVO' }, { nis: '39999' }),
    ],
    ['a succession with a gap', ['SUCCESSION_END'], succession('37007', { valid_from: '2025-01-02' })],
    [
      'a succession before the successor',
      ['SUCCESSION_END', 'SUCCESSION_START'],
      succession('37007', { valid_from: '2024-12-01' }),
    ],
    ['an unknown successor', ['UNKNOWN_MUNICIPALITY'], succession('37007', { successor: '39999' })],
    ['an end without successor', ['SUCCESSOR_MISSING'], succession('37007', undefined)],
    ['a body that goes on twice', ['IDENTITY_TWICE'], succession('37007', { identity_continues: true })],
    ['a body that goes on, but not', ['IDENTITY_CODES'], succession('37015', { identity_continues: false })],
  ])('%s', (_, expected, rows) => {
    expect(codesOf(rows)).toEqual(expected);
  });

  it('a population that does not add up, whichever and by however much', () => {
    const slips = fc.tuple(fc.nat(own['population.csv'].length - 1), fc.integer({ min: 1, max: 1_000 }));
    fc.assert(
      fc.property(slips, ([index, by]) => {
        const slip = own['population.csv'][index]!;
        const rows = changed('population.csv', (row) => (row === slip ? { population: row.population + by } : {}));
        return codesOf(rows).join() === 'TOTAL_POPULATION';
      }),
      { numRuns: 30 },
    );
  });

  it('a border that only one side knows', () => {
    const sides = fc.constantFrom(...today.filter((row) => row.neighbours.length > 0));
    fc.assert(
      fc.property(sides, (forgetful) => {
        const refusals = checkRows(municipality(forgetful.nis, { neighbours: forgetful.neighbours.slice(1) }));
        return (
          refusals.length === 1 && refusals[0]!.code === 'NEIGHBOUR_ONE_SIDED' && refusals[0]!.value === forgetful.nis
        );
      }),
      { numRuns: 30 },
    );
  });

  it('is reported with place, code, value and reason', () => {
    const [refusal] = checkRows(municipality(tielt, { reference_region: 'REFREG99' }));
    expect(refusalLine(refusal!)).toBe(
      `municipalities.csv:${tieltRow.line}:reference_region: UNKNOWN_REGION "REFREG99": no reference region has this code`,
    );
  });
});
