import { awaitsAnswer, isEnded, stepFor, type RequestStatus } from './request.workflow.js';

/** What one can do with a request, as the buttons of its screen; changing the status is told apart. */
export const requestDeeds = {
  UPDATE: 'Rewrite the draft.',
  SEND: 'Send it.',
  JOIN: 'Let another municipality ask it too.',
  NOTE: 'Write a note that stays inside.',
  MESSAGE: 'Write to the other side.',
  REMIND: 'Remind the actor.',
  RECORD_ANSWER: 'Write down an answer that came another way.',
  JUDGE: 'Say whether the answer is sufficient.',
  PROPOSE_ESCALATION: 'Propose the next step of the ladder.',
  READ: 'Note that it was read.',
  ANSWER: 'Answer it.',
  ASK_EXTENSION: 'Ask for more time.',
} as const;
export type RequestDeedName = keyof typeof requestDeeds;

/** Where a request stands, for what can be done with it. */
export interface DeedFacts {
  status: RequestStatus;
  sent: boolean;
  extensionAsked: boolean;
  proposed: boolean;
}

/** What one may, by role, from one's side. */
export interface DeedRights {
  write: boolean;
  note: boolean;
  answer: boolean;
}

/** Whether a request in this status can go up a step; one that went up can go up again. */
export const canEscalate = (status: RequestStatus): boolean =>
  status === 'ESCALATED' || stepFor(status, 'ESCALATED', 'ASKING', 'ESCALATE') !== undefined;

/** What somebody of a side can do with a request now; the action itself decides again. */
export const deedsFor = (
  { status, sent, extensionAsked, proposed }: DeedFacts,
  side: 'ASKING' | 'ACTOR' | undefined,
  { write, note, answer }: DeedRights,
): RequestDeedName[] => {
  const open = sent && !isEnded(status);
  const awaited = awaitsAnswer(status);
  const judged = stepFor(status, 'NOT_SUFFICIENT', 'ASKING', 'JUDGE') !== undefined;
  const possible: Record<RequestDeedName, boolean> = {
    UPDATE: write && status === 'DRAFT',
    SEND: write && status === 'DRAFT',
    JOIN: write && !isEnded(status),
    NOTE: note,
    MESSAGE: open && (side === 'ACTOR' ? answer : write),
    REMIND: write && open && awaited,
    RECORD_ANSWER: write && open && awaited,
    JUDGE: write && judged,
    PROPOSE_ESCALATION: write && open && canEscalate(status) && !proposed,
    READ: answer && open,
    ANSWER: answer && open && awaited,
    ASK_EXTENSION: answer && open && awaited && !extensionAsked,
  };
  return (Object.keys(possible) as RequestDeedName[]).filter((deed) => possible[deed]);
};
