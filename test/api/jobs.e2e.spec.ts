import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { World } from '../support/world.js';

// `npm run soak` asks for 10,000, and looks at how late they were.
const COUNT = Number(process.env.SOAK_JOBS ?? 2_000);
const SPREAD_SECONDS = process.env.SOAK_JOBS ? 30 : 3;
const soak = process.env.SOAK_JOBS !== undefined;

let database: TestDatabase;
let world: World;
const processes: ChildProcess[] = [];

const start = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../support/job-process.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, NODE_ENV: 'test', PORT: '0', DATABASE_URL: database.apiUrl },
  });
  processes.push(child);
  await once(child.stdout, 'data');
  return child;
};
const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
};
const count = async (sql: string): Promise<number> =>
  (await world.rows<{ count: number }>(`select count(*)::int as count ${sql}`))[0]!.count;

beforeAll(async () => {
  database = await freshDatabase();
  world = await World.open(database.ownerUrl);
  await world.rows(
    `create table public.fired (key text not null, pid integer not null, due timestamptz not null, at timestamptz not null)`,
  );
  await world.rows(`grant insert on public.fired to samenregie_app`);
}, 60_000);
afterAll(async () => {
  for (const child of processes) await end(child, 'SIGTERM');
  await world.close();
  await database.drop();
});

it(`fires ${COUNT} clocks once each over two processes, of which one is killed`, async () => {
  const [victim] = await Promise.all([start(), start()]);
  await world.rows(
    `insert into platform.jobs (id, name, key, payload, created_at, run_at, due_at)
     select gen_random_uuid(), 'soak.tick', n::text, '{}', now(), at, at
     from generate_series(1, $1::int) n, lateral (select now() + n * interval '1 second' * $2 / $1) t (at)`,
    [COUNT, SPREAD_SECONDS],
  );
  // In the middle of its work.
  while ((await count(`from public.fired where pid = ${victim.pid!}`)) < COUNT / 10) await sleep(20);
  await end(victim, 'SIGKILL');
  await start();
  while ((await count(`from platform.jobs where name = 'soak.tick'`)) > 0) await sleep(200);
  expect(await count(`from public.fired`)).toBe(COUNT);
  expect(await count(`from (select distinct key from public.fired) k`)).toBe(COUNT);
  expect(await count(`from (select distinct pid from public.fired) p`)).toBeGreaterThanOrEqual(2);
  if (!soak) return;
  const [late] = await world.rows<{ most: number; median: number }>(
    `select max(late)::float8 as most, (percentile_cont(0.5) within group (order by late))::float8 as median
     from (select extract(epoch from at - due) as late from public.fired) l`,
  );
  process.stdout.write(
    `${COUNT} clocks: late by ${late!.median.toFixed(2)} s (median), ${late!.most.toFixed(2)} s at most\n`,
  );
  expect(late!.most).toBeLessThan(60);
}, 180_000);
