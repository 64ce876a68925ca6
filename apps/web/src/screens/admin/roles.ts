import type { WorkspaceRole } from '../../gql/graphql.js';

/** In the order in which somebody looks for them: who works here first, who reads along last. */
export const roles = [
  'MANAGER',
  'OFFICER',
  'MEMBER',
  'READER',
  'ANSWERER',
  'COORDINATOR',
  'AUDITOR',
] as const satisfies readonly WorkspaceRole[];
