import { acting, answersFor, asParty, definePolicy, inside, mine, worksFor, worksIn, type Caller } from '#libs/access';
import type { AnswerRow, CommitmentRow, ExtensionRow } from './answers/answers.store.js';
import type { EntryRow } from './conversation/entries.store.js';
import type { NoteRow } from './conversation/notes.store.js';
import type { EscalationRow } from './escalation/escalations.store.js';
import type { SharingDecision } from './reactions/reactions.store.js';
import type { RequestView } from './requests.store.js';

/** Rows of a request as the actor may see them: it was sent, and to the actor one answers for. */
const asked = (r: string): string =>
  `${asParty(`${r}.partnership_id`)} and ${r}.sent_at is not null and ${mine(`${r}.actor_id`)}`;
/** Rows that belong to a request both sides see. */
const ofRequest = (row: string): string =>
  `${inside(`${row}.partnership_id`)} or exists (select from requests.requests seen
     where seen.partnership_id = ${row}.partnership_id and seen.id = ${row}.request_id and ${asked('seen')})`;

/** Whether somebody asks, or answers for the actor. What belongs to a request is there once it was sent. */
const onEitherSide = (
  { partnershipId, actorId }: { partnershipId: string; actorId: string },
  caller: Caller,
): boolean => worksIn(partnershipId, caller) || answersFor(partnershipId, [actorId], caller);

/**
 * Who may do what with requests. Those who work in the partnership ask and judge; staff of the actor sees what was sent to
 * it, and answers. Notes and proposed steps are never the actor's to see.
 */
export const requestsPolicy = definePolicy({
  fields: {
    'Query.requestByReference': 'signedIn',
    'Query.legalTerms': 'signedIn',
    'Query.escalationLadder': 'signedIn',
    'Query.requestTerm': 'signedIn',
    'Query.publicHolidays': 'signedIn',
    'Query.sharedReactionTimes': 'signedIn',
    'Mutation.decideReactionSharing': 'signedIn',
    'Mutation.createRequest': 'signedIn',
    'Mutation.updateRequest': 'signedIn',
    'Mutation.sendRequest': 'signedIn',
    'Mutation.joinRequest': 'signedIn',
    'Mutation.changeRequestStatus': 'signedIn',
    'Mutation.addRequestMessage': 'signedIn',
    'Mutation.addRequestNote': 'signedIn',
    'Mutation.markRequestRead': 'signedIn',
    'Mutation.remindRequest': 'signedIn',
    'Mutation.answerRequest': 'signedIn',
    'Mutation.recordRequestAnswer': 'signedIn',
    'Mutation.judgeRequestAnswer': 'signedIn',
    'Mutation.askRequestExtension': 'signedIn',
    'Mutation.decideRequestExtension': 'signedIn',
    'Mutation.settleRequestCommitment': 'signedIn',
    'Mutation.proposeEscalation': 'signedIn',
    'Mutation.decideEscalation': 'signedIn',
    'Mutation.confirmEscalation': 'signedIn',
  },
  types: {
    Request: ({ row }: { row: RequestView }, caller: Caller) =>
      worksIn(row.partnershipId, caller) ||
      (row.sentAt !== null && answersFor(row.partnershipId, [row.actorId], caller)),
    RequestEntry: ({ row }: { row: EntryRow }, caller) => onEitherSide(row, caller),
    RequestAnswer: ({ row }: { row: AnswerRow }, caller) => onEitherSide(row, caller),
    RequestCommitment: ({ row }: { row: CommitmentRow }, caller) => onEitherSide(row, caller),
    RequestExtension: ({ row }: { row: ExtensionRow }, caller) => onEitherSide(row, caller),
    RequestNote: ({ row }: { row: NoteRow }, caller) =>
      row.audience === 'PARTNERSHIP'
        ? worksIn(row.partnershipId, caller)
        : worksFor(row.partnershipId, row.organisationId, caller),
    RequestEscalation: ({ row }: { row: EscalationRow }, caller) => worksIn(row.partnershipId, caller),
    LadderStep: 'signedIn',
    LegalTerm: 'signedIn',
    PublicHoliday: 'signedIn',
    RequestTerm: 'within',
    ReactionTimes: 'within',
    ReactionTime: 'within',
    ReactionBucket: 'within',
    SharedReactionTime: 'within',
    ReactionSharingDecision: ({ partnershipId }: SharingDecision, caller) => worksIn(partnershipId, caller),
    DecideReactionSharingPayload: 'within',
    RequestStatusCount: 'within',
    RequestConnection: 'within',
    RequestEdge: 'within',
    RequestEntryConnection: 'within',
    RequestEntryEdge: 'within',
    RequestNoteConnection: 'within',
    RequestNoteEdge: 'within',
    CreateRequestPayload: 'within',
    UpdateRequestPayload: 'within',
    SendRequestPayload: 'within',
    JoinRequestPayload: 'within',
    ChangeRequestStatusPayload: 'within',
    MarkRequestReadPayload: 'within',
    AddRequestMessagePayload: 'within',
    AddRequestNotePayload: 'within',
    RemindRequestPayload: 'within',
    AnswerRequestPayload: 'within',
    RecordRequestAnswerPayload: 'within',
    JudgeRequestAnswerPayload: 'within',
    AskRequestExtensionPayload: 'within',
    DecideRequestExtensionPayload: 'within',
    SettleRequestCommitmentPayload: 'within',
    ProposeEscalationPayload: 'within',
    DecideEscalationPayload: 'within',
    ConfirmEscalationPayload: 'within',
  },
  rows: {
    'requests.counters': (c) => inside(`${c}.partnership_id`),
    'requests.requests': (r) => `${inside(`${r}.partnership_id`)} or (${asked(r)})`,
    'requests.request_municipalities': ofRequest,
    'requests.linked_tasks': (t) => inside(`${t}.partnership_id`),
    'requests.entries': ofRequest,
    'requests.guests': ofRequest,
    'requests.answers': ofRequest,
    'requests.commitments': ofRequest,
    'requests.extensions': ofRequest,
    'requests.notes': (n) =>
      `${inside(`${n}.partnership_id`)} and (${n}.audience = 'PARTNERSHIP' or ${acting(`${n}.organisation_id`)})`,
    'requests.escalations': (e) => inside(`${e}.partnership_id`),
    'requests.sharing_decisions': (d) => inside(`${d}.partnership_id`),
  },
  capabilities: {
    'request.write': ['MANAGER', 'OFFICER', 'MEMBER'],
    'request.note': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
    'request.approve': ['MANAGER', 'MEMBER'],
    'request.answer': ['ANSWERER'],
    'request.share': ['MANAGER'],
  },
  scopes: {
    'request.answer': {
      description:
        'For systems of an actor: note that requests were read, answer them, write messages, send files with these, ask for time.',
      opens: [
        'Mutation.markRequestRead',
        'Mutation.changeRequestStatus',
        'Mutation.addRequestMessage',
        'Mutation.answerRequest',
        'Mutation.askRequestExtension',
      ],
    },
  },
});
