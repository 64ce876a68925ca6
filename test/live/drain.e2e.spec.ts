import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId } from '#libs/kernel';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { WebSocket } from 'ws';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const SOCKETS = 200;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { title } } }`;
const EVENTS = `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { sequence } }`;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
}, 60_000);
afterAll(() => stage.close());

/** A socket that has said who it is. */
const greet = async (url: string, token: string) => {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const frames: { type: string; id?: string; payload?: unknown }[] = [];
  const ready = new Promise<void>((resolve) =>
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as (typeof frames)[number];
      frames.push(frame);
      if (frame.type === 'connection_ack') resolve();
    }),
  );
  const closed = new Promise<{ code: number; at: number }>((resolve) =>
    socket.on('close', (code) => resolve({ code, at: performance.now() })),
  );
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await ready;
  return { socket, frames, closed };
};

describe('a process that is told to go', () => {
  it('says so, takes nobody new, finishes what it does, and sends its readers away one by one', async () => {
    const api = await stage.another();
    const officer = await Client.as(api.url, 'officer');
    const id = stage.partnershipId;
    const peers = await Promise.all(Array.from({ length: SOCKETS }, () => greet(api.socketUrl, officer.token!)));
    for (const { socket } of peers.slice(0, 20))
      socket.send(JSON.stringify({ id: 's', type: 'subscribe', payload: { query: EVENTS, variables: { id } } }));
    const stream = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${officer.token}`,
      },
      body: JSON.stringify({ query: EVENTS, variables: { id } }),
    });
    const streamed = stream.text();

    // Two changes that wait for somebody who holds the log of the partnership.
    const holder = new pg.Client({ connectionString: stage.database.ownerUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from live.streams where id = $1 for update', [fromGlobalId(id)!.id]);
    const overHttp = officer.ask(CREATE, { input: { partnershipId: id, title: 'over HTTP' } });
    const busy = peers[0]!;
    const variables = { input: { partnershipId: id, title: 'over de socket' } };
    busy.socket.send(JSON.stringify({ id: 'm', type: 'subscribe', payload: { query: CREATE, variables } }));
    for (let waiting = 0; waiting < 2; await sleep(20))
      [{ waiting } = { waiting: 0 }] = await stage.world.rows<{ waiting: number }>(
        `select count(distinct l.pid)::int as waiting from pg_locks l join pg_stat_activity a using (pid)
         where a.datname = current_database() and not l.granted`,
      );

    const stopped = api.stop();
    for (let status = ''; status !== 'draining'; await sleep(5)) {
      const answer = await fetch(`${api.url}/readyz`);
      status = ((await answer.json()) as { status: string }).status;
      if (status === 'draining') expect([answer.status, answer.headers.get('connection')]).toEqual([503, 'close']);
    }
    const refused = new WebSocket(api.socketUrl, 'graphql-transport-ws');
    const [error] = (await once(refused, 'error')) as [Error];
    expect(error.message).toContain('503');

    const others = await Promise.all(peers.slice(1).map(({ closed }) => closed));
    expect(new Set(others.map(({ code }) => code))).toEqual(new Set([1012]));
    const times = others.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(SOCKETS * 10 * 0.5);
    // No `complete`: whoever followed is to come back.
    expect(await streamed).not.toContain('complete');

    expect(busy.socket.readyState).toBe(WebSocket.OPEN);
    await holder.query('commit');
    await holder.end();
    expect((await overHttp).data).toEqual({ createTask: { task: { title: 'over HTTP' } } });
    expect((await busy.closed).code).toBe(1012);
    expect(busy.frames.find((frame) => frame.id === 'm' && frame.type === 'next')?.payload).toEqual({
      data: { createTask: { task: { title: 'over de socket' } } },
    });
    await stopped;
    expect([api.exitCode(), api.output()]).toEqual([0, expect.not.stringContaining('"level":"error"')]);
  }, 60_000);
});
