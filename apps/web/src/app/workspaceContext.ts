import { createContext, use } from 'react';
import type { WorkspaceQuery } from '../gql/graphql.js';

export type OpenPartnership = NonNullable<WorkspaceQuery['partnership']>;

export interface WorkspaceValue {
  partnership: OpenPartnership;
  mayWrite: boolean;
  mayComment: boolean;
  mayManage: boolean;
  /** Finds something on the management screen. */
  mayAdminister: boolean;
  /** A federal or Flemish body that only sees what was shared with it. */
  isAnswerer: boolean;
  /** Position of a municipality in the partnership: decides its colour. */
  placeOf(municipalityId: string): number;
}

export const WorkspaceContext = createContext<WorkspaceValue | null>(null);

export function useWorkspace(): WorkspaceValue {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace outside an open partnership');
  return workspace;
}
