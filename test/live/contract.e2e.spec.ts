import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId } from '#libs/kernel';
import { LiveEngine } from '#libs/live';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type RedisClientType } from 'redis';
import { WebSocket } from 'ws';
import { startInProcess, type InProcessApi } from '../support/app.js';
import { Client, type ApiError, type Inbox } from '../support/client.js';
import { cursorAt } from '../support/cursor.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';
import { startRedis, type TestRedis } from '../support/redis.js';

// The live contract (docs/LIVE.md), a test per sentence: two processes on one Redis, of which one is looked into.

interface Event {
  partnershipEvents: { sequence: number; cursor: string; subject?: { title?: string } | null };
}

const EVENTS = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) {
  sequence cursor subject { ... on CoordinationTask { title } } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;

let redis: TestRedis;
let stage: Stage;
let api: InProcessApi;
let engine: LiveEngine;
let asker: RedisClientType;
let streamId: string;
const here = {} as Record<Persona, Client>;
let there: Client;
const inboxes: Inbox<Event>[] = [];

beforeAll(async () => {
  redis = await startRedis();
  stage = await setStage({ redisUrl: redis.url });
  streamId = fromGlobalId(stage.partnershipId)!.id;
  api = await startInProcess(stage.database.apiUrl, { REDIS_URL: redis.url });
  engine = api.app.get(LiveEngine);
  for (const persona of ['officer', 'manager', 'member', 'reader', 'coordinator', 'fedasil', 'vdab'] as const)
    here[persona] = await Client.as(api.url, persona);
  there = await stage.as('officer');
  asker = createClient({ url: redis.url });
  // It goes away with the others.
  asker.on('error', () => undefined);
  await asker.connect();
}, 60_000);
afterEach(async () => {
  inboxes.splice(0).forEach((inbox) => inbox.close());
  await until(() => engine.figures().readers === 0, 'no readers');
});
afterAll(async () => {
  asker.destroy();
  for (const client of Object.values(here)) await client.close();
  await api.app.close();
  await stage.close();
  await redis.stop();
});

const until = async (done: () => boolean, what: string) => {
  for (const end = Date.now() + 10_000; !done();) {
    if (Date.now() > end) throw new Error(`in vain: ${what}, ${JSON.stringify(engine.figures())}`);
    await sleep(10);
  }
};
const follow = (client: Client, after?: string, id = stage.partnershipId) => {
  const inbox = client.subscribe<Event>(EVENTS, { id, ...(after && { after }) });
  inboxes.push(inbox);
  return inbox;
};
/** Readers of the process that is looked into, once they stand where the log stands. */
const followed = async (...clients: Client[]) => {
  const mine = clients.map((client) => follow(client));
  await until(() => engine.figures().readers === mine.length, 'readers');
  await sleep(100);
  return mine;
};
const create = async (client: Client, title: string, more: object = {}) => {
  const { createTask } = await client.get<{ createTask: { task: { id: string; version: number } } }>(CREATE, {
    input: { partnershipId: stage.partnershipId, title, ...more },
  });
  return createTask.task;
};
/** Undefined for a socket that was closed. */
const codeOf = ({ errors: [error] }: Inbox<Event>) => (error as Partial<ApiError> | undefined)?.extensions?.code;
const events = (inbox: Inbox<Event>) => inbox.received.map(({ partnershipEvents }) => partnershipEvents);
const numbers = (inbox: Inbox<Event>) => events(inbox).map(({ sequence }) => sequence);
const titles = (inbox: Inbox<Event>) => events(inbox).map(({ subject }) => subject?.title);
const SHARED = () => ({ actorIds: [stage.actors.fedasil, stage.actors.vdab], audience: 'INVOLVED_ACTORS' });
const oneByOne = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const stream = async () =>
  (
    await stage.world.rows<{ head: number; epoch: string }>(
      `select last_sequence::int as head, epoch from live.streams where id = $1`,
      [streamId],
    )
  )[0]!;
const channels = async () =>
  (await asker.sendCommand<string[]>(['PUBSUB', 'CHANNELS', `samenregie:events:${streamId}`])).length;

describe('the live contract', () => {
  it('at least once between connections, exactly once within one subscription', async () => {
    const { head } = await stream();
    const writing = (async () => {
      for (let index = 0; index < 40; index++) await create(index % 2 ? there : here.officer, `keten ${index}`);
    })();
    const seen: number[] = [];
    let after: string | undefined = await cursorAt(stage.world, (await stream()).epoch, head);
    // A reader that is cut off again and again, and remembers only what it had worked off by then.
    while (seen.length < 40) {
      const inbox = follow(here.member, after);
      await inbox.atLeast(1, 10_000);
      await sleep(40);
      const got = events(inbox);
      inbox.close();
      expect(new Set(got.map(({ sequence }) => sequence)).size).toBe(got.length);
      const worked = got.slice(0, Math.ceil(got.length / 2));
      seen.push(...worked.map(({ sequence }) => sequence));
      after = worked.at(-1)!.cursor;
    }
    await writing;
    expect(seen).toEqual(oneByOne(head + 1, 40));
  });

  it('in commit order: two writers on two nodes, and every subscriber of both sees 1, 2, 3', async () => {
    const [one, two] = await followed(here.member, here.manager);
    const across = follow(there);
    await sleep(300);
    const { head } = await stream();
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let index = 0; index < 6; index++) await create(lane % 2 ? there : here.officer, `baan ${lane} ${index}`);
    });
    await Promise.all(lanes);
    for (const inbox of [one!, two!, across]) {
      await inbox.until(({ partnershipEvents }) => partnershipEvents.sequence === head + 48, 10_000);
      expect(numbers(inbox)).toEqual(oneByOne(numbers(inbox)[0]!, numbers(inbox).length));
      expect(numbers(inbox).at(-1)).toBe(head + 48);
    }
    expect([numbers(one!)[0], numbers(two!)[0]]).toEqual([head + 1, head + 1]);
  });

  it('gaps are visible, and an event the viewer may not see moves the cursor silently', async () => {
    const [actor] = await followed(here.fedasil);
    const shared = SHARED();
    const { head } = await stream();
    await create(here.officer, 'voor Fedasil 1', shared);
    for (const title of ['binnen 1', 'binnen 2']) await create(here.officer, title);
    await create(here.officer, 'voor Fedasil 2', shared);
    await create(here.officer, 'binnen 3');
    await actor!.atLeast(2);
    expect(numbers(actor!)).toEqual([head + 1, head + 4]);
    expect(titles(actor!)).toEqual(['voor Fedasil 1', 'voor Fedasil 2']);
    // Whoever comes back behind the gap is not told of it, and goes on.
    const again = follow(here.fedasil, events(actor!)[0]!.cursor);
    await again.atLeast(1);
    await create(here.officer, 'voor Fedasil 3', shared);
    await again.atLeast(2);
    expect(numbers(again)).toEqual([head + 4, head + 6]);
  });

  it('subscribe first, then the backlog, then de-duplicate by number', async () => {
    const { head, epoch } = await stream();
    const writing = Promise.all(
      [here.officer, there].map(async (writer) => {
        for (let index = 0; index < 20; index++) await create(writer, `wedloop ${index}`);
      }),
    );
    const late: Inbox<Event>[] = [];
    for (let index = 0; index < 8; index++) {
      late.push(follow(index % 2 ? here.reader : there, await cursorAt(stage.world, epoch, head)));
      await sleep(30);
    }
    await writing;
    for (const inbox of late) {
      await inbox.atLeast(40, 10_000);
      await sleep(50);
      expect(numbers(inbox)).toEqual(oneByOne(head + 1, 40));
    }
  });

  it('older than retention, or another epoch: RESYNC_REQUIRED, never silence', async () => {
    const { head, epoch } = await stream();
    const refused = async (client: Client, after: string) => {
      const inbox = follow(client, after);
      await inbox.untilEnd();
      return [inbox.received.length, inbox.errors[0]?.extensions.code];
    };
    const old = await cursorAt(stage.world, epoch, head - 2);
    await stage.world.rows(`delete from live.events where stream_id = $1 and sequence < $2`, [streamId, head]);
    await stage.world.rows(`update live.streams set purged_until = $2 where id = $1`, [streamId, head - 1]);
    for (const client of [here.member, there]) expect(await refused(client, old)).toEqual([0, 'RESYNC_REQUIRED']);
    // The last one that is kept can still be read, from right before it.
    const kept = follow(here.member, await cursorAt(stage.world, epoch, head - 1));
    await kept.atLeast(1);
    expect(numbers(kept)).toEqual([head]);
    const open = follow(here.reader);
    // It follows once it got something.
    while (open.received.length === 0) await create(there, 'voor het herstel').then(() => sleep(50));
    const good = await cursorAt(stage.world, epoch, head);
    await stage.world.rows(`update live.streams set epoch = gen_random_uuid() where id = $1`, [streamId]);
    await open.untilEnd(10_000);
    expect(open.errors[0]?.extensions.code).toBe('RESYNC_REQUIRED');
    for (const client of [here.member, there]) expect(await refused(client, good)).toEqual([0, 'RESYNC_REQUIRED']);
  }, 30_000);

  it('a heartbeat carries the head cursor, also past what the reader may not see', async () => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const frames: { type: string; id?: string; payload?: { id?: string; cursor?: string } }[] = [];
    socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as (typeof frames)[number]));
    await once(socket, 'open');
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    send({ type: 'connection_init', payload: { authorization: `Bearer ${here.vdab.token}` } });
    await until(() => frames.some(({ type }) => type === 'connection_ack'), 'a greeting');
    const variables = { id: stage.partnershipId };
    send({ id: 'events', type: 'subscribe', payload: { query: EVENTS, variables } });
    const stop = new AbortController();
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${here.vdab.token}`,
      },
      body: JSON.stringify({ query: EVENTS, variables }),
      signal: stop.signal,
    });
    let streamed = '';
    const streaming = (async () => {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) streamed += chunk;
    })().catch(() => undefined);
    await until(() => engine.figures().readers === 2, 'readers');
    await create(here.officer, 'niet voor VDAB');
    const { head, epoch } = await stream();
    for (const end = Date.now() + 20_000; !frames.some(({ type }) => type === 'ping') && Date.now() < end;)
      await sleep(50);
    expect(frames.filter(({ type }) => type === 'next')).toEqual([]);
    expect(frames.find(({ type }) => type === 'ping')?.payload).toEqual({
      id: 'events',
      cursor: await cursorAt(stage.world, epoch, head),
    });
    const comment = `:${await cursorAt(stage.world, epoch, head)}\n\n`;
    await until(() => streamed.includes(comment), 'a heartbeat between events');
    stop.abort();
    await streaming;
    socket.close();
  }, 40_000);

  it('execute once, fan out many: one execution and the same statements for 1 reader and for 50', async () => {
    const cost = async (readers: Inbox<Event>[], title: string) => {
      const before = engine.figures();
      const statements = await api.statementsOf(async () => {
        await create(there, title);
        await Promise.all(readers.map((inbox) => inbox.until(() => titles(inbox).includes(title))));
      });
      const { executions, deliveries, looks } = engine.figures();
      const count = statements.filter((sql) => /live\.|who_reads|coordination\./.test(sql)).length;
      return {
        ...{ executions: executions - before.executions, deliveries: deliveries - before.deliveries },
        perLook: count - (looks - before.looks - 1) * 2,
      };
    };
    const one = await cost(await followed(here.member), 'voor een');
    inboxes.splice(0).forEach((inbox) => inbox.close());
    await until(() => engine.figures().readers === 0, 'no readers');
    const many = await cost(await followed(...Array<Client>(50).fill(here.member)), 'voor vijftig');
    expect(one).toMatchObject({ executions: 1, deliveries: 1 });
    expect(many).toMatchObject({ executions: 1, deliveries: 50 });
    expect(many.perLook).toBe(one.perLook);
  });

  it('zero subscribers: zero queries, zero Redis channels', async () => {
    await followed(here.member, here.reader);
    expect(await channels()).toBe(1);
    inboxes.splice(0).forEach((inbox) => inbox.close());
    await until(() => engine.figures().readers === 0, 'no readers');
    for (const end = Date.now() + 5_000; (await channels()) > 0 && Date.now() < end;) await sleep(20);
    expect(await channels()).toBe(0);
    const statements = await api.statementsOf(async () => {
      for (let index = 0; index < 3; index++) await create(there, `ongezien ${index}`);
      await sleep(4_500);
    });
    expect(statements.filter((sql) => sql.includes('live.'))).toEqual([]);
  }, 20_000);

  it('Redis away: delivery continues by polling, said in /readyz; back: nothing is lost', async () => {
    const [mine] = await followed(here.member);
    const { head } = await stream();
    await redis.kill();
    // Also where the reader is not: only the log tells.
    for (let index = 0; index < 5; index++) await create(index % 2 ? here.officer : there, `zonder Redis ${index}`);
    const ready = async () => (await (await fetch(`${api.url}/readyz`)).json()) as { status: string; parts: object };
    while ((await ready()).status === 'ok') await sleep(20);
    expect(await ready()).toMatchObject({ status: 'degraded', parts: { redis: 'degraded' } });
    await mine!.atLeast(5, 10_000);
    await redis.restart();
    for (let index = 0; index < 5; index++) await create(index % 2 ? here.officer : there, `weer met Redis ${index}`);
    await mine!.atLeast(10, 10_000);
    expect(numbers(mine!)).toEqual(oneByOne(head + 1, 10));
  }, 40_000);

  it('rights at delivery: a share that is revoked narrows the stream, which goes on', async () => {
    const [actor] = await followed(here.fedasil);
    const task = await create(here.officer, 'eerst gedeeld', SHARED());
    await actor!.atLeast(1);
    const update = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version } } }`;
    const change = (input: object) => here.officer.get(update, { input: { id: task.id, ...input } });
    await change({ expectedVersion: 1, audience: 'PARTNERSHIP' });
    await change({ expectedVersion: 2, title: 'geheim geworden' });
    await create(here.officer, 'wel gedeeld', SHARED());
    await actor!.until(({ partnershipEvents }) => partnershipEvents.subject?.title === 'wel gedeeld');
    // That it was taken back may be told, as an event without its subject; what came after is not.
    expect(titles(actor!).filter(Boolean)).toEqual(['eerst gedeeld', 'wel gedeeld']);
    expect(actor!.ended).toBe(false);
  });

  describe('rights at delivery: the stream ends within five seconds, with zero events after', () => {
    const change = (sql: string, persona: Persona) => stage.world.rows(sql, [stage.people[persona].accountId]);
    const mandate = (set: string, persona: Persona) =>
      change(`update access.mandates set ${set} where account_id = $1`, persona);
    const ways: Partial<Record<Persona, [string, () => Promise<unknown>, string | undefined]>> = {
      manager: [
        'session ended',
        () =>
          fetch(`${api.url}/auth/sign-out`, {
            method: 'POST',
            headers: { authorization: `Bearer ${here.manager.token}` },
          }),
        undefined,
      ],
      vdab: [
        'token expired',
        () => change(`update access.sessions set expires_at = now() - interval '1 s' where account_id = $1`, 'vdab'),
        undefined,
      ],
      member: ['role lowered', () => mandate(`role = 'READER'`, 'member'), 'RESYNC_REQUIRED'],
      reader: ['mandate withdrawn', () => mandate(`withdrawn_at = now()`, 'reader'), 'ACCESS_ENDED'],
      coordinator: ['mandate ended', () => mandate(`valid_until = current_date - 1`, 'coordinator'), 'ACCESS_ENDED'],
      fedasil: [
        'membership withdrawn',
        () =>
          stage.world.rows(
            `update access.participations set valid_until = current_date - 1 where organisation_id = $1`,
            [stage.people.fedasil.organisationId],
          ),
        'ACCESS_ENDED',
      ],
    };
    const cases = Object.entries(ways) as [Persona, [string, () => Promise<unknown>, string | undefined]][];
    const results = new Map<Persona, { received: string[]; code?: string }>();

    beforeAll(async () => {
      const readers = new Map(cases.map(([persona]) => [persona, follow(here[persona])]));
      await until(() => engine.figures().readers === readers.size, 'readers');
      await sleep(100);
      await create(there, 'nog te zien', SHARED());
      for (const inbox of readers.values()) await inbox.atLeast(1);
      for (const [, [, end]] of cases) await end();
      await sleep(5_000);
      await create(there, 'niet meer te zien', SHARED());
      for (const [persona, inbox] of readers) {
        await inbox.untilEnd();
        results.set(persona, { received: titles(inbox) as string[], code: codeOf(inbox) });
      }
    }, 40_000);

    it.each(cases)('%s: %j', (persona, [, , code]) => {
      expect(results.get(persona)).toEqual({ received: ['nog te zien'], code });
    });
  });
});
