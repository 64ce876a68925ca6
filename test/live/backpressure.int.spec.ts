import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LiveEngine } from '#libs/live';
import { limits, Metrics } from '#libs/platform';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { startInProcess, type InProcessApi } from '../support/app.js';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

interface Event {
  partnershipEvents: { sequence: number; cursor: string };
}
interface Frame {
  id?: string;
  type: string;
  payload?: { data?: Event };
}

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
const PLAIN = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { sequence cursor } }`;
/** One event in it is some 150 kB. */
const LARGE = `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence cursor
  ${Array.from({ length: 10 }, (_, index) => `a${index}: subject { ... on CoordinationTask { description } }`).join('\n')} } }`;
const DESCRIPTION = 'De tekst van een taak. '.repeat(650);

let stage: Stage;
let api: InProcessApi;
let officer: Client;
beforeAll(async () => {
  stage = await setStage();
  api = await startInProcess(stage.database.apiUrl);
  officer = await Client.as(api.url, 'officer');
}, 60_000);
afterAll(async () => {
  await officer.close();
  await api.app.close();
  await stage.close();
});

const open = async () => {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const frames: Frame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await once(socket, 'open');
  const send = (frame: unknown) => socket.send(JSON.stringify(frame));
  send({ type: 'connection_init', payload: { authorization: `Bearer ${officer.token}` } });
  while (!frames.some(({ type }) => type === 'connection_ack')) await sleep(5);
  return { socket, frames, closed, send };
};
const queued = async () => {
  const { text } = await api.app.get(Metrics).page();
  return Number(/^samenregie_queued_bytes (\d+)$/m.exec(text)![1]);
};
const create = (index: number) =>
  officer.get(CREATE, {
    input: { partnershipId: stage.partnershipId, title: `nummer ${index}`, description: DESCRIPTION },
  });

describe('a reader that stops reading', () => {
  it('costs a bounded amount of memory, harms nobody, is told to come back, and goes on from its cursor', async () => {
    const engine = api.app.get(LiveEngine);
    const good = officer.subscribe<Event>(PLAIN, { id: stage.partnershipId });
    const slow = await open();
    slow.send({ id: 's', type: 'subscribe', payload: { query: LARGE, variables: { id: stage.partnershipId } } });
    while (engine.figures().readers < 2) await sleep(10);
    await sleep(100);
    slow.socket.pause();
    let written = 0;
    let most = 0;
    // The buffers of the system take some megabytes first.
    for (; engine.figures().readers === 2 && written < 400; written++) {
      await create(written);
      most = Math.max(most, await queued());
    }
    expect(engine.figures().readers).toBe(1);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(limits.socket.queuedBytes + 10 * DESCRIPTION.length + 1_000);
    slow.socket.resume();
    expect(await slow.closed).toBe(4440);

    await good.atLeast(written);
    const all = good.received.map(({ partnershipEvents }) => partnershipEvents.sequence);
    expect(all).toEqual(Array.from({ length: written }, (_, index) => all[0]! + index));
    const got = slow.frames.flatMap(({ payload }) => payload?.data?.partnershipEvents ?? []);
    const last = got.at(-1)!;
    expect(got.map(({ sequence }) => sequence)).toEqual(all.slice(0, got.length));
    expect(got.length).toBeLessThan(written);
    const again = officer.subscribe<Event>(PLAIN, { id: stage.partnershipId, after: last.cursor });
    await again.atLeast(written - got.length);
    expect(again.received.map(({ partnershipEvents }) => partnershipEvents.sequence)).toEqual(all.slice(got.length));
  }, 120_000);

  it('gets the newest state only of what may be passed over, and every event', async () => {
    const id = stage.partnershipId;
    const PRESENCE = `subscription ($id: ID!) { presence(partnershipId: $id) { people { displayName } } }`;
    const slow = await open();
    slow.send({ id: 'events', type: 'subscribe', payload: { query: LARGE, variables: { id } } });
    slow.send({ id: 'people', type: 'subscribe', payload: { query: PRESENCE, variables: { id } } });
    const pictures = () =>
      slow.frames.filter((frame) => frame.id === 'people' && frame.type === 'next').map(({ payload }) => payload);
    while (pictures().length === 0) await sleep(10);
    const good = officer.subscribe<object>(PRESENCE, { id });
    await good.atLeast(1);
    slow.socket.pause();
    let written = 0;
    while ((await queued()) < limits.socket.queuedBytes / 3) await create(++written);
    const before = pictures().length;
    // People come and go; whoever reads sees each of them.
    for (const persona of ['member', 'reader', 'coordinator', 'manager'] as const) {
      const person = await Client.as(api.url, persona);
      const seen = good.received.length;
      const inbox = person.subscribe<object>(PRESENCE, { id });
      await good.atLeast(seen + 1);
      inbox.close();
      await good.atLeast(seen + 2);
      await person.close();
    }
    slow.socket.resume();
    const last = JSON.stringify(good.received.at(-1));
    for (const end = Date.now() + 10_000; JSON.stringify(pictures().at(-1)?.data) !== last && Date.now() < end;)
      await sleep(20);
    expect(JSON.stringify(pictures().at(-1)?.data)).toBe(last);
    expect(pictures().length - before).toBeLessThan(5);
    const got = () => slow.frames.filter((frame) => frame.id === 'events' && frame.type === 'next').length;
    while (got() < written) await sleep(20);
    expect(got()).toBe(written);
    good.close();
    slow.socket.close();
    await slow.closed;
  }, 120_000);

  it('is not kept for either, whatever it makes the server say', async () => {
    const peer = await open();
    const closed = once(peer.socket, 'close');
    peer.socket.pause();
    const payload = { query: `{ ${'unknown '.repeat(20)} }` };
    let most = 0;
    for (let round = 0; peer.socket.readyState === WebSocket.OPEN && round < 3_000; round++) {
      for (let index = 0; index < 100; index++) {
        peer.send({ id: `${'x'.repeat(400)} ${round} ${index}`, type: 'subscribe', payload });
        peer.send({ type: 'ping', payload: { long: 'x'.repeat(2_000) } });
        peer.socket.ping();
      }
      most = Math.max(most, await queued());
      await sleep(1);
      if (most > 0 && (await queued()) === 0) break;
    }
    expect(most).toBeLessThan(3 * limits.socket.queuedBytes);
    peer.socket.resume();
    await closed;
  }, 120_000);
});
