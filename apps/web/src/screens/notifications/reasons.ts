import type { NotificationReason } from '../../gql/graphql.js';

/** The strongest first, as the server has them. */
export const reasons = [
  'APPROVAL',
  'ANSWERED',
  'ASKED',
  'ASSIGNED',
  'MENTIONED',
  'DEADLINE',
  'REMINDER',
  'ASSIGNEE',
  'ASKER',
  'TALK',
  'AUTHOR',
  'FOLLOWER',
] as const satisfies readonly NotificationReason[];
