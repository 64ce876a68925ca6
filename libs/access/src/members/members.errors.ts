import { defineErrors } from '#libs/kernel';

/** What can be refused about members and invitations. */
export const membersErrors = defineErrors({
  LAST_MANAGER: {
    kind: 'Invalid',
    message: 'The partnership would have no manager from a day on; name another one first.',
    args: ['firstDay'],
  },
  MANDATE_OVER: { kind: 'Invalid', message: 'This mandate ended or was withdrawn, and no longer changes.' },
  ROLE_NOT_FOR_ORGANISATION: {
    kind: 'Invalid',
    message: 'Somebody of an organisation of this kind cannot have this role.',
    args: ['role', 'kind'],
  },
  ALREADY_MEMBER: { kind: 'Invalid', message: 'This person already has this role for this organisation.' },
  ALREADY_INVITED: {
    kind: 'Invalid',
    message: 'There is an open invitation like this one; send it again or withdraw it.',
  },
  INVITATION_USED: { kind: 'Invalid', message: 'This invitation was accepted before; it works once.' },
  INVITATION_OVER: { kind: 'Invalid', message: 'This invitation was withdrawn or is too old; ask for a new one.' },
  INVITATION_OWN: { kind: 'Forbidden', message: 'Nobody can accept an invitation of their own.' },
});
