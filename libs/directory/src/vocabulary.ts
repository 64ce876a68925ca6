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

/** What actors deal with, with a description. */
export const policyDomains = {
  ASYLUM_RECEPTION: 'Reception of people who ask for asylum.',
  MIGRATION_RESIDENCE: 'Right of residence.',
  ASYLUM_PROCEDURE: 'Decisions and appeals on asylum.',
  SOCIAL_INTEGRATION: 'Living wage and social activation.',
  POPULATION_REGISTER: 'Registration of inhabitants.',
  UNACCOMPANIED_MINORS: 'Minors who came alone.',
  EQUAL_OPPORTUNITIES: 'Equal treatment and human rights.',
  STATISTICS: 'Figures.',
  POLICE_SAFETY: 'Police and safety.',
  LOCAL_GOVERNMENT: 'Local government itself: rules, subsidies, supervision, its association.',
  INTEGRATION_CIVIC: 'Integration policy and civic integration.',
  LANGUAGE: 'Dutch as a second language and language promotion.',
  WORK: 'Work and activation.',
  EDUCATION: 'Schools.',
  ADULT_EDUCATION: 'Education of adults.',
  YOUTH_FAMILY: 'Youth, families, child care.',
  HEALTH_WELFARE: 'Health and welfare.',
  HOUSING: 'Housing.',
  LEISURE: 'Culture, sports, leisure.',
  DIGITAL: 'Shared digital services of government.',
} as const;
export type PolicyDomain = keyof typeof policyDomains;
