import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createECDH, createHash } from 'node:crypto';
import { toGlobalId } from '#libs/kernel';
import { eventually, type Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { Browser, startPushService } from '../support/push-service.js';

const ADD = `mutation ($input: AddPushDeviceInput!) { addPushDevice(input: $input) { devices { id name } } }`;
const RENEW = `mutation ($input: RenewPushDeviceInput!) { renewPushDevice(input: $input) { devices { id name fingerprint } } }`;
const END = `mutation ($id: ID!) { endSession(input: { sessionId: $id }) { endedId } }`;
const END_OTHERS = `mutation { endOtherSessions(input: {}) { endedIds } }`;
const WITHDRAW = `mutation ($input: WithdrawMandateInput!) { withdrawMandate(input: $input) { mandate { id } } }`;
const REMOVE = `mutation ($input: RemovePushDeviceInput!) { removePushDevice(input: $input) { devices { id } } }`;
const MINE = `{ viewer { pushKey pushDevices { id name lastSentAt } notificationPushes { device things state } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id number reference } } }`;
const SETTINGS = `mutation ($input: SetNotificationSettingsInput!) { setNotificationSettings(input: $input) { settings { quietDays } } }`;

interface Mine {
  viewer: {
    pushKey: string | null;
    pushDevices: { id: string; name: string; lastSentAt: string | null }[];
    notificationPushes: { device: string | null; things: number; state: string }[];
  };
}

describe('what waits on somebody', () => {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  const browser = new Browser();
  let service: Awaited<ReturnType<typeof startPushService>>;
  let stage: Stage;
  let officer: Client;
  let member: Client;

  beforeAll(async () => {
    service = await startPushService(browser);
    stage = await setStage({
      env: {
        ...{ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: pair.getPrivateKey('base64url') },
        ...{ VAPID_SUBJECT: 'mailto:beheer@samen.example', PUSH_OWN_ORIGINS: service.origin },
      },
    });
    officer = await stage.as('officer');
    member = await stage.as('member');
  });
  afterAll(async () => {
    await stage.close();
    await service.stop();
  });

  const device = (path: string, more: object = {}) => ({
    input: { endpoint: `${service.origin}/${path}`, ...browser.keys, name: 'Firefox op Linux', ...more },
  });
  const mine = async (client: Client) => (await client.get<Mine>(MINE)).viewer;
  const assign = async (title: string) => {
    const { viewer } = await member.get<{ viewer: { person: { id: string } } }>('{ viewer { person { id } } }');
    const input = { partnershipId: stage.partnershipId, title, assigneeId: viewer.person.id };
    return (await officer.get<{ createTask: { task: { number: number; reference: string } } }>(CREATE, { input }))
      .createTask.task;
  };
  /** Lets the minute pass that mails at once wait for more, and the job come round. */
  const minutePasses = async (told: number) => {
    const news = () =>
      stage.world.rows<{ n: number }>(`select count(*)::int as n from notifications.news where reason = 'ASSIGNED'`);
    await eventually(async () => (await news())[0]!.n === told);
    await stage.world.rows(`update notifications.news set at = at - interval '2 minutes' where settled_at is null`);
    await stage.world.rows(
      `update platform.jobs set due_at = now() - interval '1 second', run_at = now() where name = 'notifications.now'`,
    );
  };
  const settled = (count: number) =>
    eventually(async () => {
      const rows = await stage.world.rows<{ due_at: Date | null }>(`select due_at from notifications.pushes`);
      return rows.length === count && rows.every((row) => row.due_at === null);
    }, 60_000);

  it('reaches their device, sealed and signed, with no more than the line of a mail', async () => {
    expect(await mine(member)).toEqual({ pushKey: publicKey, pushDevices: [], notificationPushes: [] });
    await member.get(ADD, device('a'));
    // A task of one's own is for the digest unless one says otherwise; devices hear of what is told at once.
    const choices = [{ reason: 'ASSIGNED', way: 'NOW' }];
    await member.get(SETTINGS, { input: { choices, quietDays: [] } });
    const { number, reference } = await assign('Tolk voor de infoavond');
    await minutePasses(1);
    await settled(1);
    expect(service.problems).toEqual([]);
    const [pushed] = service.pushed;
    expect(pushed).toMatchObject({ path: '/a', encoding: 'aes128gcm', publicKey });
    expect(pushed!.claims).toMatchObject({ aud: service.origin, sub: 'mailto:beheer@samen.example' });
    expect(JSON.parse(pushed!.text)).toEqual({
      ...{ title: 'Je kreeg deze taak', body: `${reference} Tolk voor de infoavond`, lang: 'nl-BE' },
      ...{ url: `/taken/${String(number)}?in=${encodeURIComponent(stage.partnershipId)}`, tag: expect.any(String) },
    });
    const { pushDevices, notificationPushes } = await mine(member);
    expect(notificationPushes).toEqual([{ device: 'Firefox op Linux', things: 1, state: 'SENT' }]);
    expect(pushDevices[0]!.lastSentAt).not.toBeNull();
    // Nobody else knows of it, and nobody else takes it away.
    expect(await mine(officer)).toMatchObject({ pushDevices: [], notificationPushes: [] });
    const id = pushDevices[0]!.id;
    expect((await officer.refusal(REMOVE, { input: { id } })).extensions.code).toBe('NOT_FOUND');
    const [row] = await stage.world.rows<{ body: string | null }>(`select body from notifications.pushes`);
    expect(row!.body).toBeNull();
  }, 120_000);

  it('waits on a quiet day, is tried again when the service fails, and goes with a device that is gone', async () => {
    await member.get(SETTINGS, { input: { quietDays: [1, 2, 3, 4, 5, 6, 7] } });
    await assign('Op een stille dag');
    await minutePasses(2);
    const now = () =>
      stage.world.rows<{ due: boolean }>(
        `select run_at > now() as due from platform.jobs where name = 'notifications.now'`,
      );
    await eventually(async () => (await now())[0]!.due, 60_000);
    expect(service.pushed).toHaveLength(1);
    await member.get(SETTINGS, { input: { quietDays: [] } });
    service.answer(503);
    await minutePasses(2);
    await eventually(() => service.pushed.length === 2, 60_000);
    await eventually(async () => (await mine(member)).notificationPushes[0]!.state === 'REFUSED');
    service.answer(410);
    await stage.world.rows(`update notifications.pushes set due_at = now() where due_at is not null`);
    await settled(2);
    expect(await mine(member)).toMatchObject({
      pushDevices: [],
      notificationPushes: [{ device: null, state: 'GIVEN_UP' }, { state: 'SENT' }],
    });
  }, 180_000);

  it('goes with the session that is ended, not with one that runs out, and stays one device at a new address', async () => {
    const [desk, phone, tablet, laptop] = await Promise.all([1, 2, 3, 4].map(() => stage.as('coordinator')));
    const sessionOf = async (client: Client) =>
      (
        await client.get<{ viewer: { sessions: { id: string; current: boolean }[] } }>(
          '{ viewer { sessions { id current } } }',
        )
      ).viewer.sessions.find(({ current }) => current)!.id;
    const fingerprint = (path: string) => createHash('sha256').update(`${service.origin}/${path}`).digest('hex');
    const address = (before: string, path: string) => ({
      input: { fingerprint: fingerprint(before), endpoint: `${service.origin}/${path}`, ...browser.keys },
    });
    const names = async () => (await mine(desk!)).pushDevices.map(({ name }) => name).sort();
    for (const [client, name] of [
      [desk!, 'desk'],
      [phone!, 'phone'],
      [tablet!, 'tablet'],
      [laptop!, 'laptop'],
    ] as const)
      await client.get(ADD, device(name, { name }));
    // Signed out on the device itself; whoever takes it up next gets nothing.
    await fetch(`${stage.api.url}/auth/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${phone!.token ?? ''}` },
    });
    expect(await names()).toEqual(['desk', 'laptop', 'tablet']);
    // Signed out from elsewhere.
    await desk!.get(END, { id: await sessionOf(laptop!) });
    expect(await names()).toEqual(['desk', 'tablet']);
    // In a pocket a session runs out: the device goes on, and belongs to the next session of its person.
    const [ran] = await stage.world.rows<{ id: string }>(
      `update access.sessions set last_used_at = now() - interval '1 hour'
       where id = (select session_id from notifications.push_devices where name = 'tablet') returning id`,
    );
    const again = await stage.as('coordinator');
    expect(await stage.world.rows(`select id from access.sessions where id = $1`, [ran!.id])).toEqual([]);
    expect(await names()).toEqual(['desk', 'tablet']);
    const renewed = await again.get<{ renewPushDevice: { devices: { name: string; fingerprint: string }[] } }>(
      RENEW,
      address('tablet', 'tablet-anew'),
    );
    expect(renewed.renewPushDevice.devices).toContainEqual(
      expect.objectContaining({ name: 'tablet', fingerprint: fingerprint('tablet-anew') }),
    );
    for (const who of [again, member])
      expect((await who.refusal(RENEW, address('tablet', 'x'))).extensions.code).toBe('NOT_FOUND');
    expect((await member.refusal(RENEW, address('tablet-anew', 'x'))).extensions.code).toBe('NOT_FOUND');
    await desk!.get(END, { id: await sessionOf(again) });
    expect(await names()).toEqual(['desk']);
    // Everywhere else: also where a session had run out before.
    await stage.world.rows(
      `insert into notifications.push_devices (id, account_id, endpoint, p256dh, auth, name, created_at, session_id)
       select gen_random_uuid(), account_id, endpoint || '2', p256dh, auth, 'old', now(), gen_random_uuid()
       from notifications.push_devices where name = 'desk'`,
    );
    await desk!.get(END_OTHERS);
    expect(await names()).toEqual(['desk']);
  }, 60_000);

  it('is told nothing of a partnership that is no longer theirs, and has no device left without a mandate', async () => {
    const { accountId } = stage.people.coordinator;
    const waiting = (partnership: string) =>
      stage.world.rows(
        `insert into notifications.pushes (id, account_id, device_id, things, body, partnership_ids, created_at, due_at)
         select gen_random_uuid(), account_id, id, 1, '{}', array[$2::uuid], now(), now()
         from notifications.push_devices where account_id = $1`,
        [accountId, partnership],
      );
    const problems = () =>
      stage.world.rows<{ problem: string | null; due_at: Date | null; body: string | null }>(
        `select problem, due_at, body from notifications.pushes where account_id = $1 order by created_at desc`,
        [accountId],
      );
    const before = service.pushed.length;
    await waiting('0198a000-0000-7000-8000-000000000000');
    await eventually(async () => (await problems())[0]?.problem === 'NO_RIGHT', 60_000);
    expect((await problems())[0]).toEqual({ problem: 'NO_RIGHT', due_at: null, body: null });
    const [mandate] = await stage.world.rows<{ id: string; version: number }>(
      `select id, version from access.mandates where account_id = $1`,
      [accountId],
    );
    const manager = await stage.as('manager');
    await manager.get(WITHDRAW, {
      input: { id: toGlobalId('Mandate', mandate!.id), expectedVersion: mandate!.version },
    });
    expect(
      await stage.world.rows(`select id from notifications.push_devices where account_id = $1`, [accountId]),
    ).toEqual([]);
    expect(service.pushed).toHaveLength(before);
  }, 90_000);

  it('goes only to push services, and to whoever switched the device on last', async () => {
    for (const endpoint of [
      'http://push.example/a',
      'https://127.0.0.1/a',
      'https://[::1]/',
      'https://2130706433/a',
      'https://db.internal/a',
      'https://localhost/',
      'https://a:b@push.example/',
      'https://push.example:8443/',
      'x',
    ])
      expect((await member.refusal(ADD, device('', { endpoint }))).extensions).toMatchObject({
        ...{ code: 'INVALID_INPUT', field: 'endpoint' },
      });
    expect((await member.refusal(ADD, device('b', { auth: 'kort' }))).extensions.field).toBe('auth');
    await member.get(ADD, device('b'));
    await officer.get(ADD, device('b'));
    expect((await mine(member)).pushDevices).toEqual([]);
    const [own] = (await mine(officer)).pushDevices;
    await officer.get(REMOVE, { input: { id: own!.id } });
    expect((await mine(officer)).pushDevices).toEqual([]);
    await stage.world.rows(
      `insert into notifications.push_devices select gen_random_uuid(), $1, 'https://push.example/' || n, repeat('a', 87), repeat('b', 22), 'x', now()
       from generate_series(1, 20) n`,
      [stage.people.member.accountId],
    );
    expect((await member.refusal(ADD, device('c'))).extensions.code).toBe('PUSH_TOO_MANY_DEVICES');
  });

  it('is not offered where there are no keys', async () => {
    const plain = await setStage();
    try {
      const refused = await (await plain.as('officer')).refusal(ADD, device('anywhere'));
      expect(refused.extensions.code).toBe('PUSH_NOT_OFFERED');
    } finally {
      await plain.close();
    }
  });
});
