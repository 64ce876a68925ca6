import { addDays, cleanText, commonErrors, defineErrors, includesDay } from '#libs/kernel';
import { MAX_STEPS } from '../task.rules.js';
import { firstYear } from './first-year.js';
import type { FirstYearStep } from './step.js';

export const starterErrors = defineErrors({
  STARTER_STEP_DECIDED: { kind: 'Conflict', message: 'This step was taken over or skipped already.' },
  STARTER_STEP_NOT_SKIPPED: { kind: 'Conflict', message: 'This step is not skipped, or no longer.' },
  STARTER_START_OUT_OF_RANGE: {
    kind: 'Invalid',
    message: 'A path starts at most a year ago and at most two years from now.',
    args: ['from', 'until'],
  },
});

/** What the proposals depend on. */
export interface StarterProfile {
  legalFormCode: string;
  /** Names of the municipalities that take part. */
  members: readonly string[];
  hasOfficer: boolean;
  asksSubsidy: boolean;
}

/** A step of the first year as it is proposed to one partnership. */
export interface ProposedStep extends Pick<
  FirstYearStep,
  'code' | 'title' | 'description' | 'reason' | 'source' | 'certainty'
> {
  sourceUrl: string | null;
  checklist: readonly string[];
  proposedOn: string;
}

/** A step that somebody decided on. */
export const decisions = ['TAKEN', 'SKIPPED'] as const;
export type Decision = (typeof decisions)[number];

const fits = (step: FirstYearStep, { legalFormCode, members, hasOfficer, asksSubsidy }: StarterProfile): boolean =>
  (!step.forms || step.forms.includes(legalFormCode)) &&
  (step.officer === undefined || step.officer === hasOfficer) &&
  (!step.subsidy || asksSubsidy) &&
  members.length >= (step.members?.least ?? 0) &&
  members.length <= (step.members?.most ?? Infinity);

const inForce = ({ validFrom, validUntil }: FirstYearStep, day: string): boolean =>
  includesDay({ from: validFrom, until: validUntil }, day);

const propose = (step: FirstYearStep, { members }: StarterProfile, startsOn: string): ProposedStep => {
  const { code, title, description, reason, source, url, certainty, checklist = [], perMember } = step;
  return {
    ...{ code, title, description, reason, source, sourceUrl: url, certainty },
    // More municipalities than a task has steps: it is done without naming them.
    checklist: perMember ? (members.length > MAX_STEPS ? [] : members) : checklist,
    proposedOn: addDays(startsOn, step.day),
  };
};

/**
 * The steps of the first year for a partnership, in order of time: those of the day it starts that fit its profile, and those
 * that were decided on when they still did.
 */
export const stepsFor = (
  profile: StarterProfile,
  startsOn: string,
  decided: ReadonlySet<string> = new Set(),
): ProposedStep[] => {
  const known = firstYear.filter((step) => inForce(step, startsOn));
  const fitting = known.filter((step) => fits(step, profile));
  const codes = new Set(fitting.map(({ code }) => code));
  const former = [...decided].flatMap((code) => (codes.has(code) ? [] : (latest(code) ?? [])));
  return [...fitting, ...former]
    .map((step) => propose(step, profile, startsOn))
    .sort((a, b) => (a.proposedOn + a.code < b.proposedOn + b.code ? -1 : 1));
};

const latest = (code: string): FirstYearStep | undefined =>
  firstYear
    .filter((step) => step.code === code)
    .reduce<FirstYearStep | undefined>(
      (last, step) => (last && last.validFrom >= step.validFrom ? last : step),
      undefined,
    );

const EARLIEST = -366;
const LATEST = 731;

/** @throws STARTER_START_OUT_OF_RANGE */
export const checkStart = (startsOn: string, today: string): string => {
  const [from, until] = [addDays(today, EARLIEST), addDays(today, LATEST)];
  if (!includesDay({ from, until }, startsOn))
    throw starterErrors.STARTER_START_OUT_OF_RANGE({ field: 'startsOn', args: { from, until } });
  return startsOn;
};

/** From when a path counts as long as nobody said so: the first day of the partnership, unless that is too far away. */
export const usualStart = (partnershipStart: string | null, today: string): string =>
  partnershipStart && includesDay({ from: addDays(today, EARLIEST), until: addDays(today, LATEST) }, partnershipStart)
    ? partnershipStart
    : today;

/** Why a step is skipped, within its bounds. */
export const cleanReason = (text: string): string => cleanText(text, { field: 'reason', max: 500 });

/**
 * Codes of steps, each once.
 * @throws INVALID_INPUT for none, or for one that is no step of the first year.
 */
export const cleanCodes = (codes: readonly string[], field: string): string[] => {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'REQUIRED' } });
  if (!wanted.every((code) => firstYear.some((step) => step.code === code)))
    throw commonErrors.INVALID_INPUT({ field, args: { reason: 'UNKNOWN_VALUE' } });
  return wanted;
};

/** What the task says: what to do, why, and where that comes from. */
export const descriptionOf = ({ description, reason, source, sourceUrl, certainty }: ProposedStep): string => {
  const sure = certainty === 'CONCORDANCE' || certainty === 'NUMBER' ? ' (nog na te kijken in de huidige tekst)' : '';
  return [description, '', `Waarom: ${reason}`, `Bron: ${source}${sure}`, ...(sourceUrl ? [sourceUrl] : [])].join('\n');
};
