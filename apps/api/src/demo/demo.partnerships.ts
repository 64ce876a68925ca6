import { InviteMember } from '#libs/access';
import { addDays, AppError, toGlobalId } from '#libs/kernel';
import { AppointOfficer, ChangeOfficerAllocations } from '#libs/officers';
import { ChangePartnershipStatus, CreatePartnership, UpdatePartnership, type PartnershipRow } from '#libs/partnerships';
import type { DemoCalendar, Happening } from './demo.calendar.js';
import type { DemoOfficer, DemoPartnership } from './demo.model.js';
import { emailOf } from './demo.owner.js';
import type { DemoStage } from './demo.stage.js';

/** What the story of a partnership needs to know. */
export interface Setting {
  stage: DemoStage;
  calendar: DemoCalendar;
  /** Internal ids of municipalities by NIS code. */
  municipalities: Map<string, string>;
  nameOf(person: string): string;
}

const places = ({ municipalities }: Setting, codes: readonly string[]): string[] =>
  codes.map((nis) => toGlobalId('Municipality', municipalities.get(nis)!));

/** Opens the partnership; the rest of its story follows. */
export const createDemoPartnership = (setting: Setting, demo: DemoPartnership): Promise<PartnershipRow> =>
  setting.stage.action(CreatePartnership).run({
    name: demo.name,
    legalFormCode: demo.legalForm,
    managingMunicipalityId: places(setting, [demo.managing])[0]!,
    memberMunicipalityIds: places(setting, demo.members),
  });

/** Term and steps of a partnership. */
export const partnershipStory = (setting: Setting, demo: DemoPartnership, partnership: PartnershipRow): Happening[] => {
  const { stage, calendar } = setting;
  const id = toGlobalId('Partnership', partnership.id);
  let { version } = partnership;
  let barred = false;
  const { manager: by, term } = demo;
  const writeTerm = async () => {
    const active = demo.steps.find(({ status }) => status === 'ACTIVE') ?? demo.steps.at(-1)!;
    const startsOn = calendar.monthAgo(active.ago);
    const year = String(Number(startsOn.slice(0, 4)) + term!.years);
    const endsOn = addDays(`${year}${startsOn.slice(4)}`, -1);
    ({ version } = await stage.action(UpdatePartnership).run({ id, expectedVersion: version, startsOn, endsOn }));
  };
  const steps = demo.steps.map(({ ago, status, reason }) => ({
    ago,
    by,
    run: async () => {
      if (barred) return;
      try {
        const input = { id, expectedVersion: version, status, reason };
        ({ version } = await stage.action(ChangePartnershipStatus).run(input));
      } catch (error) {
        // In a year of elections some forms cannot be founded: then the story stays with the councils.
        if (!(error instanceof AppError) || error.code !== 'PARTNERSHIP_FOUNDING_BARRED') throw error;
        barred = true;
      }
    },
  }));
  return [...(term ? [{ ago: term.ago, by, run: writeTerm }] : []), ...steps];
};

/** Who was invited and did not answer yet. */
export const invitationStory = (setting: Setting, demo: DemoPartnership, partnership: PartnershipRow): Happening[] =>
  (demo.invitations ?? []).map(({ ago, name, email, role, ocmw, decidedBy }) => ({
    ago,
    by: demo.manager,
    run: () =>
      setting.stage.action(InviteMember).run({
        partnershipId: toGlobalId('Partnership', partnership.id),
        email,
        displayName: name,
        organisation: { municipalityId: places(setting, [ocmw])[0]!, kind: 'OCMW' },
        role,
        decidedBy: `${decidedBy}, ${setting.calendar.inWords(ago + 2)}`,
        language: 'NL',
      }),
  }));

/** The appointment of the shared officer, and what was agreed later. */
export const officerStory = (
  setting: Setting,
  demo: DemoPartnership & { officer: DemoOfficer },
  partnership: PartnershipRow,
): Happening[] => {
  const { stage, calendar } = setting;
  const { officer, manager: by } = demo;
  const allocations = (halfDays: Record<string, number>) =>
    Object.entries(halfDays).map(([nis, halfDaysPerYear]) => ({
      municipalityId: places(setting, [nis])[0]!,
      halfDaysPerYear,
    }));
  let officerId = '';
  const appoint = async () => {
    const row = await stage.action(AppointOfficer).run({
      partnershipId: toGlobalId('Partnership', partnership.id),
      personName: setting.nameOf(officer.person),
      personEmail: emailOf(officer.person),
      employerId: places(setting, [officer.employer])[0]!,
      fteHundredths: officer.fteHundredths,
      validFrom: calendar.dayAgo(officer.appointed),
      allocations: allocations(officer.halfDays),
      commonHalfDays: officer.common,
    });
    officerId = toGlobalId('IntegrationOfficer', row.id);
  };
  const divide = async () => {
    const input = { officerId, expectedVersion: 1, allocations: allocations(officer.later!.halfDays) };
    await stage.action(ChangeOfficerAllocations).run(input);
  };
  return [
    { ago: officer.appointed, by, run: appoint },
    ...(officer.later ? [{ ago: officer.later.ago, by, run: divide }] : []),
  ];
};
