import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startLyingProvider, type Lies, type LyingProvider } from '../support/lying-provider.js';
import { setStage, type Stage } from '../support/partnership.js';
import { freePort } from '../support/servers.js';
import { Walker, type Page } from '../support/walker.js';

const VIEWER = `{ viewer { person { displayName } organisation { name } organisations { name } } }`;
const PITTEM = 'OVO000001';

let stage: Stage;
let provider: LyingProvider;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  provider = await startLyingProvider();
  stage = await setStage({
    port,
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'us',
      OIDC_CLIENT_SECRET: 'secret of ours',
      OIDC_ROLE_CLAIM: 'samenregie_rol_3d',
    },
  });
  await stage.world.rows(`update access.organisations set code = $1 where name = 'Pittem'`, [PITTEM]);
  await stage.world.rows(`update access.accounts set issuer = $1, subject = 'vo-member' where persona = 'member'`, [
    provider.issuer,
  ]);
}, 60_000);
afterAll(async () => {
  await provider.stop();
  await stage.close();
});

const member = {
  vo_id: 'vo-member',
  vo_orgcode: PITTEM,
  given_name: 'Els',
  family_name: 'Nieuwenaam',
  rrn: '85073003328',
  samenregie_rol_3d: [`SamenregieGebruiker:${PITTEM}`],
};
beforeEach(() => {
  provider.person = member;
});
afterEach(() => {
  provider.lies = {};
});

const signIn = (walker = new Walker()): Promise<Page> =>
  walker.go(`${url}/auth/sign-in?return=/taken`, { before: /\/taken$/ });
const refusalOf = ({ text }: Page): string | undefined => /data-refusal="(\w+)"/.exec(text)?.[1];
const asked = async (walker: Walker) => {
  const page = await walker.step(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: VIEWER }),
  });
  return (JSON.parse(page.text) as { data: { viewer: unknown } }).data.viewer;
};
const accounts = () =>
  stage.world.rows<{ id: string; display_name: string; email: string | null; subject: string }>(
    `select id, display_name, email, subject from access.accounts where issuer = $1 order by created_at`,
    [provider.issuer],
  );

