import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, eventually } from '../support/client.js';
import { clientKeys, DEMO_ISSUER, oidcSettings, startProvider, type LocalProvider } from '../support/oidc.js';
import { setStage, type Stage } from '../support/partnership.js';
import { freePort } from '../support/servers.js';
import { Walker, type Page } from '../support/walker.js';

const VIEWER = `{ viewer { person { displayName } organisation { name } organisations { name } } }`;

let stage: Stage;
let provider: LocalProvider;
let providerPort: number;
let url: string;
const keys = clientKeys();

beforeAll(async () => {
  const port = await freePort();
  providerPort = await freePort();
  url = `http://127.0.0.1:${port}`;
  stage = await setStage({ port, env: oidcSettings(providerPort, keys) });
  provider = await startProvider({ databaseUrl: stage.database.apiUrl, publicUrl: url, keys, port: providerPort });
  await stage.world.rows(`update access.accounts set issuer = $1, subject = 'vo-' || persona`, [DEMO_ISSUER]);
  await stage.world.rows(`update access.organisations set code = 'OVO00000' || case name when 'Pittem' then 1 else 2 end
                          where name in ('Pittem', 'Wielsbeke')`);
}, 60_000);
afterAll(async () => {
  await provider.stop();
  await stage.close();
});

/** Goes to the provider and stops before coming back. */
const toProvider = async (walker: Walker, path = '/taken'): Promise<Page> => {
  const page = await walker.go(`${url}/auth/sign-in?return=${encodeURIComponent(path)}`);
  expect(page.url).toContain(provider.url);
  return page;
};
const choose = async (walker: Walker, persona: string, path?: string): Promise<Page> =>
  walker.post((await toProvider(walker, path)).url, { persona }, { before: /\/auth\/callback/ });
const viewer = async (walker: Walker) => {
  const page = await walker.step(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: VIEWER }),
  });
  return (JSON.parse(page.text) as { data: { viewer: unknown } }).data.viewer;
};

