import { defineEvents } from '#libs/kernel';

/** What can happen to a service client; the subject is always the client, which only those who manage it may see. */
export const clientEvents = defineEvents({
  SERVICE_CLIENT_CREATED: 'A system was connected to the partnership.',
  SERVICE_CLIENT_CHANGED: 'The name, rights, last day or keys of a connected system changed.',
  SERVICE_CLIENT_REVOKED: 'A connected system was cut off.',
});
