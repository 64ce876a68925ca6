import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, toGlobalId } from '#libs/kernel';
import { startInProcess, type InProcessApi } from '../support/app.js';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { Walker } from '../support/walker.js';

interface Session {
  id: string;
  device: string | null;
  current: boolean;
  createdAt: string;
  lastUsedAt: string;
  organisation: { name: string } | null;
}
const SESSIONS = `{ viewer { sessions { id device current createdAt lastUsedAt organisation { name } } } }`;
const VIEWER = `{ viewer { organisation { id name } organisations { id name } mandates { role organisation { name } } } }`;
const END = `mutation ($id: ID!) { endSession(input: { sessionId: $id }) { endedId } }`;
const END_OTHERS = `mutation { endOtherSessions(input: {}) { endedIds } }`;
const EVENTS = `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } }`;
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

let stage: Stage;
let home: { ocmw: string; pittem: string };
beforeAll(async () => {
  stage = await setStage();
  const { accountId, organisationId } = stage.people.member;
  const [ocmw] = await stage.world.rows<{ id: string }>(
    `insert into access.organisations (id, kind, name) values (gen_random_uuid(), 'OCMW', 'OCMW Pittem') returning id`,
  );
  home = { ocmw: toGlobalId('Organisation', ocmw!.id), pittem: toGlobalId('Organisation', organisationId) };
  await stage.world.rows(
    `insert into access.affiliations (account_id, organisation_id, job_title, valid_from) values ($1, $2, 'diensthoofd', '2020-01-01')`,
    [accountId, ocmw!.id],
  );
}, 60_000);
afterAll(() => stage.close());

const sessionsOf = async (client: Client): Promise<Session[]> =>
  (await client.get<{ viewer: { sessions: Session[] } }>(SESSIONS)).viewer.sessions;
const isOver = async (client: Client): Promise<boolean> =>
  (await client.get<{ viewer: unknown }>(`{ viewer { demo } }`)).viewer === null;
