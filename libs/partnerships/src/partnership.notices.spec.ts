import { noticesOf } from './partnership.notices.js';

const form = { name: 'Projectvereniging', regionDecreeApplies: true, rulesVerified: true };
const running = { status: 'ACTIVE' as const, endsOn: null };
const place = (name: string, referenceRegion: string | null, languageFacilities = false) => ({
  name,
  referenceRegion,
  languageFacilities,
});
const today = '2026-11-23';

describe('notices', () => {
  it('are absent when there is nothing to say', () => {
    expect(noticesOf(running, form, [place('A', 'Midwest'), place('B', 'Midwest')], today)).toEqual([]);
  });

  it('name the regions, as a warning only where the decree on the regions applies', () => {
    const places = [place('A', 'Westhoek'), place('B', 'Midwest'), place('C', 'Midwest'), place('D', null)];
    const notice = {
      code: 'MEMBERS_IN_SEVERAL_REGIONS',
      severity: 'WARNING',
      args: [{ name: 'regions', value: 'Midwest, Westhoek' }],
    };
    expect(noticesOf(running, form, places, today)).toEqual([notice]);
    expect(noticesOf(running, { ...form, regionDecreeApplies: false }, places, today)).toEqual([
      { ...notice, severity: 'INFO' },
    ]);
  });

  it('name municipalities with language facilities and forms whose rules are not known, warnings first', () => {
    const found = noticesOf(running, { ...form, rulesVerified: false }, [place('Mesen', 'Westhoek', true)], today);
    expect(found.map(({ code, args }) => [code, args[0]?.value])).toEqual([
      ['LEGAL_FORM_NOT_VERIFIED', 'Projectvereniging'],
      ['LANGUAGE_FACILITIES_MEMBER', 'Mesen'],
    ]);
  });

  it.each([
    ['2026-11-22', 'TERM_ENDED'],
    ['2026-11-23', 'TERM_ENDS_SOON'],
    ['2027-11-23', 'TERM_ENDS_SOON'],
    ['2027-11-24', undefined],
  ])('tell of a term that ends on %s: %s', (endsOn, code) => {
    expect(noticesOf({ ...running, endsOn }, form, [], today)[0]?.code).toBe(code);
    expect(noticesOf({ status: 'CLOSED', endsOn }, form, [], today)).toEqual([]);
  });
});
