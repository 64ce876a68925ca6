import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '#libs/kernel';
import { Jobs } from '#libs/platform';
import { startInProcess, type InProcessApi } from '../../../test/support/app.js';
import { Client, eventually, type Inbox } from '../../../test/support/client.js';
import { setStage, type Persona, type Stage } from '../../../test/support/partnership.js';
import { perform, sent } from '../../../test/support/requests.js';
import { Collector } from './collector.js';

interface Item {
  id: string;
  mustAct: boolean;
  read: boolean;
  unread: number;
  internal: boolean;
  reasons: string[];
  mailFailed: boolean;
  subject: { title: string } | null;
  news: { type: string; reason: string; by: { displayName: string } | null }[];
}
const ITEM = `id mustAct read unread internal reasons mailFailed subject { ... on CoordinationTask { title } ... on Request { title } }
  news { type reason by { displayName } }`;
const INBOX = `query ($filter: NotificationFilter) { viewer { notifications(filter: $filter) { totalCount nodes { ${ITEM} } }
  notificationCounts { unread mustAct } notificationMails { digest things state } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version } } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }`;
const FOLLOW = `mutation ($input: FollowTaskInput!) { followTask(input: $input) { task { id } } }`;
const MARK = `mutation ($input: MarkNotificationsInput!) { markNotifications(input: $input) { counts { unread mustAct } } }`;
const LATER = `mutation ($input: PostponeNotificationInput!) { postponeNotification(input: $input) { notification { laterUntil } counts { unread } } }`;
const SETTINGS = `mutation ($input: SetNotificationSettingsInput!) { setNotificationSettings(input: $input) { settings { stopped language quietDays choices { reason way own } } } }`;
const DEFAULTS = `mutation ($input: SetNotificationDefaultsInput!) { setNotificationDefaults(input: $input) { defaults { quietDays } } }`;

interface Viewer {
  notifications: { totalCount: number; nodes: Item[] };
  notificationCounts: { unread: number; mustAct: number };
  notificationMails: { digest: boolean; things: number; state: string }[];
}

let stage: Stage;
let api: InProcessApi;
// A Monday.
let moment = new Date('2026-10-05T08:00:00Z');

const collect = () => api.app.get(Collector).catchUp();
const goTo = async (to: string): Promise<void> => {
  moment = new Date(to);
  await api.app.get(Jobs).runDue();
};
const as = (persona: Persona) => Client.as(api.url, persona);
const inbox = async (persona: Persona, filter: object | null = null): Promise<Viewer> =>
  (await (await as(persona)).get<{ viewer: Viewer }>(INBOX, { filter })).viewer;
const titles = async (persona: Persona, filter: object | null = null) =>
  (await inbox(persona, filter)).notifications.nodes.map(
    ({ subject, reasons }) => `${subject?.title}: ${reasons.join()}`,
  );
const task = async (persona: Persona, input: object) =>
  (
    await (
      await as(persona)
    ).get<{ createTask: { task: { id: string; version: number } } }>(CREATE, {
      input: { partnershipId: stage.partnershipId, title: 'Tolk regelen', ...input },
    })
  ).createTask.task;
const person = (persona: Persona) => Buffer.from(`Person:${stage.people[persona].accountId}`).toString('base64url');
const mailsTo = (persona: Persona) =>
  stage.world.rows<{ subject: string; text: string; headers: Record<string, string> }>(
    `select m.subject, m.body_text as text, m.headers from platform.mails m join access.accounts a on a.email = m.recipient
     where a.id = $1 order by m.created_at, m.id`,
    [stage.people[persona].accountId],
  );

beforeAll(async () => {
  stage = await setStage({}, async ({ databaseUrl }) => {
    api = await startInProcess(databaseUrl);
    api.app.get(Clock).now = () => new Date(moment);
    const stop = () => api.app.close();
    return {
      url: api.url,
      socketUrl: '',
      pid: process.pid,
      exitCode: () => undefined,
      output: () => '',
      stop,
      kill: stop,
    };
  });
  await stage.world.rows(`update access.accounts set email = 'p-' || id || '@example.org' where email is null`);
  // What comes back was planned by the clock on the wall, before this one was moved.
  await api.app.get(Jobs).runDue();
  await stage.world.rows(`update platform.jobs set run_at = $1, due_at = $1 where cron is not null`, [moment]);
}, 60_000);
afterAll(() => stage.close());

