import { defineEvents } from '#libs/kernel';

/** What this room reports; the subject is the request, and of a decision on sharing the partnership. */
export const requestEvents = defineEvents({
  REQUEST_CREATED: 'A request was drafted.',
  REQUEST_UPDATED: 'Fields of a request changed.',
  REQUEST_SENT: 'A request went to its actor.',
  REQUEST_JOINED: 'A municipality joined a request.',
  REQUEST_READ: 'Somebody of the actor read a request for the first time.',
  REQUEST_STATUS_CHANGED: 'A request was received, taken up, closed or withdrawn.',
  REQUEST_MESSAGE_ADDED: 'Somebody wrote to the other side.',
  REQUEST_NOTE_ADDED: 'Somebody wrote a note that stays inside the partnership.',
  REQUEST_REMINDED: 'The actor was reminded.',
  REQUEST_ANSWER_BEGUN: 'Somebody of the actor is writing an answer.',
  REQUEST_ANSWERED: 'An answer came.',
  REQUEST_ANSWER_JUDGED: 'An answer was accepted, or found not sufficient.',
  REQUEST_EXTENSION_ASKED: 'The actor asked for more time.',
  REQUEST_PASSED_ON: 'Somebody of the actor passed a request on to a colleague.',
  REQUEST_EXTENSION_DECIDED: 'More time was given or refused.',
  REQUEST_COMMITMENT_DUE: 'The day of a promise passed and nobody said that it was kept.',
  REQUEST_COMMITMENT_SETTLED: 'A promise was kept or broken.',
  ESCALATION_PROPOSED: 'A next step on the ladder was proposed.',
  ESCALATION_DECIDED: 'A proposed step was approved or refused.',
  REQUEST_ESCALATED: 'A request went up a step.',
  REACTION_SHARING_DECIDED: 'The partnership decided to share its totals of reaction times, or no longer.',
});
