import { provinces, type Province } from '../vocabulary.js';
import { codeRules } from './code.rules.js';
import { fileNames, type FileName, type ReferenceRows, type Row } from './layouts.js';
import type { Refusal, RefusalCode } from './refusals.js';
import type { Refuse } from './refuse.js';
import { successionRules } from './succession.rules.js';

/** Calls back for every row whose key an earlier row has too. */
const twice = <R>(rows: readonly R[], keyOf: (row: R) => string, report: (row: R, key: string) => void): void => {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row);
    if (seen.has(key)) report(row, key);
    seen.add(key);
  }
};

/** What identifies a row within its file. */
const keys: { [F in FileName]?: { column: string; of: (row: Row<F>) => string } } = {
  'reference-regions.csv': { column: 'code', of: (row) => row.code },
  'municipalities.csv': { column: 'nis', of: (row) => row.nis },
  'population.csv': { column: 'nis', of: (row) => `${row.nis} ${row.year}` },
  'control-totals.csv': { column: 'province', of: (row) => `${row.province} ${row.year}` },
  'successions.csv': { column: 'predecessor', of: (row) => `${row.predecessor} ${row.successor}` },
  'actors.csv': { column: 'code', of: (row) => row.code },
};

const duplicates = (rows: ReferenceRows, refuse: Refuse): void => {
  const check = <F extends FileName>(file: F) => {
    const key = keys[file];
    if (key) twice<Row<F>>(rows[file], key.of, (row, value) => refuse(file, row.line, key.column, 'DUPLICATE', value));
  };
  fileNames.forEach(check);
  const existing = rows['municipalities.csv'].filter((row) => row.exists_until === null);
  twice(
    existing,
    (row) => row.name,
    (row, name) => refuse('municipalities.csv', row.line, 'name', 'DUPLICATE', name),
  );
};

const details = [
  'reference_region',
  'primary_care_zone',
  'police_zone',
  'language_facilities',
  'longitude',
  'latitude',
  'area_km2',
] as const;

const municipalities = (rows: ReferenceRows, refuse: Refuse): void => {
  const regions = new Set(rows['reference-regions.csv'].map((region) => region.code));
  const counted = new Set(rows['population.csv'].map((figure) => figure.nis));
  for (const row of rows['municipalities.csv']) {
    const refuseCell = (column: string, code: RefusalCode, value: unknown) =>
      refuse('municipalities.csv', row.line, column, code, value);
    if (provinces[row.province].digit !== row.nis[0])
      refuseCell('province', 'PROVINCE_NIS', provinces[row.province].name);
    if (row.reference_region && !regions.has(row.reference_region))
      refuseCell('reference_region', 'UNKNOWN_REGION', row.reference_region);
    if (row.exists_from && row.exists_until && row.exists_until < row.exists_from)
      refuseCell('exists_until', 'ENDS_BEFORE_START', row.exists_until);
    if (row.exists_until) continue;
    for (const column of details) if (row[column] === null) refuseCell(column, 'DETAILS_MISSING', '');
    if (!counted.has(row.nis)) refuse('population.csv', null, 'nis', 'DETAILS_MISSING', row.nis);
  }
};

const neighbours = (rows: ReferenceRows, refuse: Refuse): void => {
  const byNis = new Map(rows['municipalities.csv'].map((row) => [row.nis, row]));
  for (const row of rows['municipalities.csv']) {
    const refuseCell = (code: RefusalCode, value: string) =>
      refuse('municipalities.csv', row.line, 'neighbours', code, value);
    twice(row.neighbours, String, (_, nis) => refuseCell('DUPLICATE', nis));
    for (const nis of row.neighbours) {
      const other = byNis.get(nis);
      if (nis === row.nis) refuseCell('NEIGHBOUR_ITSELF', nis);
      else if (!other) refuseCell('UNKNOWN_MUNICIPALITY', nis);
      else if (row.exists_until || other.exists_until) refuseCell('NEIGHBOUR_ENDED', nis);
      else if (!other.neighbours.includes(row.nis)) refuseCell('NEIGHBOUR_ONE_SIDED', nis);
    }
  }
};

/** Each year that is counted adds up, province by province, to the totals given apart. */
const sums = (rows: ReferenceRows, refuse: Refuse): void => {
  const provinceOf = new Map(rows['municipalities.csv'].map((row) => [row.nis, row.province]));
  const found = new Map<string, { municipalities: number; population: number }>();
  for (const figure of rows['population.csv']) {
    const province = provinceOf.get(figure.nis);
    if (!province) {
      refuse('population.csv', figure.line, 'nis', 'UNKNOWN_MUNICIPALITY', figure.nis);
      continue;
    }
    const key = `${province} ${figure.year}`;
    const sum = found.get(key) ?? { municipalities: 0, population: 0 };
    found.set(key, { municipalities: sum.municipalities + 1, population: sum.population + figure.population });
  }
  const given = new Set<string>();
  for (const total of rows['control-totals.csv']) {
    const key = `${total.province} ${total.year}`;
    given.add(key);
    const sum = found.get(key) ?? { municipalities: 0, population: 0 };
    for (const [column, code] of [
      ['municipalities', 'TOTAL_MUNICIPALITIES'],
      ['population', 'TOTAL_POPULATION'],
    ] as const)
      if (sum[column] !== total[column])
        refuse('control-totals.csv', total.line, column, code, `${total[column]}, not ${sum[column]}`);
  }
  for (const year of new Set(rows['population.csv'].map((figure) => figure.year)))
    for (const province of Object.keys(provinces) as Province[])
      if (!given.has(`${province} ${year}`))
        refuse('control-totals.csv', null, 'province', 'TOTAL_MISSING', `${provinces[province].name} ${year}`);
};

/** Everything in which the rows do not fit together; empty when the files are good. */
export const checkRows = (rows: ReferenceRows): Refusal[] => {
  const refusals: Refusal[] = [];
  const refuse: Refuse = (file, line, column, code, value) =>
    refusals.push({ file, line, column, code, value: String(value) });
  for (const rule of [duplicates, municipalities, neighbours, sums, codeRules, successionRules]) rule(rows, refuse);
  return refusals;
};
