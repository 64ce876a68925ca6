import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, eventually } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { freePort, type ApiProcess } from '../support/servers.js';
import { startMailSink, type MailSink } from '../support/smtp.js';

const SITE = 'https://samen.example';
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link } }`;

let stage: Stage;
let sink: MailSink;

const mailEnv = (url: string) => ({
  ...{ SMTP_URL: url, MAIL_FROM: 'Samenregie <samen@samen.example>', PUBLIC_URL: SITE, MAIL_LOOK_SECONDS: '1' },
});
/** The pause after a failure is over: how long it is, mail.rules.ts says. */
const pauseIsOver = () => stage.world.rows(`update platform.mails set due_at = now() where due_at is not null`);
const invite = async (client: Client, email: string, more: Record<string, unknown> = {}): Promise<string> => {
  const input = {
    partnershipId: stage.partnershipId,
    role: 'MEMBER',
    organisation: { municipalityId: stage.municipalities.ardooie },
    email,
    ...more,
  };
  return (await client.get<{ inviteMember: { link: string } }>(INVITE, { input })).inviteMember.link;
};
const arrived = (count: number): Promise<void> => eventually(() => sink.mails.length >= count);
const outbox = () =>
  stage.world.rows<{ sent: boolean; body: string | null; attempts: number; problem: string | null }>(
    `select sent_at is not null as sent, coalesce(body_text, body_html) as body, attempts, problem from platform.mails`,
  );
/** Waits until the outbox knows of everything that arrived. */
const settled = (): Promise<void> => eventually(async () => (await outbox()).every(({ sent }) => sent));

describe('an invitation by mail', () => {
  beforeAll(async () => {
    sink = await startMailSink();
    stage = await setStage({ env: mailEnv(sink.url) });
  });
  afterAll(async () => {
    await stage.close();
    await sink.stop();
  });
  beforeEach(() => {
    sink.mails.length = 0;
    sink.behave('accept');
  });

  it('arrives once, in the language asked for, and leaves no token behind', async () => {
    const manager = await stage.as('manager');
    const link = await invite(manager, 'an@ardooie.example', {
      displayName: 'An <b>De Wolf',
      validUntil: '2999-12-31',
    });
    expect(link).toMatch(/^https:\/\/samen\.example\/uitnodiging#[\w-]{43}$/);
    await arrived(1);
    await settled();
    const [mail] = sink.mails;
    expect(mail).toMatchObject({ to: ['an@ardooie.example'] });
    expect(mail!.headers.get('from')).toBe('Samenregie <samen@samen.example>');
    expect(mail!.headers.get('subject')).toBe('Uitnodiging voor Samen Midwest');
    expect(mail!.body).toContain(link);
    expect(mail!.body).toContain('Persoon manager nodigt je uit');
    expect(mail!.body).toContain('31 december 2999');
    expect(mail!.body).toContain('An &lt;b&gt;De Wolf');
    expect(await outbox()).toEqual([{ sent: true, body: null, attempts: 1, problem: null }]);
    await invite(manager, 'marie@ardooie.example', { language: 'FR', role: 'READER' });
    await arrived(2);
    expect(sink.mails[1]!.body).toContain('vous invite');
    expect(stage.api.output()).not.toContain(link.slice(-43));
  });

  it('that does not come about sends nothing', async () => {
    const manager = await stage.as('manager');
    await settled();
    const before = (await outbox()).length;
    // The second of the two mutations fails; the first stands, so exactly one mail goes out.
    const input = {
      partnershipId: stage.partnershipId,
      role: 'MEMBER',
      organisation: { municipalityId: stage.municipalities.ardooie },
      email: 'twice@ardooie.example',
    };
    const both = await manager.ask(
      `mutation ($input: InviteMemberInput!) { one: inviteMember(input: $input) { link } two: inviteMember(input: $input) { link } }`,
      { input },
    );
    expect(both.errors?.[0]?.extensions.code).toBe('ALREADY_INVITED');
    await arrived(1);
    await settled();
    expect((await outbox()).length).toBe(before + 1);
  });

  it('that is refused for the moment is sent again later', async () => {
    sink.behave('refuse');
    await invite(await stage.as('manager'), 'later@ardooie.example');
    const failed = async () => (await outbox()).some(({ problem }) => problem === 'SMTP_451');
    await eventually(failed);
    expect(sink.mails).toEqual([]);
    sink.behave('accept');
    await pauseIsOver();
    await arrived(1);
    await settled();
    expect(sink.mails).toHaveLength(1);
  });

  it('is sent once, however many processes send', async () => {
    sink.behave('accept', 150);
    const other = await stage.another({ env: mailEnv(sink.url) });
    const clients = [await stage.as('manager'), await Client.as(other.url, 'manager')];
    const wanted = Array.from({ length: 12 }, (_, index) => `p${index}@ardooie.example`);
    await Promise.all(wanted.map((email, index) => invite(clients[index % 2]!, email)));
    await arrived(wanted.length);
    await settled();
    expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual([...wanted].sort());
  });

  it('keeps what waits to be sent from everybody', async () => {
    const answer = await fetch(`${stage.api.url}/auth/outbox`);
    expect(answer.status).toBe(404);
  });
});

describe('a process that dies', () => {
  let started: ApiProcess[] = [];
  beforeEach(async () => {
    sink = await startMailSink(await freePort());
    await sink.stop();
    stage = await setStage({ env: mailEnv(sink.url) });
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((api) => api.stop()));
    await stage.close();
    await sink.stop();
  });
  const again = async () => {
    const api = await stage.another({ env: mailEnv(sink.url) });
    started.push(api);
    return api;
  };

  it('after the invitation and before the mail leaves the mail to the next one', async () => {
    await invite(await stage.as('manager'), 'an@ardooie.example');
    await stage.api.kill();
    sink = await startMailSink(sink.port);
    await pauseIsOver();
    await again();
    await arrived(1);
    await settled();
    expect(sink.mails.map(({ to }) => to)).toEqual([['an@ardooie.example']]);
  });

  it('while it sends leaves the mail to the next one, once its time is over', async () => {
    sink = await startMailSink(sink.port);
    sink.behave('silent');
    await invite(await stage.as('manager'), 'an@ardooie.example');
    await eventually(() => sink.connections() > 0);
    await stage.api.kill();
    sink.behave('accept');
    await again();
    await sleep(1_000);
    // It may still be under way: nobody else touches it until the lease is over.
    expect(sink.mails).toEqual([]);
    await pauseIsOver();
    await arrived(1);
    await settled();
    expect(await outbox()).toEqual([{ sent: true, body: null, attempts: 2, problem: null }]);
  });
});

describe('without a mail server', () => {
  it('the demo keeps mails where everybody who tries it out reads them', async () => {
    stage = await setStage();
    try {
      const link = await invite(await stage.as('manager'), 'an@ardooie.example');
      const answer = await fetch(`${stage.api.url}/auth/outbox`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const [mail] = (await answer.json()) as { to: string; text: string }[];
      expect(mail).toMatchObject({ to: 'an@ardooie.example', text: expect.stringContaining(link) as unknown });
      const real = await stage.another({ demo: false });
      expect((await fetch(`${real.url}/auth/outbox`)).status).toBe(404);
    } finally {
      await stage.close();
    }
  });
});
