import { defineErrors } from '#libs/kernel';

/** What can be refused about requests. */
export const requestErrors = defineErrors({
  REQUEST_STEP_NOT_POSSIBLE: {
    kind: 'Invalid',
    message: 'A request in this status cannot take this step, or not from your side.',
    args: ['from', 'to'],
  },
  REQUEST_REASON_REQUIRED: { kind: 'Invalid', message: 'This step has to be explained.' },
  REQUEST_NOT_DRAFT: { kind: 'Invalid', message: 'What was sent can no longer be rewritten; add a message instead.' },
  REQUEST_NOT_SENT: { kind: 'Invalid', message: 'This is possible once the request was sent.' },
  REQUEST_ENDED: { kind: 'Invalid', message: 'The request was closed or withdrawn.' },
  REQUEST_MUNICIPALITY_NOT_MEMBER: {
    kind: 'Invalid',
    message: 'A request is asked for municipalities of the partnership.',
  },
  REQUEST_MUNICIPALITY_REQUIRED: { kind: 'Invalid', message: 'Say for which municipalities this is asked.' },
  REQUEST_TASK_ELSEWHERE: { kind: 'Invalid', message: 'Only tasks of the same partnership can be linked.' },
  REQUEST_TERM_REQUIRED: {
    kind: 'Invalid',
    message: 'Say within how many days, or on which day, an answer is expected.',
  },
  REQUEST_TERM_PAST: { kind: 'Invalid', message: 'The day on which an answer is expected lies in the past.' },
  REQUEST_BASIS_UNFIT: {
    kind: 'Invalid',
    message: 'This term of law does not cover such a request to this actor: it covers documents, not actions.',
    args: ['code'],
  },
  REQUEST_BASIS_NOTE_REQUIRED: { kind: 'Invalid', message: 'Say in which agreement the term stands.' },
  REQUEST_ANSWER_TEXT_REQUIRED: { kind: 'Invalid', message: 'This answer has to be explained.' },
  REQUEST_COMMITMENT_PAST: { kind: 'Invalid', message: 'A promise is for a day to come.' },
  REQUEST_EXTENSION_NOT_LATER: {
    kind: 'Invalid',
    message: 'More time means a later day than the one that holds now.',
    args: ['dueOn'],
  },
  REQUEST_EXTENSION_OPEN: { kind: 'Conflict', message: 'More time was asked already and nobody decided yet.' },
  REQUEST_ALREADY_DECIDED: { kind: 'Conflict', message: 'This was decided before.' },
  REQUEST_REMINDER_TOO_SOON: {
    kind: 'Invalid',
    message: 'A reminder was sent less than a day ago.',
  },
  REQUEST_EXPORT_TOO_LONG: {
    kind: 'Invalid',
    message: 'A spreadsheet holds at most 20,000 requests: filter, or take CSV.',
    args: ['limit'],
  },
  ANSWER_LINK_OVER: { kind: 'NotFound', message: 'This link no longer opens anything; a new one can be asked for.' },
  ANSWER_CODE_WRONG: { kind: 'Invalid', message: 'This is not the code that was mailed.', args: ['left'] },
  ANSWER_CODE_OVER: { kind: 'Invalid', message: 'This code is no longer good: ask for a new one.' },
  ANSWER_SESSION_OVER: { kind: 'Unauthenticated', message: 'Open the link again, with a new code.' },
  ANSWER_NOT_A_COLLEAGUE: {
    kind: 'Invalid',
    message: 'A request is passed on within the own organisation: to an address of the same domain.',
    args: ['domain'],
  },
  ANSWER_ALREADY_INVITED: { kind: 'Conflict', message: 'This colleague received the question already.' },
  ANSWER_TOO_MANY_GUESTS: { kind: 'Invalid', message: 'This question was passed on too often.' },
  ANSWER_TOO_MANY_FILES: { kind: 'Invalid', message: 'No more files fit with one answer.', args: ['most'] },
  ESCALATION_OPEN: { kind: 'Conflict', message: 'A next step was proposed already.' },
  ESCALATION_NO_NEXT_LEVEL: { kind: 'Invalid', message: 'There is no higher step on the ladder of this actor.' },
  ESCALATION_NOT_APPROVED: { kind: 'Invalid', message: 'This step needs an approval first.' },
  ESCALATION_OWN_APPROVAL: {
    kind: 'Invalid',
    message: 'Somebody else, of another member municipality, has to approve this step.',
  },
});
