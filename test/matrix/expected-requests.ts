import type { TypeExpectation } from './expected.js';

/** A page of a list, and an item of one. */
export const page = { seenBy: 'within', fields: 'edges nodes pageInfo totalCount' } as const;
export const edge = { seenBy: 'within', fields: 'cursor node' } as const;

/** Every object type of requests with every field. */
export const requestTypes: Record<string, TypeExpectation> = {
  Request: {
    seenBy: 'request',
    fields:
      'actor answerBegunAt answers attachments basisKind basisNote closedAt commitments competence contactEmail contactLanguage contactName ' +
      'createdAt dueOn extensionAsked extensions firstAnsweredAt firstDueOn firstReadAt id kind late legalTerm ' +
      'legalTermCode level messageCount municipalities nextCommitmentOn partnership policyDomain receivedOn reference ' +
      'remindedAt reminders sentAt sentBy sentFor service status supportType termDays termUnit text timeline title ' +
      'updatedAt updatedBy version wantedOn',
    only: { inside: 'createdBy escalations ladder noteCount notes proposedLevel tasks' },
    depends: 'possibleStatuses viewerDeeds',
  },
  RequestConnection: page,
  RequestEdge: edge,
  RequestStatusCount: { seenBy: 'within', fields: 'count late status' },
  RequestEntry: { seenBy: 'request', fields: 'at attachments by day guest id kind level municipality side text' },
  RequestEntryConnection: page,
  RequestEntryEdge: edge,
  RequestNote: { seenBy: 'note', fields: 'attachments audience author createdAt id text' },
  RequestNoteConnection: page,
  RequestNoteEdge: edge,
  RequestAnswer: {
    seenBy: 'request',
    fields:
      'answeredOn attachments author choice createdAt forwardActor forwardNote guest id judgedAt judgedBy recordedFrom text verdict verdictReason',
  },
  RequestCommitment: { seenBy: 'request', fields: 'dueOn id settledOn state version what' },
  RequestExtension: {
    seenBy: 'request',
    fields: 'askedAt askedBy byLaw decidedAt decidedBy decisionReason guest id reason state untilOn version',
  },
  RequestEscalation: {
    seenBy: 'inside',
    fields:
      'addressee byClock confirmedAt confirmedBy decidedAt decidedBy decidedFor decisionReason dueOn id level needsApproval ' +
      'proposedAt proposedBy reason state version',
    depends: 'viewerMayApprove',
  },
  LadderStep: {
    seenBy: 'signedIn',
    fields: 'addressee graceDays level needsApproval own source termDays unit verification',
  },
  LegalTerm: {
    seenBy: 'signedIn',
    fields:
      'article authorityScope code days dueOn extendedDays kinds name onSilence source startRule unit verification',
  },
  PublicHoliday: { seenBy: 'signedIn', fields: 'day name' },
  RequestTerm: { seenBy: 'within', fields: 'dueOn' },
  ReactionTimes: { seenBy: 'within', fields: 'groups hiddenGroups' },
  ReactionTime: { seenBy: 'within', fields: 'buckets count key medianDays unanswered' },
  ReactionBucket: { seenBy: 'within', fields: 'count fromDays untilDays' },
  SharedReactionTime: { seenBy: 'within', fields: 'atLeast key medianDays partnershipsAtLeast tenths' },
  ReactionSharingDecision: { seenBy: 'inside', fields: 'decidedBy decidedOn id recordedAt recordedBy shares' },
  DecideReactionSharingPayload: { seenBy: 'within', fields: 'partnership' },
  AddRequestMessagePayload: { seenBy: 'within', fields: 'request' },
  AddRequestNotePayload: { seenBy: 'within', fields: 'request' },
  AnswerRequestPayload: { seenBy: 'within', fields: 'request' },
  AskRequestExtensionPayload: { seenBy: 'within', fields: 'request' },
  ChangeRequestStatusPayload: { seenBy: 'within', fields: 'request' },
  ConfirmEscalationPayload: { seenBy: 'within', fields: 'request' },
  CreateRequestPayload: { seenBy: 'within', fields: 'request' },
  DecideEscalationPayload: { seenBy: 'within', fields: 'request' },
  DecideRequestExtensionPayload: { seenBy: 'within', fields: 'request' },
  JoinRequestPayload: { seenBy: 'within', fields: 'request' },
  JudgeRequestAnswerPayload: { seenBy: 'within', fields: 'request' },
  MarkRequestReadPayload: { seenBy: 'within', fields: 'request' },
  ProposeEscalationPayload: { seenBy: 'within', fields: 'request' },
  RecordRequestAnswerPayload: { seenBy: 'within', fields: 'request' },
  RemindRequestPayload: { seenBy: 'within', fields: 'request' },
  SendRequestPayload: { seenBy: 'within', fields: 'request' },
  SettleRequestCommitmentPayload: { seenBy: 'within', fields: 'request' },
  UpdateRequestPayload: { seenBy: 'within', fields: 'request' },
};
