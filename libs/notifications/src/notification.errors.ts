import { defineErrors } from '#libs/kernel';

/** What can be refused about notifications. */
export const notificationErrors = defineErrors({
  NOTIFICATION_WAY_NOT_ALLOWED: {
    kind: 'Invalid',
    message: 'Mail at once is only for what waits on somebody.',
    args: ['reason'],
  },
  NOTIFICATION_LATER_UNFIT: {
    kind: 'Invalid',
    message: 'A reminder comes at a moment in the future, at most a year from now.',
  },
  PUSH_NOT_OFFERED: { kind: 'Invalid', message: 'Nothing is sent to devices here.' },
  PUSH_TOO_MANY_DEVICES: { kind: 'Invalid', message: 'One person has at most 20 devices.', args: ['limit'] },
});
