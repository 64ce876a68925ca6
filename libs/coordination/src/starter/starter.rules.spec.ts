import { describe, expect, it } from '@jest/globals';
import { isCalendarDay } from '#libs/kernel';
import { firstYear } from './first-year.js';
import { checkStart, cleanCodes, descriptionOf, type StarterProfile, stepsFor, usualStart } from './starter.rules.js';

const profile: StarterProfile = {
  ...{ legalFormCode: 'INTERLOCAL_ASSOCIATION', members: ['Ardooie', 'Pittem'], hasOfficer: false, asksSubsidy: false },
};
const codes = (change: Partial<StarterProfile> = {}, startsOn = '2027-01-04', decided: string[] = []): string[] =>
  stepsFor({ ...profile, ...change }, startsOn, new Set(decided)).map(({ code }) => code);
const forms = [...new Set(firstYear.flatMap(({ forms: only = [] }) => only)), 'INTERADMINISTRATIVE_ASSOCIATION'];

describe('the data of the first year', () => {
  it.each(firstYear.map((step) => [step.code, step] as const))(
    '%s says why, from which source and since when',
    (_, step) => {
      expect(step.code).toMatch(/^[A-Z][A-Z_]*$/);
      for (const text of [step.title, step.description, step.reason, step.source]) expect(text.trim()).toBe(text);
      expect(step.title.length).toBeLessThanOrEqual(200);
      expect(step.reason).toMatch(/\.$/);
      expect(step.day >= 0 && step.day <= 366).toBe(true);
      expect(isCalendarDay(step.validFrom)).toBe(true);
      // What is not advice names where it can be read, or its article.
      expect(step.url ?? step.source).toMatch(/^https?:\/\/|art\. \d/);
      expect(step.perMember && step.checklist).toBeFalsy();
    },
  );

  it('proposes a step once, whatever the legal form, and enough of them', () => {
    for (const legalFormCode of forms)
      for (const hasOfficer of [true, false]) {
        const found = codes({ legalFormCode, hasOfficer, asksSubsidy: true });
        expect(new Set(found).size).toBe(found.length);
        expect(found.length).toBeGreaterThanOrEqual(11);
      }
    expect(codes({ asksSubsidy: true }).length).toBeGreaterThanOrEqual(18);
  });
});

describe('a path made to measure', () => {
  it('follows the legal form', () => {
    expect(codes()).toEqual(expect.arrayContaining(['AGREEMENT', 'MANAGING_MUNICIPALITY', 'COUNCILS', 'EVALUATION']));
    expect(codes()).not.toContain('ADVICE');
    const project = codes({ legalFormCode: 'PROJECT_ASSOCIATION' });
    expect(project).toEqual(expect.arrayContaining(['CHECK_REGION', 'DEED', 'PUBLISH_STATUTES']));
    expect(project).not.toContain('ADVICE');
    expect(codes({ legalFormCode: 'SERVICE_ASSOCIATION' })).toEqual(
      expect.arrayContaining(['PREPARING_BODY', 'ADVICE', 'ASSEMBLY']),
    );
    expect(codes({ legalFormCode: 'INFORMAL_COOPERATION' })).toContain('CHOOSE_FORM');
    expect(codes({ legalFormCode: 'INTERADMINISTRATIVE_ASSOCIATION' })).not.toContain('COUNCILS');
    const councils = (legalFormCode: string) =>
      stepsFor({ ...profile, legalFormCode }, '2027-01-04').find(({ code }) => code === 'COUNCILS')!.title;
    expect(councils('PROJECT_ASSOCIATION')).not.toBe(councils('INTERLOCAL_ASSOCIATION'));
  });

  it('follows officer, subsidy and number of municipalities', () => {
    expect(codes()).toEqual(expect.arrayContaining(['HIRE_OFFICER', 'STAFF_MOBILITY', 'DIVIDE_DAYS']));
    expect(codes()).not.toEqual(expect.arrayContaining(['SECONDMENT']));
    const served = codes({ hasOfficer: true });
    expect(served).toContain('SECONDMENT');
    expect(served).not.toContain('HIRE_OFFICER');
    const added = codes({ asksSubsidy: true }).filter((code) => !codes().includes(code));
    expect(added.sort()).toEqual(['LEAD_APPLICANT', 'SUBSIDY_CONDITIONS', 'SUBSIDY_REPORT']);
    expect(codes({ members: ['Pittem'] })).toContain('FIND_PARTNERS');
    expect(codes({ members: ['Pittem'] })).not.toContain('DIVIDE_DAYS');
    expect(codes()).not.toContain('FIND_PARTNERS');
    const named = (members: string[]) =>
      stepsFor({ ...profile, members }, '2027-01-04').find(({ code }) => code === 'COUNCILS')!.checklist;
    expect(named(['Ardooie', 'Pittem'])).toEqual(['Ardooie', 'Pittem']);
    expect(named(Array.from({ length: 101 }, (_, index) => `Gemeente ${index}`))).toEqual([]);
  });

  it('counts calendar days, over the end of winter time and a leap year, in order of time', () => {
    const days = stepsFor(profile, '2027-12-31').map(({ code, proposedOn }) => [code, proposedOn] as const);
    expect(Object.fromEntries(days)).toMatchObject({ ASK_SUPPORT: '2028-01-14', COUNCILS: '2028-02-29' });
    expect(days.map(([, day]) => day)).toEqual(days.map(([, day]) => day).sort());
  });

  it('takes the rules of the day on which it starts, and keeps what was decided when they were others', () => {
    expect(codes({ asksSubsidy: true }, '2025-12-31')).not.toContain('SUBSIDY_CONDITIONS');
    expect(codes({ legalFormCode: 'SERVICE_ASSOCIATION' }, '2023-12-31')).not.toContain('ADVICE');
    expect(codes({}, '2027-01-04', ['HIRE_OFFICER', 'ADVICE', 'UNHEARD_OF'])).toEqual(
      expect.arrayContaining(['ADVICE', 'HIRE_OFFICER']),
    );
    expect(
      codes({ hasOfficer: true }, '2027-01-04', ['HIRE_OFFICER']).filter((code) => code === 'HIRE_OFFICER'),
    ).toHaveLength(1);
  });

  it('starts within bounds, and usually with the partnership', () => {
    expect(checkStart('2026-11-27', '2026-11-27')).toBe('2026-11-27');
    for (const day of ['2025-11-25', '2028-11-28'])
      expect(() => checkStart(day, '2026-11-27')).toThrow(
        expect.objectContaining({ code: 'STARTER_START_OUT_OF_RANGE', field: 'startsOn' }),
      );
    expect(usualStart('2027-03-01', '2026-11-27')).toBe('2027-03-01');
    expect(usualStart('2020-03-01', '2026-11-27')).toBe('2026-11-27');
    expect(usualStart(null, '2026-11-27')).toBe('2026-11-27');
  });

  it('becomes tasks that say why and after whom, and steps by code', () => {
    const [step] = stepsFor(profile, '2027-01-04').filter(({ code }) => code === 'AGREEMENT');
    expect(step!.checklist).toHaveLength(9);
    expect(descriptionOf(step!)).toMatch(
      /\n\nWaarom: .*\nBron: Decreet over het lokaal bestuur, art\. 393 \(nog na te kijken.*\)\nhttp:\/\//,
    );
    expect(cleanCodes(['AGREEMENT', 'AGREEMENT'], 'codes')).toEqual(['AGREEMENT']);
    for (const wrong of [[], ['NOTHING']])
      expect(() => cleanCodes(wrong, 'codes')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
