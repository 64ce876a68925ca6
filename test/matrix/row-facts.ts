import type { RequestKey, TaskKey, Tenant } from './words.js';

/** One row of the world, and what it belongs to. */
export interface RowFacts {
  key: string;
  tenant?: Tenant;
  account?: string;
  task?: TaskKey;
  audience?: string;
  request?: RequestKey;
  actor?: string;
  sequence?: number;
  concerns?: string[];
  organisation?: string;
}
