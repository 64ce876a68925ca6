import { requestErrors } from '../request.errors.js';

/** From this step of the ladder on a second person, of another member municipality, approves. */
export const APPROVAL_FROM_LEVEL = 2;

/** The next step of a ladder above a level; undefined on top. Steps may be missing: the ladder of an actor is data. */
export const nextStep = <S extends { level: number }>(ladder: readonly S[], level: number): S | undefined =>
  [...ladder].sort((a, b) => a.level - b.level).find((step) => step.level > level);

/** Whether a step has to be approved: what the data say, and always from level 2 on. */
export const needsApproval = (step: { level: number; needsApproval: boolean }): boolean =>
  step.needsApproval || step.level >= APPROVAL_FROM_LEVEL;

/** A person and the member municipality that person acts for. */
export interface Voice {
  accountId: string | null;
  municipalityId: string | null;
}

/** Whether the second is another person of another member than the first: two of one municipality are one voice. */
export const isOtherVoice = (lead: Voice, approver: Voice): boolean =>
  approver.municipalityId !== null &&
  approver.accountId !== lead.accountId &&
  approver.municipalityId !== lead.municipalityId;

/** @throws ESCALATION_OWN_APPROVAL when the approver acts for no member, or is no other person of another one. */
export const checkApproval = (lead: Voice, approver: Voice): void => {
  if (!isOtherVoice(lead, approver)) throw requestErrors.ESCALATION_OWN_APPROVAL();
};