describe('what people are told', () => {
  it('is one thing per item, with the reason, once, and only for whom it concerns', async () => {
    const given = await task('officer', { assigneeId: person('member') });
    // Named is who was picked, not whoever has that name in a text.
    const body = 'Kijk jij, @Persoon member? En @Persoon reader?';
    await (await as('officer')).get(COMMENT, { input: { taskId: given.id, body, mentionIds: [person('member')] } });
    await collect();
    await collect();
    const { notifications, notificationCounts } = await inbox('member');
    expect(notifications.nodes).toMatchObject([
      {
        ...{ mustAct: true, read: false, unread: 2, internal: false, reasons: ['ASSIGNED', 'MENTIONED'] },
        subject: { title: 'Tolk regelen' },
        news: [
          { type: 'TASK_COMMENT_ADDED', reason: 'MENTIONED', by: { displayName: 'Persoon officer' } },
          { type: 'TASK_CREATED', reason: 'ASSIGNED' },
        ],
      },
    ]);
    expect(notificationCounts).toEqual({ unread: 1, mustAct: 1 });
    for (const other of ['officer', 'reader', 'fedasil', 'outsider'] as const) expect(await titles(other)).toEqual([]);
  });

  it('comes to who follows a task, and no longer to who chose not to', async () => {
    const followed = await task('officer', { title: 'Gevolgd', assigneeId: person('member') });
    await (await as('manager')).get(FOLLOW, { input: { taskId: followed.id, following: true } });
    await (await as('member')).get(FOLLOW, { input: { taskId: followed.id, following: false } });
    await (await as('officer')).get(UPDATE, { input: { id: followed.id, expectedVersion: 1, title: 'Anders' } });
    await collect();
    expect(await titles('manager')).toEqual(['Anders: FOLLOWER']);
    expect(await titles('member')).toContain('Anders: ASSIGNED');
    await stage.world.rows(
      `delete from notifications.items i using coordination.tasks t where t.id = i.subject_id and t.title = 'Anders'`,
    );
  });

  it('shows as long as one may see the thing, and what stays inside an organisation stays there', async () => {
    const secret = await task('manager', {
      title: 'Onder ons',
      audience: 'OWN_ORGANISATION',
      assigneeId: person('officer'),
    });
    await collect();
    expect((await inbox('officer')).notifications.nodes).toMatchObject([
      { internal: true, subject: { title: 'Onder ons' } },
    ]);
    const shared = await task('officer', { title: 'Straks weg', assigneeId: person('member') });
    await collect();
    expect(await titles('member', { unread: true })).toContain('Straks weg: ASSIGNED');
    await stage.world.rows(`update access.mandates set withdrawn_at = now() where account_id = $1`, [
      stage.people.member.accountId,
    ]);
    expect((await inbox('member')).notificationCounts).toEqual({ unread: 0, mustAct: 0 });
    await stage.world.rows(`update access.mandates set withdrawn_at = null where account_id = $1`, [
      stage.people.member.accountId,
    ]);
    expect((await inbox('member')).notificationCounts.unread).toBe(2);
    expect([secret.id, shared.id]).toHaveLength(2);
  });

  it('is told on both sides of a request, and who decides is asked to', async () => {
    const asked = await sent(stage, await as('manager'), { title: 'Opvangplaats' });
    await collect();
    expect(await titles('fedasil')).toEqual(['Opvangplaats: ASKED']);
    expect(await titles('vdab')).toEqual([]);
    await perform(await as('fedasil'), 'askRequestExtension', {
      ...{ requestId: asked.id, untilOn: '2027-03-10', reason: 'Verlof.' },
    });
    await perform(await as('manager'), 'addRequestNote', {
      ...{ requestId: asked.id, audience: 'PARTNERSHIP', text: 'niet voor buiten' },
    });
    await collect();
    expect(await titles('manager')).toEqual(['Opvangplaats: APPROVAL']);
    expect((await inbox('fedasil')).notifications.nodes[0]!.unread).toBe(1);
  });

  it('goes on where it stopped, also when two processes read at once', async () => {
    const before = (await inbox('member')).notifications.totalCount;
    await Promise.all(
      Array.from({ length: 10 }, (_, nr) => task('officer', { title: `Samen ${nr}`, assigneeId: person('member') })),
    );
    await Promise.all([collect(), collect(), collect()]);
    expect((await inbox('member')).notifications.totalCount).toBe(before + 10);
    const [{ count }] = (await stage.world.rows<{ count: number }>(
      `select count(*)::int as count from notifications.news n join notifications.items i on i.id = n.item_id
       join coordination.tasks t on t.id = i.subject_id where t.title like 'Samen %'`,
    )) as [{ count: number }];
    expect(count).toBe(10);
  });

  it('is read in every window, put off, and comes back at its moment', async () => {
    const [first, second] = [await as('member'), await as('member')];
    const { viewer } = await second.get<{ viewer: { myEventsCursor: string } }>(`{ viewer { myEventsCursor } }`);
    const stream: Inbox<{ myEvents: { type: string } }> = second.subscribe(
      `subscription ($after: Cursor) { myEvents(after: $after) { type } }`,
      { after: viewer.myEventsCursor },
    );
    const { nodes } = (await inbox('member', { unread: true })).notifications;
    const [one, two] = nodes;
    const { postponeNotification } = await first.get<{ postponeNotification: { counts: { unread: number } } }>(LATER, {
      input: { id: one!.id, until: '2026-10-06T08:00:00Z' },
    });
    expect(postponeNotification.counts.unread).toBe(nodes.length - 1);
    for (const until of ['2020-01-01T08:00:00Z', '2040-01-01T08:00:00Z']) {
      const refused = await first.refusal(LATER, { input: { id: one!.id, until } });
      expect(refused.extensions).toMatchObject({ code: 'NOTIFICATION_LATER_UNFIT', field: 'until' });
    }
    const marked = await first.get<{ markNotifications: { counts: { unread: number } } }>(MARK, {
      input: { ids: [two!.id], read: true },
    });
    expect(marked.markNotifications.counts.unread).toBe(nodes.length - 2);
    await stream.atLeast(2);
    expect(stream.received.map(({ myEvents }) => myEvents.type)).toEqual(['NOTIFICATIONS_READ', 'NOTIFICATIONS_READ']);
    stream.close();
    await first.get(MARK, { input: { read: true } });
    expect((await inbox('member')).notificationCounts.unread).toBe(0);
    await goTo('2026-10-06T08:01:00Z');
    const { notifications } = await inbox('member', { unread: true });
    expect(notifications.nodes).toMatchObject([{ id: one!.id, mustAct: true, reasons: ['REMINDER'] }]);
    const other = await (await as('officer')).ask(MARK, { input: { ids: [one!.id], read: true } });
    expect(other.errors).toBeUndefined();
    expect((await inbox('member')).notificationCounts.unread).toBe(1);
  });
});

