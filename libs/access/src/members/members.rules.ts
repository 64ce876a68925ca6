import { addDays, commonErrors, type DateRange } from '#libs/kernel';
import type { WorkspaceRole } from '../roles.js';
import { membersErrors } from './members.errors.js';

/** How long a link in an invitation works, in milliseconds. */
export const INVITATION_MS = 14 * 24 * 60 * 60 * 1_000;

/** Whether a mandate holds. */
export type MemberState = 'ACTIVE' | 'FUTURE' | 'ENDED' | 'WITHDRAWN';

/** What decides on the state of a mandate. */
export interface Standing {
  validFrom: string;
  validUntil: string | null;
  withdrawnAt: Date | string | null;
  /** The organisation takes part today, and the person works for it. */
  takesPart: boolean;
}

/** How a mandate stands on a day; one whose organisation no longer takes part has ended. */
export const stateOn = ({ validFrom, validUntil, withdrawnAt, takesPart }: Standing, today: string): MemberState => {
  if (withdrawnAt) return 'WITHDRAWN';
  if (validUntil && validUntil < today) return 'ENDED';
  if (validFrom > today) return 'FUTURE';
  return takesPart ? 'ACTIVE' : 'ENDED';
};

/** Days on which a mandate makes somebody manager. */
export interface ManagerPeriod extends DateRange {
  mandateId: string;
  organisationId: string;
}

/** The first day from `today` on that no range holds; undefined when there is none. */
const firstUncovered = (ranges: readonly DateRange[], today: string): string | undefined => {
  let day = today;
  for (const { from, until } of [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from > day) return day;
    if (until === null) return undefined;
    if (until >= day) day = addDays(until, 1);
  }
  return day;
};

const within = (range: DateRange, until: string | null): boolean => until === null || range.from <= until;

/**
 * The first day from `today` on that has a manager before a change and none after it; undefined when no day loses its
 * managers. A partnership is founded by a manager without end, so as long as no day is lost there is one on every day.
 */
export const firstLostDay = (
  before: readonly DateRange[],
  after: readonly DateRange[],
  today: string,
): string | undefined => {
  for (const { from, until } of [...before].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const start = from < today ? today : from;
    if (!within({ from: start, until: null }, until)) continue;
    const lost = firstUncovered(after, start);
    if (lost !== undefined && (until === null || lost <= until)) return lost;
  }
  return undefined;
};

/** @throws LAST_MANAGER when a day loses its managers. */
export const checkManagers = (before: readonly DateRange[], after: readonly DateRange[], today: string): void => {
  const firstDay = firstLostDay(before, after, today);
  if (firstDay !== undefined) throw membersErrors.LAST_MANAGER({ args: { firstDay } });
};

/** What is left of some ranges when nothing holds after a day. */
export const endedOn = <R extends DateRange>(ranges: readonly R[], lastDay: string): R[] =>
  ranges
    .filter(({ from }) => from <= lastDay)
    .map((range) => (range.until === null || range.until > lastDay ? { ...range, until: lastDay } : range));

const local: readonly WorkspaceRole[] = ['MANAGER', 'OFFICER', 'MEMBER', 'READER', 'COORDINATOR', 'AUDITOR'];
/** Roles that people of a kind of organisation can have. Staff of actors see only what was shared, so they answer. */
export const rolesByKind: Readonly<Record<string, readonly WorkspaceRole[]>> = {
  MUNICIPALITY: local,
  OCMW: local,
  ASSOCIATION: local,
  REGION: local,
  ACTOR: ['ANSWERER'],
  VENDOR: ['READER', 'AUDITOR'],
};

/** @throws ROLE_NOT_FOR_ORGANISATION */
export const checkRole = (role: WorkspaceRole, kind: string): void => {
  if (!rolesByKind[kind]?.includes(role))
    throw membersErrors.ROLE_NOT_FOR_ORGANISATION({ field: 'role', args: { role, kind } });
};

const MAX_EMAIL = 254;
// What a browser accepts in an e-mail field (HTML standard, "valid e-mail address").
const email =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/;

/** @throws INVALID_INPUT for what is no e-mail address. */
export const cleanEmail = (text: string): string => {
  const clean = text.trim();
  if (clean.length > MAX_EMAIL)
    throw commonErrors.INVALID_INPUT({ field: 'email', args: { reason: 'TOO_LONG', limit: MAX_EMAIL } });
  if (!email.test(clean)) throw commonErrors.INVALID_INPUT({ field: 'email', args: { reason: 'NOT_AN_EMAIL' } });
  return clean;
};

/** @throws INVALID_INPUT for a last day that has passed. */
export const checkEnd = (validUntil: string | null, today: string): void => {
  if (validUntil !== null && validUntil < today)
    throw commonErrors.INVALID_INPUT({ field: 'validUntil', args: { reason: 'IN_THE_PAST' } });
};

/** How an invitation stands. */
export type InvitationState = 'OPEN' | 'EXPIRED' | 'ACCEPTED' | 'WITHDRAWN';

/** How an invitation stands at a moment. */
export const invitationStateAt = (
  invitation: { acceptedAt: unknown; withdrawnAt: unknown; expiresAt: Date | string; validUntil: string | null },
  now: Date,
  today: string,
): InvitationState => {
  if (invitation.acceptedAt) return 'ACCEPTED';
  if (invitation.withdrawnAt) return 'WITHDRAWN';
  const over =
    new Date(invitation.expiresAt) <= now || (invitation.validUntil !== null && invitation.validUntil < today);
  return over ? 'EXPIRED' : 'OPEN';
};
