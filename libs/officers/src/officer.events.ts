import { defineEvents } from '#libs/kernel';

/** What can happen to a shared officer; the subject is always the officer. */
export const officerEvents = defineEvents({
  OFFICER_APPOINTED: 'A shared integration officer was appointed.',
  OFFICER_ALLOCATIONS_CHANGED: 'The half-days agreed with a shared officer changed.',
  OFFICER_APPOINTMENT_ENDED: 'The last day of a shared officer was set.',
});
