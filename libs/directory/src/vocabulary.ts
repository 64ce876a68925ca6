export { policyDomains, type PolicyDomain } from '#libs/kernel';

/** Provinces of Flanders: the name in the reference data and the first digit of their NIS codes. */
export const provinces = {
  ANTWERPEN: { name: 'Antwerpen', digit: '1' },
  VLAAMS_BRABANT: { name: 'Vlaams-Brabant', digit: '2' },
  WEST_VLAANDEREN: { name: 'West-Vlaanderen', digit: '3' },
  OOST_VLAANDEREN: { name: 'Oost-Vlaanderen', digit: '4' },
  LIMBURG: { name: 'Limburg', digit: '7' },
} as const;
export type Province = keyof typeof provinces;

/** Code systems for municipalities, with the form of their values. */
export const codeSchemes = { NIS: /^[1-9]\d{4}$/, KBO: /^[01]\d{9}$/, OVO: /^OVO\d{6}$/ } as const;
export type CodeScheme = keyof typeof codeSchemes;

/** Levels at which actors work, with a description. */
export const governmentLevels = {
  FEDERAL: 'Federal authority.',
  FLEMISH: 'Authority of Flanders.',
  PROVINCIAL: 'Authority of a province.',
  REGIONAL: 'Body for a region of several municipalities.',
  LOCAL: 'Local authority or service.',
  CIVIL_SOCIETY: 'Organisation that is no authority.',
} as const;
export type GovernmentLevel = keyof typeof governmentLevels;
