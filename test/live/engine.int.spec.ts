import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LiveEngine } from '#libs/live';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInProcess, type InProcessApi } from '../support/app.js';
import { Client, PATIENCE_MS, type Inbox } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

interface Event {
  partnershipEvents: { sequence: number; cursor: string; subject?: { title?: string; viewerRole?: string } | null };
}

const NESTED = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) {
  sequence cursor by { displayName } subject { ... on CoordinationTask { title assignee { displayName } actors { name } } } } }`;
const PLAIN = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { sequence cursor } }`;
const OWN = `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) {
  sequence subject { ... on CoordinationTask { title partnership { viewerRole } } } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;

const METRICS_TOKEN = 'geheim-van-de-metingen';

let stage: Stage;
let api: InProcessApi;
let engine: LiveEngine;
let officer: Client;
const inboxes: Inbox<Event>[] = [];
const clients: Client[] = [];

beforeAll(async () => {
  stage = await setStage();
  api = await startInProcess(stage.database.apiUrl, { METRICS_TOKEN });
  engine = api.app.get(LiveEngine);
  officer = await as('officer');
});
afterEach(async () => {
  inboxes.splice(0).forEach((inbox) => inbox.close());
  await until(() => engine.figures().readers === 0);
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await api.app.close();
  await stage.close();
});

const as = async (persona: Persona) => {
  const client = await Client.as(api.url, persona);
  clients.push(client);
  return client;
};
const until = async (done: () => boolean) => {
  for (const end = Date.now() + PATIENCE_MS; !done();) {
    if (Date.now() > end) throw new Error(`in vain: ${JSON.stringify(engine.figures())}`);
    await sleep(10);
  }
};
const follow = async (client: Client, count: number, query = NESTED, after?: string) => {
  const before = engine.figures().readers;
  const mine = Array.from({ length: count }, () =>
    client.subscribe<Event>(query, { id: stage.partnershipId, ...(after && { after }) }),
  );
  inboxes.push(...mine);
  await until(() => engine.figures().readers === before + count);
  // The first look is over when a reader is a member of a group that is live.
  await sleep(50);
  return mine;
};
const create = (title: string, more: object = {}) =>
  officer.get(CREATE, { input: { partnershipId: stage.partnershipId, title, ...more } });
const numbers = (inbox: Inbox<Event>) => inbox.received.map(({ partnershipEvents }) => partnershipEvents.sequence);
/** What the engine did during some work. */
const done = async (work: () => Promise<void>) => {
  const before = engine.figures();
  await work();
  const after = engine.figures();
  return {
    executions: after.executions - before.executions,
    deliveries: after.deliveries - before.deliveries,
    replays: after.replays - before.replays,
  };
};

describe('the live engine', () => {
  it('looks once for all organisations, and again only for one that may know more', async () => {
    const readers = [...(await follow(await as('member'), 2)), ...(await follow(await as('manager'), 2))];
    const looked = async (work: () => Promise<unknown>, count: number) => {
      const before = engine.figures().looks;
      await work();
      await Promise.all(readers.map((inbox) => inbox.atLeast(count)));
      return engine.figures().looks - before;
    };
    expect(engine.figures().feeds).toBe(2);
    // A quiet feed looks by itself now and then.
    expect(await looked(() => create('voor iedereen'), 1)).toBeLessThanOrEqual(2);
    await create('van Wielsbeke', { audience: 'OWN_ORGANISATION' });
    await create('weer voor iedereen');
    const [pittem, wielsbeke] = [readers[0]!, readers[2]!];
    await wielsbeke.atLeast(3);
    await pittem.atLeast(2);
    const titles = (inbox: Inbox<Event>) =>
      inbox.received.map(({ partnershipEvents }) => partnershipEvents.subject?.title);
    expect(titles(wielsbeke)).toEqual(['voor iedereen', 'van Wielsbeke', 'weer voor iedereen']);
    expect(titles(pittem)).toEqual(['voor iedereen', 'weer voor iedereen']);
  });

  it('executes once for everybody who sees the same, whoever they are', async () => {
    const readers = [...(await follow(await as('member'), 20)), ...(await follow(await as('reader'), 20))];
    const figures = await done(async () => {
      await create('voor veertig lezers');
      await Promise.all(readers.map((inbox) => inbox.atLeast(1)));
    });
    expect(engine.figures()).toMatchObject({ feeds: 1, groups: 2, readers: 40 });
    expect(figures).toEqual({ executions: 2, deliveries: 40, replays: 0 });
    for (const inbox of readers)
      expect(inbox.received[0]!.partnershipEvents.subject!.title).toBe('voor veertig lezers');
  });

  it('reads the log once a look, and nothing else for what only the event says', async () => {
    const readers = [
      ...(await follow(await as('officer'), 5, PLAIN)),
      ...(await follow(await as('manager'), 5, PLAIN)),
    ];
    expect(engine.figures().groups).toBe(1);
    const figures = await done(async () => {
      await create('eenvoudig');
      await Promise.all(readers.map((inbox) => inbox.atLeast(1)));
    });
    expect(figures).toEqual({ executions: 1, deliveries: 10, replays: 0 });
  });

  it('works out for each reader what depends on who looks', async () => {
    const readers = [...(await follow(await as('member'), 2, OWN)), ...(await follow(await as('manager'), 1, OWN))];
    const figures = await done(async () => {
      await create('ieder voor zich');
      await Promise.all(readers.map((inbox) => inbox.atLeast(1)));
    });
    expect(figures).toEqual({ executions: 3, deliveries: 3, replays: 0 });
    const roles = readers.map(
      ({ received }) =>
        (received[0]!.partnershipEvents.subject as { partnership?: { viewerRole: string } }).partnership?.viewerRole,
    );
    expect(roles).toEqual(['MEMBER', 'MEMBER', 'MANAGER']);
  });

  it('shares nothing between the inside and an actor', async () => {
    const [inside] = await follow(await as('member'), 1);
    const [outside] = await follow(await as('fedasil'), 1);
    const [other] = await follow(await as('vdab'), 1);
    await create('alleen voor ons', { actorIds: [stage.actors.fedasil] });
    await create('ook voor Fedasil', { actorIds: [stage.actors.fedasil], audience: 'INVOLVED_ACTORS' });
    await inside!.atLeast(2);
    await outside!.atLeast(1);
    await sleep(200);
    const titles = (inbox?: Inbox<Event>) =>
      inbox!.received.map(({ partnershipEvents: { subject } }) => subject?.title);
    expect([titles(inside), titles(outside), titles(other)]).toEqual([
      ['alleen voor ons', 'ook voor Fedasil'],
      ['ook voor Fedasil'],
      [],
    ]);
  });

  it('reads once what a crowd missed, and works it out once', async () => {
    const member = await as('member');
    const [first] = await follow(member, 1, NESTED);
    await create('het laatste voor de storing');
    const [{ partnershipEvents: last } = { partnershipEvents: { cursor: '', sequence: 0 } }] = await first!.atLeast(1);
    inboxes.splice(0).forEach((inbox) => inbox.close());
    await until(() => engine.figures().readers === 0);
    for (let index = 0; index < 20; index++) await create(`gemist ${index}`);
    const figures = await done(async () => {
      const crowd = await follow(member, 40, NESTED, last.cursor);
      await Promise.all(crowd.map((inbox) => inbox.atLeast(20)));
      for (const inbox of crowd)
        expect(numbers(inbox)).toEqual(Array.from({ length: 20 }, (_, n) => last.sequence + 1 + n));
    });
    expect(figures).toEqual({ executions: 20, deliveries: 800, replays: 1 });
  });

  it('tells of itself at /metrics: to whoever bears the token, and without one to nobody', async () => {
    const [inbox] = await follow(await as('member'), 2, PLAIN);
    await create('gemeten');
    await inbox!.atLeast(1);
    const ask = (url: string, authorization?: string) =>
      fetch(`${url}/metrics`, { headers: authorization ? { authorization } : {} });
    const statuses = [undefined, 'Bearer', `Bearer ${METRICS_TOKEN}x`, `Basic ${METRICS_TOKEN}`].map(
      async (authorization) => (await ask(api.url, authorization)).status,
    );
    expect(await Promise.all(statuses)).toEqual([401, 401, 401, 401]);
    for (const authorization of [undefined, 'Bearer undefined', 'Bearer '])
      expect((await ask(stage.api.url, authorization)).status).toBe(404);
    const response = await ask(api.url, `Bearer ${METRICS_TOKEN}`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await response.text();
    const figure = (name: string) => Number(new RegExp(`^samenregie_${name} (\\S+)$`, 'm').exec(text)?.[1]);
    const { executions, deliveries } = engine.figures();
    expect(figure('live_readers')).toBe(2);
    expect(figure('live_groups')).toBe(1);
    expect(figure('live_executions_total')).toBe(executions);
    expect(figure('live_shared_ratio')).toBe(deliveries / executions);
    expect(figure('live_log_lag_seconds_count')).toBeGreaterThan(0);
    expect(figure('open_websockets')).toBeGreaterThanOrEqual(2);
    for (const name of ['queued_bytes', 'open_event_streams', 'live_resyncs_total', 'live_wake_up_lag_seconds_count'])
      expect([name, figure(name)]).toEqual([name, expect.any(Number)]);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });
});
