/** What tasks and actors deal with, and what one turns to somebody with a mandate for, with a description. */
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
