import { registerEnumType } from '@nestjs/graphql';
import { entryKinds, type EntryKind } from './conversation/entries.store.js';
import { requestDeeds, type RequestDeedName } from './lifecycle/deeds.rules.js';
import { requestSides, requestStatuses, type RequestSide, type RequestStatus } from './lifecycle/request.workflow.js';
import { requestOrderings, type RequestOrderName } from './request-filter.js';
import {
  answerChannels,
  answerChoices,
  basisKinds,
  contactLanguages,
  noteAudiences,
  requestKinds,
  type AnswerChannel,
  type AnswerChoice,
  type BasisKind,
  type ContactLanguage,
  type NoteAudience,
  type RequestKind,
} from './request.rules.js';
import { termUnits, type TermUnit } from './terms/term.rules.js';

const enumOf = <K extends string>(
  values: readonly K[],
  name: string,
  description: string,
  texts: Record<K, string>,
): Record<K, K> => {
  const object = Object.fromEntries(values.map((value) => [value, value])) as Record<K, K>;
  const valuesMap = Object.fromEntries(values.map((value) => [value, { description: texts[value] }])) as Record<
    K,
    { description: string }
  >;
  registerEnumType(object, { name, description, valuesMap });
  return object;
};

export const RequestStatusEnum = enumOf<RequestStatus>(
  requestStatuses,
  'RequestStatus',
  'Where a request stands. That it is late is told apart.',
  {
    DRAFT: 'Being written; nobody outside the partnership knows of it.',
    SENT: 'Sent to the actor.',
    RECEIVED: 'The actor received or read it.',
    IN_PROGRESS: 'The actor is working on it.',
    ANSWERED: 'An answer came, which nobody judged yet.',
    NOT_SUFFICIENT: 'The answer is not sufficient; the actor is expected to answer again.',
    ACCEPTED: 'The answer is sufficient; promises may still be open.',
    WITHDRAWN: 'No longer asked.',
    ESCALATED: 'Gone up a step of the ladder; an answer is still awaited.',
    CLOSED: 'Done, as the asking side says.',
  },
);

export const RequestSideEnum = enumOf<RequestSide>(requestSides, 'RequestSide', 'Whose doing something was.', {
  ASKING: 'The municipalities that ask.',
  ACTOR: 'The body that is asked.',
  SYSTEM: 'The clock.',
});

export const RequestKindEnum = enumOf<RequestKind>(
  requestKinds,
  'RequestKind',
  'What is asked for. Terms of law cover existing documents, never an action.',
  {
    DOCUMENT: 'An existing document: minutes, planning, agreement, figures. A term of law can apply.',
    INFORMATION: 'An explanation or a contact.',
    ACTION: 'That something is done.',
    SUPPORT: 'Support by the actor, such as coaching or training.',
    CONSULTATION: 'To be heard before something is decided.',
  },
);

export const BasisKindEnum = enumOf<BasisKind>(basisKinds, 'RequestBasisKind', 'What the term rests on.', {
  LEGAL: 'A law, with its article.',
  AGREED: 'An agreement with the actor.',
  NONE: 'Nothing but a wish.',
});

export const TermUnitEnum = enumOf<TermUnit>(termUnits, 'TermUnit', 'How the days of a term are counted.', {
  CALENDAR: 'Every day.',
  WORKING: 'Monday to Friday, without Belgian public holidays.',
  PARLIAMENTARY: 'Working days for the answer to a written question; recess is not left out.',
});

export const ContactLanguageEnum = enumOf<ContactLanguage>(
  contactLanguages,
  'ContactLanguage',
  'The language in which the actor is written to.',
  { NL: 'Dutch.', FR: 'French.', EN: 'English.', DE: 'German.' },
);

export const NoteAudienceEnum = enumOf<NoteAudience>(
  noteAudiences,
  'RequestNoteAudience',
  'Who reads a note. The actor never does.',
  {
    PARTNERSHIP: 'Everybody who works in the partnership.',
    OWN_ORGANISATION: 'Only people of the organisation of who wrote it.',
  },
);

export const AnswerChoiceEnum = enumOf<AnswerChoice>(answerChoices, 'RequestAnswerChoice', 'What an answer comes to.', {
  CAN: 'We can do this.',
  PARTLY: 'In part.',
  CANNOT: 'No, and the text says why.',
  NOT_OURS: 'Not for us; possibly for another.',
});

export const AnswerChannelEnum = enumOf<AnswerChannel>(
  answerChannels,
  'RequestAnswerChannel',
  'How an answer came that the asking side wrote down.',
  { EMAIL: 'By e-mail.', LETTER: 'By letter.', PHONE: 'By telephone.', MEETING: 'In a meeting.' },
);

export const EntryKindEnum = enumOf<EntryKind>(
  Object.keys(entryKinds) as EntryKind[],
  'RequestEntryKind',
  'What a line of the timeline tells.',
  entryKinds,
);

export const RequestOrderEnum = enumOf<RequestOrderName>(
  Object.keys(requestOrderings) as RequestOrderName[],
  'RequestOrder',
  'The order of a list of requests.',
  {
    DUE_DATE: 'What awaits an answer first, first due first; then drafts, then what is settled.',
    NEWEST: 'Newest first, by the day of sending.',
    NUMBER: 'By readable number, highest first.',
    UPDATED: 'Last changed first.',
  },
);

export const RequestDeedEnum = enumOf<RequestDeedName>(
  Object.keys(requestDeeds) as RequestDeedName[],
  'RequestDeed',
  'What one can do with a request.',
  requestDeeds,
);

const verdicts = ['ACCEPTED', 'NOT_SUFFICIENT'] as const;
export const VerdictEnum = enumOf(verdicts, 'RequestVerdict', 'What the asking side thinks of an answer.', {
  ACCEPTED: 'Sufficient.',
  NOT_SUFFICIENT: 'Not sufficient.',
});

const commitmentStates = ['OPEN', 'LATE', 'KEPT', 'BROKEN'] as const;
export type CommitmentState = (typeof commitmentStates)[number];
export const CommitmentStateEnum = enumOf(commitmentStates, 'RequestCommitmentState', 'How a promise stands.', {
  OPEN: 'Its day is still to come.',
  LATE: 'Its day has passed and nobody said that it was kept.',
  KEPT: 'Kept.',
  BROKEN: 'Not kept.',
});

const extensionStates = ['ASKED', 'GRANTED', 'REFUSED'] as const;
export const ExtensionStateEnum = enumOf(
  extensionStates,
  'RequestExtensionState',
  'What became of the wish for more time.',
  {
    ASKED: 'Nobody decided yet.',
    GRANTED: 'Given, by the asking side or by law.',
    REFUSED: 'Refused.',
  },
);

const escalationStates = ['PROPOSED', 'APPROVED', 'REFUSED', 'CONFIRMED', 'LAPSED'] as const;
export const EscalationStateEnum = enumOf(escalationStates, 'EscalationState', 'How far a step of the ladder came.', {
  PROPOSED: 'Proposed, by a person or by the clock.',
  APPROVED: 'Approved by somebody of another member municipality.',
  REFUSED: 'Refused.',
  CONFIRMED: 'Gone up: a person confirmed it.',
  LAPSED: 'No longer needed: an answer came, or the request ended.',
});