const choose = (token: string | undefined, organisationId: unknown): Promise<Response> =>
  fetch(`${stage.api.url}/auth/organisation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ organisationId }),
  });

describe('my sessions', () => {
  it('are listed with the browser in words, and nobody else’s', async () => {
    const browser = new Walker({ 'user-agent': FIREFOX });
    await browser.step(`${stage.api.url}/auth/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: '*/*' },
      body: '{"persona":"vdab"}',
    });
    await stage.as('fedasil');
    const mine = await stage.as('vdab');
    const sessions = await sessionsOf(mine);
    expect(sessions).toHaveLength(2);
    expect(sessions).toContainEqual({
      id: expect.any(String),
      device: 'Firefox, Windows',
      current: false,
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
      organisation: { name: 'VDAB' },
    });
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  });

  it('can be ended one by one; what is open with one closes by itself', async () => {
    const mine = await stage.as('officer');
    const other = await stage.as('officer');
    const inbox = other.subscribe(EVENTS, { id: stage.partnershipId });
    const own = mine.subscribe(EVENTS, { id: stage.partnershipId });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const id = (await sessionsOf(other)).find(({ current }) => current)!.id;
    expect(await mine.get(END, { id })).toEqual({ endSession: { endedId: id } });
    await inbox.untilEnd();
    expect(await isOver(other)).toBe(true);
    expect(await isOver(mine)).toBe(false);
    expect(own.ended).toBe(false);
  });

  it('can be ended all but this one', async () => {
    const [mine, ...others] = await Promise.all([1, 2, 3].map(() => stage.as('coordinator')));
    const { endOtherSessions } = await mine!.get<{ endOtherSessions: { endedIds: string[] } }>(END_OTHERS);
    expect(endOtherSessions.endedIds).toHaveLength(2);
    expect(await Promise.all(others.map(isOver))).toEqual([true, true]);
    expect(await sessionsOf(mine!)).toHaveLength(1);
  });

  it('are nobody else’s to end, and unknown ones answer the same', async () => {
    const mine = await stage.as('manager');
    const theirs = await stage.as('outsider');
    const id = (await sessionsOf(theirs))[0]!.id;
    const foreign = await mine.refusal(END, { id });
    const unknown = await mine.refusal(END, { id: toGlobalId('Session', '0198a000-0000-7000-8000-000000000000') });
    expect([foreign.extensions.code, unknown.extensions.code]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(await isOver(theirs)).toBe(false);
    expect((await new Client(stage.api.url).refusal(END, { id })).extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('somebody who works for two organisations', () => {
  it('acts for neither until they choose, and sees nothing of either', async () => {
    const client = await stage.as('member');
    expect(await client.get(VIEWER)).toMatchObject({
      viewer: {
        organisation: null,
        organisations: expect.arrayContaining([
          { id: home.pittem, name: 'Pittem' },
          { id: home.ocmw, name: 'OCMW Pittem' },
        ]),
        mandates: [],
      },
    });
    expect(await client.get(`{ partnerships { totalCount } }`)).toEqual({ partnerships: { totalCount: 0 } });
  });

  it('gets a new token with the choice, and the old one is dead', async () => {
    const before = await stage.as('member');
    const answer = await choose(before.token, home.pittem);
    expect(answer.status).toBe(200);
    const { token } = (await answer.json()) as { token: string };
    expect(token).not.toBe(before.token);
    expect(await isOver(before)).toBe(true);
    const after = new Client(stage.api.url, token);
    expect(await after.get(VIEWER)).toMatchObject({
      viewer: { organisation: { name: 'Pittem' }, mandates: [{ role: 'MEMBER', organisation: { name: 'Pittem' } }] },
    });
    const changed = (await (await choose(token, home.ocmw)).json()) as { token: string };
    expect(await new Client(stage.api.url, changed.token).get(VIEWER)).toMatchObject({
      viewer: { organisation: { name: 'OCMW Pittem' }, mandates: [] },
    });
    expect(await isOver(after)).toBe(true);
  });

  it('keeps when the session began and when it ends', async () => {
    const before = await stage.as('member');
    const rows = () =>
      stage.world.rows<{ created_at: Date; expires_at: Date }>(
        `select created_at, expires_at from access.sessions order by last_used_at desc, id desc limit 1`,
      );
    const first = await rows();
    await choose(before.token, home.pittem);
    expect(await rows()).toEqual(first);
  });

  it('chooses among their own only', async () => {
    const client = await stage.as('member');
    const foreign = toGlobalId('Organisation', stage.people.outsider.organisationId);
    for (const id of [foreign, toGlobalId('Organisation', '0198a000-0000-7000-8000-000000000000'), 'x', 7, undefined]) {
      const answer = await choose(client.token, id);
      expect([id, answer.status]).toEqual([id, 404]);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    }
    expect((await choose(undefined, home.pittem)).status).toBe(401);
    expect(await isOver(client)).toBe(false);
  });

  it('uses a token once for choosing', async () => {
    const client = await stage.as('member');
    const answers = await Promise.all([1, 2, 3].map(() => choose(client.token, home.pittem)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('in a browser gets a new cookie', async () => {
    const browser = new Walker();
    const post = (path: string, body: object) =>
      browser.step(`${stage.api.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: '*/*' },
        body: JSON.stringify(body),
      });
    await post('/auth/demo', { persona: 'member' });
    const before = browser.cookie('__Host-samenregie');
    const answer = await post('/auth/organisation', { organisationId: home.pittem });
    expect([answer.status, answer.text]).toEqual([200, JSON.stringify({ organisationId: home.pittem })]);
    expect(browser.cookie('__Host-samenregie')).not.toBe(before);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-samenregie=[\w-]{43}; Max-Age=43\d{3}; .*HttpOnly; Secure/,
    );
  });

  it('loses the choice with the affiliation', async () => {
    const before = await stage.as('member');
    const { token } = (await (await choose(before.token, home.pittem)).json()) as { token: string };
    const client = new Client(stage.api.url, token);
    const [{ organisationId, accountId }] = [stage.people.member];
    const until = (day: string | null) =>
      stage.world.rows(
        `update access.affiliations set valid_until = $3 where account_id = $1 and organisation_id = $2`,
        [accountId, organisationId, day],
      );
    await until('2026-01-01');
    expect(await client.get(VIEWER)).toMatchObject({
      viewer: { organisations: [{ name: 'OCMW Pittem' }], mandates: [] },
    });
    await until(null);
  });
});

describe('the cookie', () => {
  const cookieFor = async (agent = FIREFOX, env?: Record<string, string>) => {
    const api = env ? await stage.another({ env }) : stage.api;
    const answer = await fetch(`${api.url}/auth/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': agent },
      body: '{"persona":"officer"}',
    });
    return { api, line: answer.headers.getSetCookie()[0] ?? '' };
  };

  it('is for this host and secure here, and plain only where examples are shown over plain http', async () => {
    const { line } = await cookieFor();
    expect(line).toMatch(/^__Host-samenregie=.*; Secure/);
    const safari =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';
    const plain = await cookieFor(safari);
    expect(plain.line).toMatch(/^samenregie_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is never plain in production or with an https address, and a plain one is not accepted there', async () => {
    const safari = 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15';
    const settings: Record<string, string>[] = [
      { NODE_ENV: 'production' },
      { PUBLIC_URL: 'https://samenregie.example' },
    ];
    for (const env of settings) {
      const { api, line } = await cookieFor(safari, env);
      expect(line).toMatch(/^__Host-samenregie=.*; Secure/);
      const token = /=([^;]+)/.exec(line)![1]!;
      const asked = async (cookie: string) => {
        const answer = await fetch(`${api.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie },
          body: JSON.stringify({ query: '{ viewer { demo } }' }),
        });
        return ((await answer.json()) as { data: { viewer: unknown } }).data.viewer;
      };
      expect(await asked(`samenregie_session=${token}`)).toBeNull();
      expect(await asked(`__Host-samenregie=${token}`)).toEqual({ demo: true });
    }
  });
});

describe('a session', () => {
  let api: InProcessApi;
  let moment = Date.now();
  const wait = (minutes: number) => (moment += minutes * 60_000);
  beforeAll(async () => {
    api = await startInProcess(stage.database.apiUrl);
    api.app.get(Clock).now = () => new Date(moment);
  }, 60_000);
  afterAll(() => api.app.close());

  it('begins for a phone in the same network too, with a plain cookie, while examples are shown', async () => {
    const sent = { method: 'POST', url: '/auth/demo', payload: { persona: 'officer' } } as const;
    const answer = await api.app.inject({ ...sent, headers: { host: '192.0.2.7:3000', 'user-agent': FIREFOX } });
    expect(answer.headers['set-cookie']).toMatch(
      /^samenregie_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('ends a session that nobody used for half an hour', async () => {
    const client = await Client.as(api.url, 'officer');
    wait(29);
    expect(await isOver(client)).toBe(false);
    wait(29);
    expect(await isOver(client)).toBe(false);
    wait(31);
    expect(await isOver(client)).toBe(true);
  });

  it('does not stand still for a stream: an open window is no use', async () => {
    const client = await Client.as(api.url, 'officer');
    const inbox = client.subscribe(EVENTS, { id: stage.partnershipId });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    wait(20);
    // Long enough for the stream to have asked again who this is.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(inbox.ended).toBe(false);
    wait(11);
    await inbox.untilEnd();
    await client.close();
  });

  it('ends every session after twelve hours, however much it is used, and clears it away at the next', async () => {
    const client = await Client.as(api.url, 'officer');
    for (let passed = 0; passed < 12 * 60 - 25; passed += 25) {
      expect(await isOver(client)).toBe(false);
      wait(25);
    }
    wait(26);
    expect(await isOver(client)).toBe(true);
    const again = await Client.as(api.url, 'officer');
    expect(await sessionsOf(again)).toHaveLength(1);
    const { accountId } = stage.people.officer;
    const [row] = await stage.world.rows<{ count: number }>(
      `select count(*)::int as count from access.sessions where account_id = $1`,
      [accountId],
    );
    expect(row).toEqual({ count: 1 });
  });
});
