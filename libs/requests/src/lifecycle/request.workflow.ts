import { defineWorkflow, type Transition } from '#libs/kernel';

/** Where a request stands. Late is derived from the term, never a status. */
export const requestStatuses = [
  'DRAFT',
  'SENT',
  'RECEIVED',
  'IN_PROGRESS',
  'ANSWERED',
  'NOT_SUFFICIENT',
  'ACCEPTED',
  'WITHDRAWN',
  'ESCALATED',
  'CLOSED',
] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** Who takes a step: the municipalities that ask, the actor that is asked. The system takes none: it only proposes. */
export const requestSides = ['ASKING', 'ACTOR', 'SYSTEM'] as const;
export type RequestSide = (typeof requestSides)[number];

/** By which action a step is taken, so that none can be taken in passing. */
export type RequestDeed = 'SEND' | 'STATUS' | 'ANSWER' | 'JUDGE' | 'ESCALATE';

export interface RequestTransition extends Transition<RequestStatus> {
  sides: readonly RequestSide[];
  deed: RequestDeed;
}

type Rest = Omit<RequestTransition, 'from' | 'to'>;
const to = (target: RequestStatus, sources: readonly RequestStatus[], rest: Rest): RequestTransition[] =>
  sources.map((from) => ({ from, to: target, ...rest }));

const asking = ['ASKING'] as const;
const both = ['ACTOR', 'ASKING'] as const;
/** Statuses in which the actor is expected to answer. */
export const awaitingAnswer = [
  'SENT',
  'RECEIVED',
  'IN_PROGRESS',
  'NOT_SUFFICIENT',
  'ESCALATED',
] as const satisfies readonly RequestStatus[];
/** Statuses after sending that are not the end. */
export const openStatuses = [...awaitingAnswer, 'ANSWERED', 'ACCEPTED'] as const satisfies readonly RequestStatus[];

/** Every step there is, and who may take it. Only the asking side judges, withdraws, escalates and closes. */
export const requestTransitions: readonly RequestTransition[] = [
  ...to('SENT', ['DRAFT'], { sides: asking, deed: 'SEND' }),
  // A proof of receipt on paper is the asking side's to write down.
  ...to('RECEIVED', ['SENT'], { sides: both, deed: 'STATUS' }),
  ...to('IN_PROGRESS', ['SENT', 'RECEIVED', 'NOT_SUFFICIENT', 'ESCALATED'], { sides: ['ACTOR'], deed: 'STATUS' }),
  // What came by letter or telephone the asking side records, with the way it came.
  ...to('ANSWERED', awaitingAnswer, { sides: both, deed: 'ANSWER' }),
  ...to('ACCEPTED', ['ANSWERED'], { sides: asking, deed: 'JUDGE' }),
  ...to('NOT_SUFFICIENT', ['ANSWERED'], { sides: asking, deed: 'JUDGE', reasonRequired: true }),
  // A promise that was not kept opens an accepted answer again.
  ...to('NOT_SUFFICIENT', ['ACCEPTED'], { sides: asking, deed: 'JUDGE', reasonRequired: true }),
  ...to('ESCALATED', ['SENT', 'RECEIVED', 'IN_PROGRESS', 'NOT_SUFFICIENT'], { sides: asking, deed: 'ESCALATE' }),
  ...to('CLOSED', ['ACCEPTED'], { sides: asking, deed: 'STATUS' }),
  ...to('CLOSED', [...awaitingAnswer, 'ANSWERED'], { sides: asking, deed: 'STATUS', reasonRequired: true }),
  ...to('WITHDRAWN', ['DRAFT'], { sides: asking, deed: 'STATUS' }),
  ...to('WITHDRAWN', openStatuses, { sides: asking, deed: 'STATUS', reasonRequired: true }),
];

/** The workflow of a request. */
export const requestWorkflow = defineWorkflow<RequestStatus>('DRAFT', requestStatuses, requestTransitions);

/** A step as the table has it, for one side and one deed; undefined when it is not there. */
export const stepFor = (
  from: RequestStatus,
  target: RequestStatus,
  side: RequestSide,
  deed: RequestDeed,
): RequestTransition | undefined =>
  requestTransitions.find(
    (step) => step.from === from && step.to === target && step.deed === deed && step.sides.includes(side),
  );

/** The statuses a side can choose next, other than by answering, judging or escalating. */
export const nextFor = (from: RequestStatus, side: RequestSide): RequestStatus[] =>
  requestTransitions
    .filter((step) => step.from === from && step.sides.includes(side) && step.deed === 'STATUS')
    .map((step) => step.to);

/** Whether nothing more can happen to it. */
export const isEnded = (status: RequestStatus): boolean => requestWorkflow.next(status).length === 0;

/** Whether an answer is still awaited. */
export const awaitsAnswer = (status: RequestStatus): boolean => (awaitingAnswer as readonly string[]).includes(status);

/** Whether it is late on a day: an answer is awaited and the last day has passed. */
export const isLate = (request: { status: RequestStatus; dueOn: string | null }, today: string): boolean =>
  request.dueOn !== null && request.dueOn < today && awaitsAnswer(request.status);
