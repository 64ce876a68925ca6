import { registerEnumType } from '@nestjs/graphql';
import type { MatchKind } from './directory.store.js';
import {
  codeSchemes,
  governmentLevels,
  provinces,
  type CodeScheme,
  type GovernmentLevel,
  type Province,
} from './vocabulary.js';

/** A GraphQL enum of the keys of a table, each with the description that the table gives it. */
const enumOf = <K extends string, V>(
  name: string,
  description: string,
  table: Record<K, V>,
  describe: (value: V, key: K) => string,
): Record<K, K> => {
  const keys = Object.keys(table) as K[];
  const values = Object.fromEntries(keys.map((key) => [key, key])) as Record<K, K>;
  const valuesMap = Object.fromEntries(keys.map((key) => [key, { description: describe(table[key], key) }]));
  registerEnumType(values, { name, description, valuesMap: valuesMap as Record<K, { description: string }> });
  return values;
};

/** Provinces of Flanders. */
export const ProvinceEnum: Record<Province, Province> = enumOf(
  'Province',
  'Provinces of Flanders.',
  provinces,
  ({ name, digit }) => `${name}; NIS codes start with ${digit}.`,
);

const schemeDescriptions: Record<CodeScheme, string> = {
  NIS: 'Geographical code of Statbel (REFNIS), five digits.',
  KBO: 'Enterprise number of the Crossroads Bank for Enterprises, ten digits.',
  OVO: 'Number in the Flemish register of organisations.',
};
export const CodeSchemeEnum: Record<CodeScheme, CodeScheme> = enumOf(
  'CodeScheme',
  'Code systems for municipalities.',
  codeSchemes,
  (_, scheme) => schemeDescriptions[scheme],
);

/** At which level an actor works. */
export const GovernmentLevelEnum: Record<GovernmentLevel, GovernmentLevel> = enumOf(
  'GovernmentLevel',
  'At which level an actor works.',
  governmentLevels,
  String,
);

const matches: Record<MatchKind, string> = {
  NAME: 'A current name.',
  FORMER_NAME: 'A name that is no longer used, or of a municipality that ended.',
  CODE: 'A current code, or the beginning of one.',
  FORMER_CODE: 'A code that is no longer used, or of a municipality that ended.',
};
export const MatchKindEnum: Record<MatchKind, MatchKind> = enumOf(
  'MatchKind',
  'What a search matched.',
  matches,
  String,
);