describe('what is asked of the provider', () => {
  it('is a code, with state, nonce and PKCE, for scopes without the national register number', async () => {
    const walker = new Walker();
    const landed = await signIn(walker);
    expect([landed.status, landed.url]).toEqual([303, `${url}/taken`]);
    const sent = Object.fromEntries(provider.lastAuthorization!);
    expect(sent).toMatchObject({
      response_type: 'code',
      client_id: 'us',
      redirect_uri: `${url}/auth/callback`,
      scope: 'openid vo profile samenregie',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(provider.lastToken!.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    expect(await asked(walker)).toMatchObject({
      person: { displayName: 'Els Nieuwenaam' },
      organisation: { name: 'Pittem' },
    });
  });
});

describe('what does not stand up to the checks', () => {
  const now = Math.floor(Date.now() / 1_000);
  it.each<[string, Lies, number, string]>([
    ['another issuer in the token', { claims: { iss: 'https://other.example' } }, 502, 'UNTRUSTED'],
    ['another issuer beside the code', { iss: 'https://other.example' }, 502, 'UNTRUSTED'],
    ['another audience', { claims: { aud: 'somebody else' } }, 502, 'UNTRUSTED'],
    ['an audience among others', { claims: { aud: ['us', 'them'], azp: 'them' } }, 502, 'UNTRUSTED'],
    ['another nonce', { claims: { nonce: 'x' } }, 502, 'UNTRUSTED'],
    ['no nonce', { claims: { nonce: undefined } }, 502, 'UNTRUSTED'],
    ['another state', { state: 'x' }, 400, 'STALE'],
    ['a token that has expired', { claims: { exp: now - 60, iat: now - 400 } }, 502, 'UNTRUSTED'],
    ['a token without an end', { claims: { exp: undefined } }, 502, 'UNTRUSTED'],
    ['no signature', { alg: 'none' }, 502, 'UNTRUSTED'],
    ['a signature with the public key as a secret', { alg: 'HS256' }, 502, 'UNTRUSTED'],
    ['a good signature with an algorithm that was not agreed', { alg: 'ES256' }, 502, 'UNTRUSTED'],
    ['a signature with a key that is not published', { foreignKey: true }, 502, 'UNTRUSTED'],
    ['nobody in particular', { claims: { vo_id: undefined } }, 502, 'UNTRUSTED'],
    ['no code', { silent: true }, 502, 'UNTRUSTED'],
    ['an error of the provider', { error: 'server_error' }, 503, 'PROVIDER_DOWN'],
    ['a person who cancelled', { error: 'access_denied' }, 403, 'CANCELLED'],
    ['a provider that does not understand us', { error: 'invalid_request' }, 400, 'STALE'],
    ['a provider that breaks down', { tokenStatus: 500 }, 503, 'PROVIDER_DOWN'],
    ['a person without the role', { claims: { samenregie_rol_3d: ['Iets'] } }, 403, 'ROLE_MISSING'],
    ['a role elsewhere', { claims: { samenregie_rol_3d: ['SamenregieGebruiker:OVO000009'] } }, 403, 'ROLE_MISSING'],
    [
      'an unknown organisation',
      { claims: { vo_orgcode: 'OVO1', samenregie_rol_3d: 'SamenregieGebruiker' } },
      403,
      'ORGANISATION_UNKNOWN',
    ],
  ])('%s', async (_, lies, status, refusal) => {
    provider.lies = lies;
    const walker = new Walker({ 'accept-language': 'en' });
    const page = await signIn(walker);
    expect([refusalOf(page), page.status]).toEqual([refusal, status]);
    expect(walker.cookie('__Host-samenregie')).toBeUndefined();
    expect(walker.cookie('__Host-samenregie-signin')).toBeUndefined();
    expect(page.text).toContain('Try again');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).not.toMatch(/OAUTH|JWT|nonce|issuer|at .*\.js/);
  });

  it('leaves whoever was signed in as they were', async () => {
    const walker = new Walker();
    await signIn(walker);
    provider.lies = { alg: 'none' };
    expect(refusalOf(await signIn(walker))).toBe('UNTRUSTED');
    expect(await asked(walker)).toMatchObject({ organisation: { name: 'Pittem' } });
  });
});

describe('keys', () => {
  it('that were rotated are known at once', async () => {
    expect((await signIn()).status).toBe(303);
    await provider.rotateKey();
    expect((await signIn()).status).toBe(303);
  });

  it('are asked for once for each sign-in, however wrong the token is', async () => {
    const before = provider.keyRequests;
    provider.lies = { foreignKey: true };
    await signIn();
    expect(provider.keyRequests).toBe(before + 1);
  });
});

describe('whom it lets in', () => {
  it('knows nobody by e-mail address or name alone', async () => {
    provider.person = {
      ...member,
      vo_id: 'vo-new',
      email: 'member@example.org',
      given_name: 'Persoon',
      family_name: 'member',
    };
    const walker = new Walker();
    expect((await signIn(walker)).status).toBe(303);
    const made = (await accounts()).find(({ subject }) => subject === 'vo-new')!;
    expect(made.id).not.toBe(stage.people.member.accountId);
    // The address belongs to somebody else already.
    expect(made.email).toBeNull();
    expect(await asked(walker)).toEqual({
      person: { displayName: 'Persoon member' },
      organisation: { name: 'Pittem' },
      organisations: [{ name: 'Pittem' }],
    });
    expect((await signIn()).status).toBe(303);
    expect((await accounts()).filter(({ subject }) => subject === 'vo-new')).toHaveLength(1);
  });

  it('makes one account of many first sign-ins at once', async () => {
    provider.person = { ...member, vo_id: 'vo-hasty', email: 'hasty@example.org' };
    const pages = await Promise.all(Array.from({ length: 5 }, () => signIn()));
    expect(pages.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    const made = (await accounts()).filter(({ subject }) => subject === 'vo-hasty');
    expect(made.map(({ email }) => email)).toEqual(['hasty@example.org']);
  });

  it('makes no account for a stranger without an organisation, or of one that takes no part', async () => {
    const before = (await accounts()).length;
    for (const vo_orgcode of [undefined, 'OVO777777']) {
      provider.person = { ...member, vo_id: 'vo-stranger', vo_orgcode, samenregie_rol_3d: 'SamenregieGebruiker' };
      const page = await signIn(new Walker({ 'accept-language': 'nl' }));
      expect([page.status, refusalOf(page)]).toEqual([403, 'ORGANISATION_UNKNOWN']);
      expect(page.text).toContain('Vraag de beheerder');
    }
    expect(await accounts()).toHaveLength(before);
  });

  it('does not begin again what was ended', async () => {
    const { accountId } = stage.people.member;
    const end = (day: string | null) =>
      stage.world.rows(`update access.affiliations set valid_until = $2 where account_id = $1`, [accountId, day]);
    await end('2026-01-01');
    expect(refusalOf(await signIn())).toBe('AFFILIATION_ENDED');
    provider.person = { ...member, vo_orgcode: undefined, samenregie_rol_3d: 'SamenregieGebruiker' };
    expect(refusalOf(await signIn())).toBe('AFFILIATION_ENDED');
    await end(null);
    expect((await signIn()).status).toBe(303);
  });

  it('never keeps a national register number', async () => {
    const stored = await stage.world.rows<{ text: string }>(
      `select (select string_agg(a::text, ' ') from access.accounts a) || (select string_agg(s::text, ' ') from access.sessions s) as text`,
    );
    expect(stored[0]!.text).toContain('vo-member');
    expect(stored[0]!.text).not.toContain('85073003328');
    expect(stage.api.output()).not.toMatch(/85073003328|Nieuwenaam|vo-member|vo-stranger|secret of ours/);
  });
});

describe('a provider that is away', () => {
  it('is said to be, and used again as soon as it is back; signing out works meanwhile', async () => {
    const port = Number(new URL(provider.issuer).port);
    const walker = new Walker();
    expect((await signIn(walker)).status).toBe(303);
    const begun = new Walker();
    const back = await begun.go(`${url}/auth/sign-in`, { before: /\/auth\/callback/ });
    const fresh = await stage.another({
      port: await freePort(),
      env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 'secret of ours' },
    });
    await provider.stop();
    const early = await new Walker().go(`${fresh.url}/auth/sign-in`);
    expect([early.status, refusalOf(early)]).toEqual([503, 'PROVIDER_DOWN']);
    const late = await begun.step(back.url);
    expect([late.status, refusalOf(late)]).toEqual([503, 'PROVIDER_DOWN']);
    const out = await walker.step(`${url}/auth/sign-out`, { method: 'POST' });
    expect(out.status).toBe(204);
    expect(await asked(walker)).toBeNull();
    provider = await startLyingProvider(port);
    provider.person = member;
    expect((await new Walker().go(`${fresh.url}/auth/sign-in`, { before: /\/$/ })).url).toBe(`${fresh.url}/`);
  });

  it('is not believed under another name', async () => {
    provider.lies = { issuer: 'https://other.example' };
    const fresh = await stage.another({
      port: await freePort(),
      env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 'x' },
    });
    const page = await new Walker().go(`${fresh.url}/auth/sign-in`);
    expect([page.status, refusalOf(page)]).toEqual([502, 'UNTRUSTED']);
  });

  it('says where its own session ends, when it has one', async () => {
    provider.endSession = true;
    const fresh = await stage.another({
      port: await freePort(),
      env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 'x' },
    });
    const out = await new Walker().step(`${fresh.url}/auth/sign-out`, { method: 'POST' });
    const { url: end } = JSON.parse(out.text) as { url: string };
    expect(new URL(end).origin).toBe(provider.issuer);
    expect(new URL(end).searchParams.get('client_id')).toBe('us');
    expect(new URL(end).searchParams.get('post_logout_redirect_uri')).toBe(`${fresh.url}/`);
  });
});

describe('without a provider', () => {
  it('examples are chosen in the web app, and otherwise nobody comes in', async () => {
    const demo = await stage.another({ port: await freePort(), env: {} });
    const page = await new Walker().step(`${demo.url}/auth/sign-in?return=/taken`);
    expect([page.status, page.headers.get('location')]).toEqual([302, '/aanmelden?return=%2Ftaken']);
    const bare = await stage.another({ port: await freePort(), env: {}, demo: false });
    const off = await new Walker().step(`${bare.url}/auth/sign-in`);
    expect([off.status, refusalOf(off)]).toEqual([404, 'OFF']);
    expect(off.text).not.toContain('/auth/sign-in');
  });

  it('whoever tries too often waits', async () => {
    const bare = await stage.another({ port: await freePort(), env: {}, demo: false });
    const pages = await Promise.all(Array.from({ length: 125 }, () => new Walker().step(`${bare.url}/auth/callback`)));
    const waiting = pages.filter(({ status }) => status === 429);
    expect(waiting).toHaveLength(5);
    expect(refusalOf(waiting[0]!)).toBe('TOO_MANY');
    expect(Number(waiting[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
