import { defineWorkflow, type Transition } from '#libs/kernel';

/** Where a partnership stands, from first talks to its end. */
export const partnershipStatuses = [
  'EXPLORATION',
  'DRAFTING',
  'IN_COUNCILS',
  'AWAITING_ADVICE',
  'FOUNDED',
  'ACTIVE',
  'AMENDING',
  'ACCESSION_PENDING',
  'EXIT_PENDING',
  'RENEWAL_DUE',
  'DISSOLVING',
  'IN_LIQUIDATION',
  'CLOSED',
  'ABANDONED',
] as const;
export type PartnershipStatus = (typeof partnershipStatuses)[number];

const forward = (from: PartnershipStatus, ...to: PartnershipStatus[]): Transition<PartnershipStatus>[] =>
  to.map((next) => ({ from, to: next }));
/** Steps back, and steps that end something, have to be explained. */
const explained = (from: PartnershipStatus, ...to: PartnershipStatus[]): Transition<PartnershipStatus>[] =>
  to.map((next) => ({ from, to: next, reasonRequired: true }));

/** Statuses in which the agreement in force is being changed; they lead back to ACTIVE. */
const changes = ['AMENDING', 'ACCESSION_PENDING', 'EXIT_PENDING', 'RENEWAL_DUE'] as const;

/** The workflow of a partnership. Advice of the Agency for Home Affairs comes before or after the councils, or not at all. */
export const partnershipWorkflow = defineWorkflow<PartnershipStatus>('EXPLORATION', partnershipStatuses, [
  ...forward('EXPLORATION', 'DRAFTING'),
  ...explained('EXPLORATION', 'ABANDONED'),
  ...forward('DRAFTING', 'IN_COUNCILS', 'AWAITING_ADVICE'),
  ...explained('DRAFTING', 'EXPLORATION', 'ABANDONED'),
  ...forward('IN_COUNCILS', 'FOUNDED', 'AWAITING_ADVICE'),
  ...explained('IN_COUNCILS', 'DRAFTING', 'ABANDONED'),
  ...forward('AWAITING_ADVICE', 'IN_COUNCILS', 'FOUNDED'),
  ...explained('AWAITING_ADVICE', 'DRAFTING', 'ABANDONED'),
  ...forward('FOUNDED', 'ACTIVE'),
  ...explained('FOUNDED', 'DISSOLVING'),
  ...forward('ACTIVE', ...changes),
  ...explained('ACTIVE', 'DISSOLVING'),
  ...changes.flatMap((status) => [...forward(status, 'ACTIVE'), ...explained(status, 'DISSOLVING')]),
  ...forward('DISSOLVING', 'IN_LIQUIDATION'),
  ...forward('IN_LIQUIDATION', 'CLOSED'),
]);

/** Whether a partnership in this status no longer changes. */
export const isEnded = (status: PartnershipStatus): boolean => partnershipWorkflow.next(status).length === 0;

/** Whether the agreement is in force: from the founding to the end of the liquidation. */
export const isFounded = (status: PartnershipStatus): boolean =>
  !['EXPLORATION', 'DRAFTING', 'IN_COUNCILS', 'AWAITING_ADVICE', 'ABANDONED', 'CLOSED'].includes(status);
