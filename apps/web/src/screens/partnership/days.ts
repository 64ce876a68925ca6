import type { OfficerFragment } from '../../gql/graphql.js';

/** Agreed half-days a year of all officers together for one municipality. */
export const halfDaysFor = (officers: readonly OfficerFragment[], municipalityId: string): number =>
  officers
    .flatMap(({ allocations }) => allocations)
    .filter(({ municipality }) => municipality.id === municipalityId)
    .reduce((sum, { halfDaysPerYear }) => sum + halfDaysPerYear, 0);
