import { commonErrors, defineErrors, includesDay, overlaps, type DateRange } from '#libs/kernel';
import type { AllocationRow, AppointmentRow, WorkingTimeNorm } from './officer.entity.js';

/** What can be refused about the appointment of an officer. */
export const officerErrors = defineErrors({
  OFFICER_OVERCOMMITTED: {
    kind: 'Invalid',
    message: 'More half-days are promised than the appointment has.',
    args: ['capacityHalfDays', 'requestedHalfDays', 'fteHundredths'],
  },
  OFFICER_FTE_TOO_HIGH: {
    kind: 'Invalid',
    message: 'The appointments of this person at the same time add up to more than one full-time equivalent.',
    args: ['totalHundredths', 'maximumHundredths', 'day'],
  },
  OFFICER_MUNICIPALITY_NOT_MEMBER: {
    kind: 'Invalid',
    message: 'Half-days can only be agreed for municipalities that take part in the partnership in that time.',
    args: ['municipality'],
  },
});

/** A full-time equivalent in hundredths: the most one person can be appointed for. */
export const FULL_TIME = 100;

type Period = Pick<AppointmentRow, 'validFrom' | 'validUntil'>;
type Agreed = Pick<AppointmentRow, 'commonHalfDays' | 'allocations'>;

const rangeOf = ({ validFrom, validUntil }: Period): DateRange => ({ from: validFrom, until: validUntil });

/** Half-days a year an appointment has; parts of a half-day are lost. */
export const capacityOf = (fteHundredths: number, halfDaysPerFte: number): number =>
  Math.floor((fteHundredths * halfDaysPerFte) / FULL_TIME);

/** Half-days a year that were agreed: those of the municipalities and the common ones. */
export const agreedHalfDays = ({ allocations, commonHalfDays }: Agreed): number =>
  allocations.reduce((sum, { halfDaysPerYear }) => sum + halfDaysPerYear, commonHalfDays);

/** The norm of a day; where the data have a gap, the newest norm before it. */
export const normOn = (norms: readonly WorkingTimeNorm[], day: string): WorkingTimeNorm => {
  const earlier = norms
    .filter(({ validFrom }) => validFrom <= day)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  if (!earlier[0]) throw new Error(`no working time is known for ${day}`);
  return earlier[0];
};

/** The day whose norm counts: today, or the first day of an appointment that starts later. */
export const normDay = ({ validFrom }: Period, today: string): string => (validFrom > today ? validFrom : today);

/** @throws INVALID_INPUT for half-days below zero, or a municipality that is named twice. */
export const checkAllocations = (allocations: readonly AllocationRow[], commonHalfDays: number): void => {
  const negative = allocations.some(({ halfDaysPerYear }) => halfDaysPerYear < 0);
  if (negative) throw commonErrors.INVALID_INPUT({ field: 'allocations', args: { reason: 'TOO_SMALL', limit: 0 } });
  if (commonHalfDays < 0)
    throw commonErrors.INVALID_INPUT({ field: 'commonHalfDays', args: { reason: 'TOO_SMALL', limit: 0 } });
  if (new Set(allocations.map(({ municipalityId }) => municipalityId)).size < allocations.length)
    throw commonErrors.INVALID_INPUT({ field: 'allocations', args: { reason: 'DUPLICATE' } });
};

/** @throws OFFICER_OVERCOMMITTED when more is agreed than the appointment has. */
export const checkCapacity = (
  appointment: Agreed & Pick<AppointmentRow, 'fteHundredths'>,
  halfDaysPerFte: number,
): void => {
  const { fteHundredths } = appointment;
  const capacityHalfDays = capacityOf(fteHundredths, halfDaysPerFte);
  const requestedHalfDays = agreedHalfDays(appointment);
  if (requestedHalfDays > capacityHalfDays)
    throw officerErrors.OFFICER_OVERCOMMITTED({
      field: 'allocations',
      args: { capacityHalfDays, requestedHalfDays, fteHundredths },
    });
};

/**
 * The day on which appointments at the same time add up highest within a period, and to how much. The sum only grows
 * where an appointment starts, so those days are all there is to look at.
 */
export const busiestDay = (
  appointments: readonly (Period & Pick<AppointmentRow, 'fteHundredths'>)[],
  within: Period,
): { day: string; totalHundredths: number } => {
  const starts = appointments.map(({ validFrom }) => validFrom).filter((day) => includesDay(rangeOf(within), day));
  const totals = [within.validFrom, ...starts].map((day) => ({
    day,
    totalHundredths: appointments
      .filter((appointment) => includesDay(rangeOf(appointment), day))
      .reduce((sum, { fteHundredths }) => sum + fteHundredths, 0),
  }));
  return totals.reduce((busiest, next) => (next.totalHundredths > busiest.totalHundredths ? next : busiest));
};

/** @throws INVALID_INPUT for a part-time out of range, OFFICER_FTE_TOO_HIGH when one person would do more than one job. */
export const checkFte = (
  appointment: Period & Pick<AppointmentRow, 'fteHundredths'>,
  others: readonly (Period & Pick<AppointmentRow, 'fteHundredths'>)[],
): void => {
  const { fteHundredths } = appointment;
  if (fteHundredths < 1 || fteHundredths > FULL_TIME)
    throw commonErrors.INVALID_INPUT({ field: 'fteHundredths', args: { reason: 'OUT_OF_RANGE', limit: FULL_TIME } });
  const { day, totalHundredths } = busiestDay([appointment, ...others], appointment);
  if (totalHundredths > FULL_TIME)
    throw officerErrors.OFFICER_FTE_TOO_HIGH({
      field: 'fteHundredths',
      args: { totalHundredths, maximumHundredths: FULL_TIME, day },
    });
};

/** The first allocation to a municipality that takes part on no day of the period; undefined when all do. */
export const allocationToStranger = (
  allocations: readonly AllocationRow[],
  members: readonly (Period & { municipalityId: string; role: string })[],
  period: Period,
): AllocationRow | undefined =>
  allocations.find(
    ({ municipalityId }) =>
      !members.some(
        (member) =>
          member.municipalityId === municipalityId &&
          member.role !== 'OBSERVER' &&
          overlaps(rangeOf(member), rangeOf(period)),
      ),
  );
