import { addDays } from '#libs/kernel';
import type { LegalFormRow, PartnershipRow } from './partnership.entity.js';
import { isEnded } from './partnership.workflow.js';

/** Something worth knowing; the client has the sentence for the code and fills in the values. */
export interface Notice {
  code: string;
  severity: 'INFO' | 'WARNING';
  args: { name: string; value: string }[];
}

/** What the notices look at in a member municipality. */
export interface Place {
  name: string;
  referenceRegion: string | null;
  languageFacilities: boolean;
}

const DAYS_BEFORE_END = 365;

const notice = (code: string, severity: Notice['severity'], args: Record<string, string>): Notice => ({
  code,
  severity,
  args: Object.entries(args).map(([name, value]) => ({ name, value })),
});

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort((a, b) => a.localeCompare(b, 'nl'));

/** What to know about a partnership's composition, form and term, the warnings first. */
export const noticesOf = (
  partnership: Pick<PartnershipRow, 'status' | 'endsOn'>,
  form: Pick<LegalFormRow, 'name' | 'regionDecreeApplies' | 'rulesVerified'>,
  places: readonly Place[],
  today: string,
): Notice[] => {
  const notices: Notice[] = [];
  const regions = sorted(places.flatMap(({ referenceRegion }) => referenceRegion ?? []));
  const severity = form.regionDecreeApplies ? 'WARNING' : 'INFO';
  if (regions.length > 1) notices.push(notice('MEMBERS_IN_SEVERAL_REGIONS', severity, { regions: regions.join(', ') }));
  const facilities = sorted(places.filter((place) => place.languageFacilities).map((place) => place.name));
  if (facilities.length > 0)
    notices.push(notice('LANGUAGE_FACILITIES_MEMBER', 'INFO', { municipalities: facilities.join(', ') }));
  if (!form.rulesVerified) notices.push(notice('LEGAL_FORM_NOT_VERIFIED', 'WARNING', { legalForm: form.name }));
  const { status, endsOn } = partnership;
  if (endsOn && !isEnded(status)) {
    if (endsOn < today) notices.push(notice('TERM_ENDED', 'WARNING', { endsOn }));
    else if (endsOn <= addDays(today, DAYS_BEFORE_END)) notices.push(notice('TERM_ENDS_SOON', 'WARNING', { endsOn }));
  }
  return notices.sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'WARNING' ? -1 : 1));
};
