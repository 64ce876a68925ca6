import { addDays, includesDay, overlaps, type AppError, type DateRange } from '#libs/kernel';
import type { LegalFormRow, MemberRow, PartnershipRow } from './partnership.entity.js';
import { partnershipErrors } from './partnership.errors.js';
import { isEnded, isFounded, partnershipWorkflow, type PartnershipStatus } from './partnership.workflow.js';

/** Fewest municipalities that can work together: decree on local government, article 389. */
export const MINIMUM_MEMBERS = 2;

type Form = Pick<LegalFormRow, 'maximumTermYears' | 'withdrawalAllowed' | 'barredInElectionYear'>;
type Term = Pick<PartnershipRow, 'startsOn' | 'endsOn'>;
type Standing = Term & Pick<PartnershipRow, 'status'>;
type Membership = Pick<MemberRow, 'id' | 'municipalityId' | 'role' | 'validFrom' | 'validUntil'>;

const rangeOf = ({ validFrom, validUntil }: Membership): DateRange => ({ from: validFrom, until: validUntil });

/** Members that take part on a day; observers do not. */
export const takingPart = <M extends Membership>(members: readonly M[], day: string): M[] =>
  members.filter((member) => member.role !== 'OBSERVER' && includesDay(rangeOf(member), day));

/** The last day of a term of whole years. */
export const lastDayOfTerm = (startsOn: string, years: number): string => {
  const next = new Date(`${startsOn}T00:00:00Z`);
  next.setUTCFullYear(next.getUTCFullYear() + years);
  return addDays(next.toISOString().slice(0, 10), -1);
};

/** @throws PARTNERSHIP_TERM_TOO_LONG when the term is longer than the legal form allows. */
export const checkTerm = (form: Form, { startsOn, endsOn }: Term): void => {
  const { maximumTermYears } = form;
  if (maximumTermYears === null || !startsOn || !endsOn) return;
  const lastDay = lastDayOfTerm(startsOn, maximumTermYears);
  if (endsOn > lastDay)
    throw partnershipErrors.PARTNERSHIP_TERM_TOO_LONG({
      field: 'endsOn',
      args: { maximumYears: maximumTermYears, lastDay },
    });
};

/** @throws PARTNERSHIP_TOO_FEW_MEMBERS */
export const checkNumber = (given: number, field?: string): void => {
  if (given < MINIMUM_MEMBERS)
    throw partnershipErrors.PARTNERSHIP_TOO_FEW_MEMBERS({ field, args: { minimum: MINIMUM_MEMBERS, given } });
};

/** @throws PARTNERSHIP_ENDED when nothing about the partnership changes any more. */
export const checkNotEnded = (status: PartnershipStatus): void => {
  if (isEnded(status)) throw partnershipErrors.PARTNERSHIP_ENDED({ args: { status } });
};

/** @throws MANAGING_MUNICIPALITY_NOT_MEMBER unless the municipality takes part. */
export const checkManaging = (members: readonly Membership[], municipalityId: string, today: string): void => {
  if (!takingPart(members, today).some((member) => member.municipalityId === municipalityId))
    throw partnershipErrors.MANAGING_MUNICIPALITY_NOT_MEMBER({ field: 'managingMunicipalityId' });
};

/** What stands in the way of a step; undefined when nothing does. */
export const stepProblem = (
  partnership: Standing,
  to: PartnershipStatus,
  facts: { form: Form; members: readonly Membership[]; electionYears: readonly number[]; today: string },
): AppError | undefined => {
  const { status: from, startsOn, endsOn } = partnership;
  const { form, today } = facts;
  if (!partnershipWorkflow.step(from, to))
    return partnershipErrors.PARTNERSHIP_STEP_NOT_ALLOWED({ field: 'status', args: { from, to } });
  const given = takingPart(facts.members, today).length;
  const goesOn = to !== 'ABANDONED' && !['DISSOLVING', 'IN_LIQUIDATION', 'CLOSED'].includes(to);
  if (goesOn && to !== 'EXPLORATION' && given < MINIMUM_MEMBERS)
    return partnershipErrors.PARTNERSHIP_TOO_FEW_MEMBERS({ args: { minimum: MINIMUM_MEMBERS, given } });
  if (to === 'EXIT_PENDING' && form.withdrawalAllowed === false)
    return partnershipErrors.PARTNERSHIP_WITHDRAWAL_NOT_ALLOWED({ field: 'status', args: { endsOn } });
  if (to !== 'FOUNDED') return undefined;
  if (form.maximumTermYears !== null && (!startsOn || !endsOn))
    return partnershipErrors.PARTNERSHIP_TERM_REQUIRED({
      field: 'endsOn',
      args: { maximumYears: form.maximumTermYears },
    });
  const year = Number(today.slice(0, 4));
  if (form.barredInElectionYear && facts.electionYears.includes(year))
    return partnershipErrors.PARTNERSHIP_FOUNDING_BARRED({ field: 'status', args: { year } });
  return undefined;
};

/** The membership of the same municipality that shares days with the given one; undefined when there is none. */
export const overlapping = <M extends Membership>(
  members: readonly M[],
  wanted: Omit<Membership, 'role'>,
): M | undefined =>
  members.find(
    (member) =>
      member.id !== wanted.id &&
      member.municipalityId === wanted.municipalityId &&
      overlaps(rangeOf(member), { from: wanted.validFrom, until: wanted.validUntil }),
  );

/**
 * @throws PARTNERSHIP_WITHDRAWAL_NOT_ALLOWED when the legal form binds members until the end of the term,
 * PARTNERSHIP_TOO_FEW_MEMBERS when too few would be left of a partnership that left the exploration.
 */
export const checkLeaving = (
  partnership: Standing,
  form: Form,
  members: readonly Membership[],
  leaving: Membership,
  lastDay: string,
): void => {
  const { status, endsOn } = partnership;
  const bound = leaving.role !== 'OBSERVER' && isFounded(status) && form.withdrawalAllowed === false;
  if (bound && (!endsOn || lastDay < endsOn))
    throw partnershipErrors.PARTNERSHIP_WITHDRAWAL_NOT_ALLOWED({ field: 'validUntil', args: { endsOn } });
  if (leaving.role === 'OBSERVER' || status === 'EXPLORATION' || (endsOn && lastDay >= endsOn)) return;
  const others = members.filter((member) => member.id !== leaving.id);
  checkNumber(takingPart(others, addDays(lastDay, 1)).length);
};
