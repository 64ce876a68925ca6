import { describe, expect, it } from '@jest/globals';
import { packAttempt, unpackAttempt, type Attempt } from './attempt.js';
import { deviceOf, languageOf, localPath, readClaims, wantsMore } from './sign-in.rules.js';

describe('where to go afterwards', () => {
  it.each([
    ['/', '/'],
    ['/taken/12?x=1#deel', '/taken/12?x=1#deel'],
    ['/taken/../samenwerking', '/samenwerking'],
    [undefined, '/'],
    [['/taken'], '/'],
    ['', '/'],
    ['taken', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/a/..//evil.example', '/'],
    ['/auth/sign-in?return=/', '/'],
    ['/graphql', '/'],
    [`/${'a'.repeat(1_000)}`, '/'],
  ])('%j is %s', (wanted, path) => {
    expect(localPath(wanted)).toBe(path);
  });
});

describe('the language of a page', () => {
  it.each([
    ['fr-BE,fr;q=0.9,nl;q=0.8', 'fr'],
    ['pl,de;q=0.3,en;q=0.7', 'en'],
    ['en;q=0,de', 'de'],
    ['pl', 'nl'],
    ['', 'nl'],
    [undefined, 'nl'],
    [';;q=x,,', 'nl'],
  ])('%j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

const names = { subjectClaim: 'vo_id', organisationClaim: 'vo_orgcode', roleClaim: undefined };
const claims = { sub: 's', vo_id: 'v', vo_orgcode: 'OVO000001', given_name: 'Els', family_name: 'Maes' };

describe('what a provider says', () => {
  it('is read claim by claim, and nothing else', () => {
    expect(readClaims({ ...claims, rrn: '85073003328', email: 'els@example.org' }, names)).toEqual({
      subject: 'v',
      name: 'Els Maes',
      email: 'els@example.org',
      organisationCode: 'OVO000001',
      admitted: true,
    });
  });

  it('is nobody without the claim that says who', () => {
    for (const vo_id of [undefined, '', 7, 'x'.repeat(256)])
      expect(readClaims({ ...claims, vo_id }, names)).toBeUndefined();
    expect(readClaims(claims, { ...names, subjectClaim: 'sub' })?.subject).toBe('s');
  });

  it.each([
    [{ given_name: undefined, family_name: undefined, name: ' Els\n\u202eMaes ' }, 'Els Maes'],
    [{ given_name: 'Els', family_name: undefined }, 'Els'],
    [{ given_name: undefined, family_name: undefined, preferred_username: 'els' }, 'els'],
    [{ given_name: undefined, family_name: undefined }, '?'],
    [{ given_name: 'x'.repeat(300), family_name: '' }, 'x'.repeat(200)],
  ])('has a name on one line: %j', (more, name) => {
    expect(readClaims({ ...claims, ...more }, names)?.name).toBe(name);
  });

  it('has an address only when it is one, and not when the provider doubts it', () => {
    for (const more of [{ email: 'nobody' }, { email: 7 }, { email: 'a@example.org', email_verified: false }])
      expect(readClaims({ ...claims, ...more }, names)?.email).toBeNull();
  });

  it.each([
    ['SamenregieGebruiker', true],
    [['Iets', 'SamenregieGebruiker'], true],
    ['SamenregieGebruiker:OVO000001', true],
    ['SamenregieGebruiker-lezer:OVO000001', true],
    ['SamenregieGebruiker:OVO000002', false],
    ['SamenregieGebruikers', false],
    ['GeenSamenregieGebruiker', false],
    [[7, null], false],
    [undefined, false],
  ])('admits with the role %j: %s', (role, admitted) => {
    expect(readClaims({ ...claims, role }, { ...names, roleClaim: 'role' })?.admitted).toBe(admitted);
  });

  it('is asked for more when something that counts is missing', () => {
    expect(wantsMore(claims, names)).toBe(false);
    expect(wantsMore({ ...claims, vo_orgcode: undefined }, names)).toBe(true);
    expect(wantsMore({ ...claims, given_name: undefined, family_name: undefined }, names)).toBe(true);
    expect(wantsMore(claims, { ...names, roleClaim: 'role' })).toBe(true);
  });
});

describe('a device in words', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Windows'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0', 'Edge, Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/142.0 Safari/537.36', 'Chrome, Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 Version/18.5 Mobile Safari/604.1',
      'Safari, iPhone',
    ],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36', 'Chrome, Android'],
    ['curl/8.5.0', null],
    ['', null],
    [null, null],
  ])('%j is %j', (agent, device) => {
    expect(deviceOf(agent)).toBe(device);
  });
});

describe('an attempt on its way', () => {
  const at = Date.now();
  const word = 'a'.repeat(43);
  const attempt: Attempt = { state: word, nonce: word, verifier: word, path: '/taken', at };

  it('comes back as it went', () => {
    expect(unpackAttempt(packAttempt(attempt), at + 599_000)).toEqual(attempt);
  });

  it('is good for ten minutes, whole, and for a path of ours', () => {
    expect(unpackAttempt(packAttempt(attempt), at + 601_000)).toBeUndefined();
    expect(unpackAttempt(packAttempt({ ...attempt, at: at + 120_000 }), at)).toBeUndefined();
    expect(unpackAttempt(packAttempt({ ...attempt, state: 'short' }), at)).toBeUndefined();
    expect(unpackAttempt(packAttempt(attempt).slice(0, -9), at)).toBeUndefined();
    expect(unpackAttempt(undefined, at)).toBeUndefined();
    expect(unpackAttempt(packAttempt({ ...attempt, path: '//evil.example' }), at)?.path).toBe('/');
  });
});
