import { defineEvents } from '#libs/kernel';

/** What can happen to a partnership and its members; the subject is always the partnership. */
export const partnershipEvents = defineEvents({
  PARTNERSHIP_CREATED: 'A partnership was created with its first members.',
  PARTNERSHIP_UPDATED: 'Name, legal form, managing municipality or term of a partnership changed.',
  PARTNERSHIP_STATUS_CHANGED: 'A partnership took a step in its workflow.',
  PARTNERSHIP_MEMBER_JOINED: 'A municipality joined, or will join on a known day.',
  PARTNERSHIP_MEMBER_LEFT: 'The last day of a membership was set.',
});
