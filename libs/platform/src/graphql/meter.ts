import type { Standing } from './admission.js';

/** What an answer says in its headers about the budget of its caller. */
export interface Meter {
  standing?: Standing;
  exhausted?: boolean;
}

export const budgetHeaders = ({ standing, exhausted }: Meter): Record<string, string> =>
  standing
    ? {
        'ratelimit-limit': String(standing.limit),
        'ratelimit-remaining': String(standing.remaining),
        'ratelimit-reset': String(standing.resetSeconds),
        ...(exhausted && { 'retry-after': String(standing.resetSeconds) }),
      }
    : {};
