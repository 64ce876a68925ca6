import { codeSchemes, governmentLevels, policyDomains } from '../vocabulary.js';
import {
  day,
  keyOf,
  listOf,
  nis,
  number,
  optional,
  pattern,
  province,
  required,
  text,
  yesNo,
  type Column,
  type Refused,
} from './columns.js';

const year = required(number(1990, 2200));

/** The reference files with their columns, in the order in which they are read. */
export const layouts = {
  'reference-regions.csv': { code: required(pattern(/^REFREG\d\d$/, 'UNKNOWN_VALUE')), name: required(text) },
  'municipalities.csv': {
    nis: required(nis),
    name: required(text),
    // since when the name is used, when that is not simply as long as the municipality exists
    name_since: optional(day),
    exists_from: optional(day),
    exists_until: optional(day),
    province: required(province),
    arrondissement: required(text),
    reference_region: optional(text),
    primary_care_zone: optional(text),
    police_zone: optional(text),
    language_facilities: optional(yesNo),
    longitude: optional(number(-180, 180, 6)),
    latitude: optional(number(-90, 90, 6)),
    area_km2: optional(number(0.01, 99_999, 2)),
    neighbours: listOf(nis, ';'),
  },
  'municipality-codes.csv': {
    nis: required(nis),
    scheme: required(keyOf(codeSchemes)),
    value: required(text),
    valid_from: optional(day),
    valid_until: optional(day),
  },
  'population.csv': { nis: required(nis), year, population: required(number(0, 20_000_000)) },
  'control-totals.csv': {
    province: required(province),
    year,
    municipalities: required(number(1, 1_000)),
    population: required(number(0, 20_000_000)),
  },
  'successions.csv': {
    predecessor: required(nis),
    successor: required(nis),
    valid_from: required(day),
    identity_continues: required(yesNo),
    note: required(text),
  },
  'actors.csv': {
    code: required(pattern(/^[A-Z][A-Z0-9_]*$/, 'UNKNOWN_VALUE')),
    name: required(text),
    name_en: required(text),
    government_level: required(keyOf(governmentLevels)),
    policy_domain: required(keyOf(policyDomains)),
    kind: required(pattern(/^[a-z_]+$/, 'UNKNOWN_VALUE')),
    municipalities_need: listOf(required(text), '; '),
    source: required(text),
  },
} as const satisfies Record<string, Record<string, Column<unknown>>>;

export type FileName = keyof typeof layouts;
export const fileNames = Object.keys(layouts) as FileName[];

type Cells<L> = { [K in keyof L]: L[K] extends Column<infer T> ? Exclude<T, Refused> : never };

/** A row of a file, with the line it stands on. */
export type Row<F extends FileName> = Cells<(typeof layouts)[F]> & { line: number };

/** All rows of all files. */
export type ReferenceRows = { [F in FileName]: Row<F>[] };
