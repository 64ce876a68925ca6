import { defineEvents } from '#libs/kernel';

/** What can happen to members; the subject is the mandate or the invitation. Staff of actors hear nothing of it. */
export const membersEvents = defineEvents({
  MEMBER_INVITED: 'Somebody was invited, or the invitation was sent again.',
  INVITATION_ACCEPTED: 'Somebody accepted an invitation.',
  INVITATION_WITHDRAWN: 'An invitation was withdrawn.',
  MANDATE_GRANTED: 'Somebody became a member.',
  MANDATE_CHANGED: 'Role, end, policy domains or decision of a mandate changed.',
  MANDATE_WITHDRAWN: 'A mandate was withdrawn before its end.',
});
