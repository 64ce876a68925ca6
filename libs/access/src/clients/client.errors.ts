import { defineErrors } from '#libs/kernel';

export const clientErrors = defineErrors({
  SERVICE_CLIENT_SCOPE_NOT_GRANTABLE: {
    kind: 'Invalid',
    message: 'A service client cannot be granted this: it is unknown, not yours, or too much for its organisation.',
    args: ['scope'],
  },
  SERVICE_CLIENT_ORGANISATION_NOT_MEMBER: {
    kind: 'Invalid',
    message: 'A municipality or OCMW takes part in the partnership before a system can work for it.',
  },
  SERVICE_CLIENT_NAME_TAKEN: {
    kind: 'Invalid',
    message: 'Another service client of the partnership has this name.',
  },
  SERVICE_CLIENT_EXPIRY_OUT_OF_RANGE: {
    kind: 'Invalid',
    message: 'A service client works until today at the earliest and for a year at most.',
    args: ['earliest', 'latest'],
  },
  SERVICE_CLIENT_KEY_REFUSED: {
    kind: 'Invalid',
    message: 'These public keys cannot be used.',
    args: ['reason'],
  },
  SERVICE_CLIENT_TOO_MANY_KEYS: {
    kind: 'Invalid',
    message: 'Two keys are in use already; remove one, or wait until the older one expires.',
    args: ['limit'],
  },
  SERVICE_CLIENT_REVOKED: {
    kind: 'Conflict',
    message: 'This service client was revoked for good; make a new one.',
  },
});