describe('mails about news', () => {
  it('come at once for what waits, together, and the rest once a day at half past seven, once', async () => {
    await stage.world.rows(`update notifications.news set settled_at = now(), read_at = coalesce(read_at, now())`);
    await stage.world.rows(`delete from platform.mails`);
    // The digests of the days in between are made up for by one, with nothing to tell.
    await goTo('2026-10-20T09:00:00Z');
    const mine = await task('member', { title: 'Zaal boeken <b>', assigneeId: person('member') });
    await (
      await as('officer')
    ).get(COMMENT, { input: { taskId: mine.id, body: 'Hoe laat? @Persoon member', mentionIds: [person('member')] } });
    await collect();
    await goTo('2026-10-20T09:00:30Z');
    expect(await mailsTo('member')).toEqual([]);
    await (
      await as('officer')
    ).get(UPDATE, {
      input: { id: mine.id, expectedVersion: mine.version, priority: 'HIGH' },
    });
    const again = await task('member', { title: 'Koffie' });
    await (
      await as('officer')
    ).get(COMMENT, { input: { taskId: again.id, body: '@Persoon member en koffie?', mentionIds: [person('member')] } });
    await collect();
    await goTo('2026-10-20T09:02:00Z');
    await goTo('2026-10-20T09:03:00Z');
    const [now, ...none] = await mailsTo('member');
    expect(none).toEqual([]);
    expect(now!.subject).toBe('2 dingen wachten op jou');
    expect(now!.text).toContain('Je werd vermeld: T-');
    expect(now!.text.match(/https?:/g)).toHaveLength(1);
    expect(now!.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    // Downtime over the moment, and over the end of summer time: one digest, when it is back.
    await goTo('2026-10-26T09:00:00Z');
    await goTo('2026-10-26T09:01:00Z');
    const [, digest, ...more] = await mailsTo('member');
    expect([digest!.subject, more.length]).toEqual([expect.stringContaining('Iets veranderde aan je taak: T-'), 0]);
    await goTo('2026-10-27T06:30:00Z');
    expect(await mailsTo('member')).toHaveLength(2);
    expect((await inbox('member')).notificationMails.slice(0, 2)).toMatchObject([
      { digest: true, things: 1, state: 'WAITING' },
      { digest: false, things: 2, state: 'WAITING' },
    ]);
    await stage.world.rows(`update platform.mails set problem = 'SMTP_550' where subject like '2 dingen%'`);
    expect((await inbox('member')).notifications.nodes.filter(({ mailFailed }) => mailFailed)).toHaveLength(2);
  });

  it('say nothing of what one may no longer see, and keep quiet on quiet days', async () => {
    moment = new Date('2026-10-30T09:00:00Z');
    const mine = await task('member', { title: 'Geheim geworden' });
    await (
      await as('officer')
    ).get(COMMENT, { input: { taskId: mine.id, body: '@Persoon member ?', mentionIds: [person('member')] } });
    await collect();
    await stage.world.rows(`update access.mandates set withdrawn_at = now() where account_id = $1`, [
      stage.people.member.accountId,
    ]);
    await goTo('2026-10-30T09:05:00Z');
    expect(await mailsTo('member')).toHaveLength(2);
    await stage.world.rows(`update access.mandates set withdrawn_at = null where account_id = $1`, [
      stage.people.member.accountId,
    ]);
    // A Saturday.
    moment = new Date('2026-10-31T09:00:00Z');
    await (
      await as('officer')
    ).get(COMMENT, { input: { taskId: mine.id, body: '@Persoon member !', mentionIds: [person('member')] } });
    await collect();
    await goTo('2026-10-31T09:05:00Z');
    expect(await mailsTo('member')).toHaveLength(2);
    await goTo('2026-11-02T06:31:00Z');
    expect(await mailsTo('member')).toHaveLength(3);
  });

  it('follow what people choose, with what their organisation has before it, and stop with one click', async () => {
    const member = await as('member');
    const refused = await member.ask(SETTINGS, { input: { choices: [{ reason: 'TALK', way: 'NOW' }] } });
    expect(refused.errors?.[0]?.extensions.code).toBe('NOTIFICATION_WAY_NOT_ALLOWED');
    expect((await member.ask(DEFAULTS, { input: { quietDays: [1] } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    await (
      await as('manager')
    ).get(DEFAULTS, { input: { quietDays: [3], choices: [{ reason: 'TALK', way: 'NEVER' }] } });
    const { setNotificationSettings: chosen } = await (
      await as('officer')
    ).get<{
      setNotificationSettings: {
        settings: { quietDays: number[]; choices: { reason: string; way: string; own: boolean }[] };
      };
    }>(SETTINGS, { input: { language: 'FR', choices: [{ reason: 'ASSIGNED', way: 'NOW' }] } });
    expect(chosen.settings.quietDays).toEqual([3]);
    expect(chosen.settings.choices).toEqual(
      expect.arrayContaining([
        { reason: 'ASSIGNED', way: 'NOW', own: true },
        { reason: 'TALK', way: 'NEVER', own: false },
      ]),
    );
    moment = new Date('2026-11-03T09:00:00Z');
    await task('manager', { title: 'Pour vous', assigneeId: person('officer') });
    await collect();
    await goTo('2026-11-03T09:02:00Z');
    const [french] = await mailsTo('officer');
    expect(french!.subject).toContain('Cette tâche vous est confiée');
    const link = /<(.+)>/.exec(french!.headers['List-Unsubscribe']!)![1]!;
    const path = `${api.url}${new URL(link).pathname}${new URL(link).search}`;
    expect(await (await fetch(path)).text()).toContain('<form method="post"');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const post = (to: string) => fetch(to, { method: 'POST', headers: form, body: 'List-Unsubscribe=One-Click' });
    expect([(await post(`${path.slice(0, -2)}xx`)).status, (await post(path)).status]).toEqual([404, 200]);
    await task('manager', { title: 'Plus rien', assigneeId: person('officer') });
    await collect();
    await goTo('2026-11-03T09:10:00Z');
    expect(await mailsTo('officer')).toHaveLength(1);
    expect(await titles('officer', { unread: true })).toContain('Plus rien: ASSIGNED');
  });

  it('warn before a deadline, once', async () => {
    await task('officer', { title: 'Bijna', assigneeId: person('member'), dueOn: '2026-11-12' });
    await collect();
    await (await as('member')).get(MARK, { input: { read: true } });
    await goTo('2026-11-10T06:01:00Z');
    await goTo('2026-11-11T06:01:00Z');
    await eventually(async () => (await titles('member', { unread: true })).includes('Bijna: DEADLINE'));
    const item = (await inbox('member', { unread: true })).notifications.nodes.find(
      ({ subject }) => subject?.title === 'Bijna',
    );
    expect(item!.unread).toBe(1);
  });
});
