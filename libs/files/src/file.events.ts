import { defineEvents } from '#libs/kernel';

/** What this room reports; the subject is what the file hangs on. */
export const fileEvents = defineEvents({
  ATTACHMENT_ADDED: 'A file was attached.',
  ATTACHMENT_CHECKED: 'An attached file was looked at for viruses.',
  ATTACHMENT_REMOVED: 'A file was taken away.',
});