describe('signing in with the local provider', () => {
  it('asks who it is, in the language of the browser, and comes back to where one was', async () => {
    const walker = new Walker({ 'accept-language': 'fr-BE,fr;q=0.9' });
    const page = await toProvider(walker, '/taken/12?x=1');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="fr">');
    expect(page.text).toContain('data-persona="member"');
    expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    expect(page.text).not.toMatch(/<script|<style| style=| on\w+=/);
    const back = await walker.post(page.url, { persona: 'member' }, { before: /\/auth\/callback/ });
    const landed = await walker.step(back.url);
    expect(landed.status).toBe(303);
    expect(landed.headers.get('location')).toBe('/taken/12?x=1');
    expect(await viewer(walker)).toEqual({
      person: { displayName: 'Persoon member' },
      organisation: { name: 'Pittem' },
      organisations: [{ name: 'Pittem' }],
    });
  });

  it('keeps the session in a cookie that only this host can set and no script can read', async () => {
    const walker = new Walker();
    const landed = await walker.step((await choose(walker, 'member')).url);
    const cookies = landed.headers.getSetCookie();
    expect(cookies.find((line) => line.startsWith('__Host-samenregie='))).toMatch(
      /^__Host-samenregie=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(cookies.find((line) => line.startsWith('__Host-samenregie-signin='))).toMatch(/=; Max-Age=0;/);
  });

  it('asks again every time, and a new sign-in ends the session before it', async () => {
    const walker = new Walker();
    await walker.step((await choose(walker, 'member')).url);
    const before = walker.cookie('__Host-samenregie')!;
    await walker.step((await choose(walker, 'officer')).url);
    expect(walker.cookie('__Host-samenregie')).not.toBe(before);
    expect(await viewer(walker)).toMatchObject({ person: { displayName: 'Persoon officer' } });
    const old = new Walker();
    old.plant('__Host-samenregie', before);
    expect(await viewer(old)).toBeNull();
  });

  it('sends nobody to another site afterwards', async () => {
    for (const path of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/.//evil.example',
      '/auth/sign-in',
    ]) {
      const walker = new Walker();
      const landed = await walker.step((await choose(walker, 'member', path)).url);
      expect([path, landed.headers.get('location')]).toEqual([path, '/']);
    }
  });

  it('is finished by any process', async () => {
    const walker = new Walker();
    const back = await choose(walker, 'member');
    const env = { PUBLIC_URL: url, ...oidcSettings(providerPort, keys) };
    const other = await stage.another({ port: await freePort(), env });
    const landed = await walker.step(back.url.replace(url, other.url));
    expect([landed.status, landed.headers.get('location')]).toEqual([303, '/taken']);
    expect(await viewer(walker)).toMatchObject({ person: { displayName: 'Persoon member' } });
  });

  it('is refused to a process with a key that the provider does not know', async () => {
    const walker = new Walker();
    const back = await choose(walker, 'member');
    const env = { PUBLIC_URL: url, ...oidcSettings(providerPort, clientKeys()) };
    const other = await stage.another({ port: await freePort(), env });
    const page = await walker.step(back.url.replace(url, other.url));
    expect([page.status, page.text]).toEqual([502, expect.stringContaining('data-refusal="UNTRUSTED"')]);
  });

  it('begins at the address the provider knows, also for somebody who typed localhost', async () => {
    const walker = new Walker();
    const local = url.replace('127.0.0.1', 'localhost');
    const page = await walker.step(`${local}/auth/sign-in?return=/taken`);
    expect(page.headers.get('location')).toBe(`${url}/auth/sign-in?return=%2Ftaken`);
  });

  it('ends at a clear page when somebody cancels', async () => {
    const walker = new Walker({ 'accept-language': 'en' });
    const back = await walker.post((await toProvider(walker)).url, { cancel: 'yes' }, { before: /\/auth\/callback/ });
    const page = await walker.step(back.url);
    expect(page.status).toBe(403);
    expect(page.text).toContain('<h1>You stopped signing in</h1>');
    expect(page.text).toContain('href="/auth/sign-in?return=%2Ftaken"');
    expect(page.text).not.toMatch(/<script|<style| style=/);
    expect(walker.cookie('__Host-samenregie')).toBeUndefined();
  });

  it('accepts a code once', async () => {
    const walker = new Walker();
    const back = await choose(walker, 'member');
    const attempt = walker.cookie('__Host-samenregie-signin')!;
    expect((await walker.step(back.url)).status).toBe(303);
    const again = await walker.step(back.url);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('data-refusal="STALE"')]);
    const thief = new Walker();
    thief.plant('__Host-samenregie-signin', attempt);
    const replayed = await thief.step(back.url);
    expect([replayed.status, replayed.text]).toEqual([400, expect.stringContaining('data-refusal="STALE"')]);
    expect(thief.cookie('__Host-samenregie')).toBeUndefined();
  });

  it('refuses a return without an attempt, with a damaged one, or with one that is too old', async () => {
    const walker = new Walker();
    const back = await choose(walker, 'member');
    const attempt = JSON.parse(
      Buffer.from(walker.cookie('__Host-samenregie-signin')!, 'base64url').toString(),
    ) as object;
    const packed = (more: object) => Buffer.from(JSON.stringify({ ...attempt, ...more })).toString('base64url');
    for (const cookie of [undefined, 'rubbish', packed({ verifier: 7 }), packed({ at: Date.now() - 601_000 })]) {
      const other = new Walker();
      if (cookie) other.plant('__Host-samenregie-signin', cookie);
      const page = await other.step(back.url);
      expect([page.status, page.text]).toEqual([400, expect.stringContaining('data-refusal="STALE"')]);
    }
    expect((await walker.step(back.url)).status).toBe(303);
  });

  it('offers nobody who no longer works anywhere', async () => {
    const { accountId } = stage.people.reader;
    const end = (day: string | null) =>
      stage.world.rows(`update access.affiliations set valid_until = $2 where account_id = $1`, [accountId, day]);
    await end('2026-01-01');
    const without = await toProvider(new Walker());
    await end(null);
    expect(without.text).not.toContain('data-persona="reader"');
    expect((await toProvider(new Walker())).text).toContain('data-persona="reader"');
  });

  it('writes nothing about a person in the log', async () => {
    await eventually(() => stage.api.output().includes('refused: STALE'));
    expect(stage.api.output()).not.toMatch(/Persoon|vo-member|vo-reader|code=|OVO0000/);
  });

  it('keeps the doors of the examples open for programs', async () => {
    expect(await (await Client.as(url, 'member')).get(VIEWER)).toMatchObject({
      viewer: { organisation: { name: 'Pittem' } },
    });
  });
});
