import { defineEvents } from '#libs/kernel';

/** What this room writes in the log of a person; the subject is the notification. */
export const notificationEvents = defineEvents({
  NOTIFICATION_ADDED: 'There is news for this person.',
  NOTIFICATIONS_READ: 'This person read news, or put it off, in one of their windows.',
  DEADLINE_NEAR: 'The day on which something is due comes near.',
  REMINDER_DUE: 'The moment came at which somebody wanted to be reminded.',
});
