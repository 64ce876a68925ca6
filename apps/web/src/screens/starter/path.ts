import type { PartnershipPathFragment, StepFragment } from '../../gql/graphql.js';

export type Path = NonNullable<PartnershipPathFragment['starterPath']>;
export type Step = StepFragment;
