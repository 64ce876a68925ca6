import type { IntegrationObjective, PolicyDomain, TaskAudience, TaskPriority } from '../../gql/graphql.js';

export const priorities = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const satisfies readonly TaskPriority[];
export const audiences = [
  'OWN_ORGANISATION',
  'PARTNERSHIP',
  'INVOLVED_ACTORS',
] as const satisfies readonly TaskAudience[];
export const objectives = [
  'PARTICIPATION',
  'ACCESSIBILITY',
  'CITIZENSHIP',
  'COHESION',
] as const satisfies readonly IntegrationObjective[];
export const domains = [
  'ASYLUM_RECEPTION',
  'ASYLUM_PROCEDURE',
  'MIGRATION_RESIDENCE',
  'POPULATION_REGISTER',
  'UNACCOMPANIED_MINORS',
  'INTEGRATION_CIVIC',
  'SOCIAL_INTEGRATION',
  'LANGUAGE',
  'WORK',
  'EDUCATION',
  'ADULT_EDUCATION',
  'YOUTH_FAMILY',
  'HEALTH_WELFARE',
  'HOUSING',
  'LEISURE',
  'EQUAL_OPPORTUNITIES',
  'POLICE_SAFETY',
  'LOCAL_GOVERNMENT',
  'DIGITAL',
  'STATISTICS',
] as const satisfies readonly PolicyDomain[];
