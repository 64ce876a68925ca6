import { toGlobalId } from '#libs/kernel';
import { inDays } from './days.js';
import type { MutationExpectation } from './roots.js';

/** How each mutation of requests is called, and who may. */
export const requestMutations: Record<string, MutationExpectation> = {
  decideReactionSharing: {
    capability: 'request.share',
    input: ({ partnership }) => [
      { partnershipId: partnership, shares: false, decidedBy: 'Nieuw', decidedOn: '2026-01-01' },
    ],
  },
  createRequest: {
    capability: 'request.write',
    input: ({ partnership, managing, tasks }, world) => [
      {
        ...{ partnershipId: partnership, title: 'Nieuw', text: 'Vraag', kind: 'ACTION', municipalityIds: [managing] },
        ...{ actorId: toGlobalId('Actor', world.actors.vdab), taskIds: [tasks.both] },
      },
    ],
  },
  updateRequest: {
    capability: 'request.write',
    input: ({ requests, requestVersions }) => [
      { id: requests.draft, expectedVersion: requestVersions.draft, title: 'Anders' },
      { id: requests.fedasil, expectedVersion: requestVersions.fedasil, service: 'Anders' },
    ],
  },
  sendRequest: {
    capability: 'request.write',
    input: ({ requests, requestVersions }) => [{ id: requests.draft, expectedVersion: requestVersions.draft }],
  },
  joinRequest: {
    capability: 'request.write',
    input: ({ requests, managing }) => [{ requestId: requests.fedasil, municipalityId: managing }],
  },
  changeRequestStatus: {
    ...{ capability: 'request.write', party: 'FEDASIL' },
    input: ({ requests, requestVersions }) => [
      { id: requests.fedasil, expectedVersion: requestVersions.fedasil, status: 'RECEIVED' },
    ],
  },
  addRequestMessage: {
    ...{ capability: 'request.write', party: 'FEDASIL' },
    input: ({ requests }) => [{ requestId: requests.fedasil, text: 'Nieuw' }],
  },
  addRequestNote: {
    capability: 'request.note',
    input: ({ requests }) => [{ requestId: requests.fedasil, audience: 'PARTNERSHIP', text: 'Nieuw' }],
  },
  markRequestRead: {
    ...{ capability: 'request.answer', party: 'FEDASIL' },
    input: ({ requests }) => [{ requestId: requests.fedasil }],
  },
  remindRequest: { capability: 'request.write', input: ({ requests }) => [{ requestId: requests.fedasil }] },
  answerRequest: {
    ...{ capability: 'request.answer', party: 'FEDASIL' },
    input: ({ requests, requestVersions }) => [
      {
        ...{ requestId: requests.fedasil, expectedVersion: requestVersions.fedasil, choice: 'CAN' },
        commitmentOn: inDays(9),
      },
    ],
  },
  recordRequestAnswer: {
    capability: 'request.write',
    input: ({ requests, requestVersions }) => [
      {
        ...{ requestId: requests.fedasil, expectedVersion: requestVersions.fedasil, choice: 'CAN' },
        recordedFrom: 'PHONE',
      },
    ],
  },
  judgeRequestAnswer: {
    capability: 'request.write',
    input: ({ requests, requestVersions }) => [
      { requestId: requests.answered, expectedVersion: requestVersions.answered, verdict: 'ACCEPTED' },
    ],
  },
  askRequestExtension: {
    ...{ capability: 'request.answer', party: 'FEDASIL' },
    input: ({ requests }) => [{ requestId: requests.fedasil, untilOn: inDays(600), reason: 'Nieuw' }],
  },
  decideRequestExtension: {
    capability: 'request.write',
    input: ({ extension }) => [{ extensionId: extension, granted: false }],
  },
  settleRequestCommitment: {
    capability: 'request.write',
    input: ({ commitment }) => [{ commitmentId: commitment, expectedVersion: 1, kept: true }],
  },
  proposeEscalation: {
    capability: 'request.write',
    input: ({ requests }) => [{ requestId: requests.vdab, reason: 'Nieuw' }],
  },
  decideEscalation: {
    capability: 'request.approve',
    input: ({ escalation }) => [{ escalationId: escalation, expectedVersion: 1, approved: false, reason: 'Nieuw' }],
  },
  confirmEscalation: {
    capability: 'request.write',
    input: ({ escalation }) => [{ escalationId: escalation, expectedVersion: 1 }],
  },
};
