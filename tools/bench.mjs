// npm run bench: what a delivery costs, as a ratio to a floor measured in the same run on the same machine.
import { fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { cpuMicroseconds, median, residentBytes } from './bench/measure.mjs';
import { buildWorld, globalId } from './bench/world.mjs';
import { apiScript, runNode, startNode } from './lib/child.mjs';
import { API, OWNER, ensureDatabase, ensureRoles } from './lib/database.mjs';
import { Failure, report } from './lib/failure.mjs';
import { freePort } from './lib/ports.mjs';
import { withClient } from './lib/sql.mjs';
import { startPostgres } from './pg.mjs';
import { startRedis } from './redis.mjs';

const here = import.meta.dirname;
const say = (text) => process.stdout.write(`${text}\n`);

/** What a subscriber asks for: everything the event says, or the task behind it as a card shows it. */
const DOCUMENTS = {
  plain: `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) {
    sequence cursor type at subjectId changedFields version } }`,
  card: `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) {
    sequence cursor type at by { displayName } subject { ... on CoordinationTask {
      id title status priority version assignee { displayName initials } actors { name } municipalities { name } } } } }`,
};
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { version } } }`;

/** Everything the contestants share. */
async function setUp(sessions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-bench-'));
  const secret = () => randomBytes(12).toString('hex');
  const passwords = { superuser: secret(), owner: secret(), api: secret() };
  const [postgres, redis] = await Promise.all([
    startPostgres({ home: path.join(folder, 'postgres'), password: passwords.superuser, fast: true }),
    startRedis(),
    build(['api']),
  ]);
  const stop = async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ensureRoles(postgres.url('postgres'), passwords);
    await ensureDatabase(postgres.url('postgres'), 'bench');
    const ownerUrl = postgres.url('bench', OWNER, passwords.owner);
    const apiUrl = postgres.url('bench', API, passwords.api);
    const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: apiUrl };
    await runNode(apiScript('migrate'), { env }, 'The database could not be migrated');
    await runNode(apiScript('reference'), { args: ['import'], env }, 'The reference data could not be imported');
    return { ownerUrl, apiUrl, redisUrl: redis.url, world: await buildWorld(ownerUrl, sessions), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A process that says on which port it listens, and ends with us. */
async function startFloor({ ownerUrl, redisUrl, world }, payload) {
  const child = spawn(process.execPath, [path.join(here, 'bench/floor.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...{ DATABASE_OWNER_URL: ownerUrl, REDIS_URL: redisUrl, STREAM_ID: world.partnershipId, PAYLOAD: payload },
    },
  });
  const port = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line.split(' ')[1])));
    child.once('close', () => reject(new Failure('The floor did not start.')));
  });
  return { port, pid: child.pid, stop: async () => void child.kill() };
}

async function startServer({ apiUrl, redisUrl }, sharing) {
  const port = await freePort();
  const child = startNode(apiScript('main'), {
    env: {
      ...process.env,
      ...{ HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: apiUrl, DATABASE_OWNER_URL: '', REDIS_URL: redisUrl },
      ...{ SHARED_EXECUTION: String(sharing), COST_PER_MINUTE: '1000000000' },
    },
    onError: (line) => say(`  ${line.slice(0, 200)}`),
  });
  for (let attempt = 0; attempt < 400; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return { port, pid: child.pid, stop: () => child.stop() };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await child.stop();
  throw new Failure('The API did not become ready.');
}

/** The load client, with its commands as functions. */
function startLoad() {
  const child = fork(path.join(here, 'bench/load.mjs'));
  let last = 0;
  const call = (command, options) =>
    new Promise((resolve, reject) => {
      const nr = ++last;
      const listen = (message) => {
        if (message.nr !== nr) return;
        child.off('message', listen);
        if (message.error) reject(new Error(message.error));
        else resolve(message.result);
      };
      child.on('message', listen);
      child.send({ nr, command, options });
    });
  return { call, stop: () => child.disconnect() };
}

const post = async (port, token, query, variables) => {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};

const headOf = (bench) =>
  withClient(bench.ownerUrl, async (client) => {
    const { rows } = await client.query(`select last_sequence from live.streams where id = $1`, [
      bench.world.partnershipId,
    ]);
    return Number(rows[0].last_sequence);
  });

/** One contestant through one closed loop. */
async function measure(bench, load, server, { subscribers, events, warmUp, query, request }) {
  const variables = { id: globalId('Partnership', bench.world.partnershipId) };
  const tokens = bench.world.tokens.slice(0, subscribers);
  const before = residentBytes(server.pid);
  await load.call('open', { port: server.port, tokens, query, variables });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const run = async (count) => {
    const { version, ...rest } = await request();
    const from = await headOf(bench);
    return load.call('closedLoop', {
      port: server.port,
      events: count,
      from,
      url: '/graphql',
      request: { ...rest, version },
    });
  };
  await run(warmUp);
  const began = cpuMicroseconds(server.pid);
  const result = await run(events);
  const cpu = cpuMicroseconds(server.pid) - began;
  const memory = residentBytes(server.pid) - before;
  await load.call('close');
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { ...result, cpuPerDelivery: cpu / result.deliveries, cpuPerEvent: cpu / events, memory };
}

/** A task that is changed over and over, and the request that does it. */
async function changing(bench, port) {
  const [token] = bench.world.tokens;
  const { createTask } = await post(port, token, CREATE, {
    input: {
      partnershipId: globalId('Partnership', bench.world.partnershipId),
      ...{ title: 'Onthaal van nieuwkomers', actorIds: [globalId('Actor', bench.world.actor)] },
    },
  });
  let { version } = createTask.task;
  const { id } = createTask.task;
  return async () => {
    const { node } = await post(
      port,
      token,
      `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { version } } }`,
      { id },
    );
    version = node.version;
    const input = { id, expectedVersion: '@VERSION', description: 'gewijzigd @VERSION' };
    return {
      version,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: { query: UPDATE, variables: { input } },
    };
  };
}

/** The very bytes the API sends for an event, with a place for its number: what the floor has ready. */
async function payloadOf(bench, server, query) {
  const { Subscriber } = await import('./bench/wire.mjs');
  const request = await changing(bench, server.port);
  const text = await new Promise((resolve, reject) => {
    const subscriber = new Subscriber(
      {
        port: server.port,
        token: bench.world.tokens[0],
        query,
        variables: { id: globalId('Partnership', bench.world.partnershipId) },
        id: 's00000000',
      },
      (message) => {
        subscriber.close();
        resolve(message);
      },
    );
    subscriber
      .open()
      .then(async () => {
        await new Promise((wait) => setTimeout(wait, 300));
        const { version, headers, body } = await request();
        const answer = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body).replaceAll('"@VERSION"', String(version)),
        });
        const said = await answer.text();
        if (said.includes('"errors"')) throw new Error(said);
      })
      .catch(reject);
  });
  return JSON.stringify(JSON.parse(text).payload).replace(/"sequence":\d+/, '"sequence":@SEQUENCE');
}

const ratio = (value, floor) => (value / floor).toFixed(2);

/** F1 and F7: one partnership, five organisations and three roles, one change after another. */
async function fanOut(bench, document, sizes, rounds, results) {
  const load = startLoad();
  const query = DOCUMENTS[document];
  const first = await startServer(bench, true);
  const payload = await payloadOf(bench, first, query);
  await first.stop();
  const contestants = {
    floor: () => startFloor(bench, payload),
    shared: () => startServer(bench, true),
    'not shared': () => startServer(bench, false),
  };
  for (const subscribers of sizes) {
    const rows = {};
    for (let round = 0; round < rounds; round++)
      for (const [name, start] of Object.entries(contestants)) {
        // Without sharing every delivery is an execution: fewer say as much.
        const costly = name === 'not shared';
        if (costly && (round > 0 || subscribers > 1_000)) continue;
        process.stderr.write(`  ${document}, ${subscribers} subscribers: ${name}\n`);
        const server = await start();
        try {
          const request =
            name === 'floor'
              ? async () => ({ version: 0, headers: { 'content-type': 'application/json' }, body: {} })
              : await changing(bench, server.port);
          const events = costly ? 4 : 60;
          const measured = await measure(bench, load, server, {
            subscribers,
            events,
            warmUp: costly ? 1 : 20,
            query,
            request,
          });
          (rows[name] ??= []).push(measured);
          const { lost, double, disordered } = measured;
          if (lost + double + disordered > 0)
            throw new Failure(`${name}: ${lost} lost, ${double} double, ${disordered} out of order`);
        } finally {
          await server.stop();
        }
      }
    const of = (name, key) => median(rows[name].map((row) => row[key]));
    say(`\n${document}, ${subscribers} subscribers (median of ${rounds}; floor = 1)`);
    for (const name of Object.keys(rows)) {
      const line = {
        scenario: 'F1/F7',
        ...{ document, subscribers, contestant: name },
        cpuPerDeliveryMicroseconds: of(name, 'cpuPerDelivery'),
        cpuRatio: of(name, 'cpuPerDelivery') / of('floor', 'cpuPerDelivery'),
        p50Ratio: of(name, 'p50') / of('floor', 'p50'),
        p99Ratio: of(name, 'p99') / of('floor', 'p99'),
        ...{ p50Milliseconds: of(name, 'p50'), p99Milliseconds: of(name, 'p99') },
        ...{ cpuPerEventMicroseconds: of(name, 'cpuPerEvent') },
      };
      results.push(line);
      say(
        `  ${name.padEnd(11)} ${line.cpuPerDeliveryMicroseconds.toFixed(1).padStart(7)} µs CPU per delivery  × ${ratio(line.cpuRatio, 1)}` +
          `   p50 × ${ratio(line.p50Ratio, 1)}   p99 × ${ratio(line.p99Ratio, 1)}   0 lost, 0 double, 0 out of order`,
      );
    }
  }
  load.stop();
}

/** Least squares: cost of an event = a + b × subscribers. */
function growth(results, document) {
  for (const contestant of ['floor', 'shared']) {
    const points = results.filter((line) => line.document === document && line.contestant === contestant);
    if (points.length < 3) return;
    const mean = (pick) => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
    const [x, y] = [mean((p) => p.subscribers), mean((p) => p.cpuPerEventMicroseconds)];
    const b =
      points.reduce((sum, p) => sum + (p.subscribers - x) * (p.cpuPerEventMicroseconds - y), 0) /
      points.reduce((sum, p) => sum + (p.subscribers - x) ** 2, 0);
    say(`  ${contestant.padEnd(11)} CPU of an event = ${Math.round(y - b * x)} µs + ${b.toFixed(2)} µs × subscribers`);
  }
}

const SCENARIOS = {
  F1: async (bench, results) => {
    for (const document of ['plain', 'card']) await fanOut(bench, document, [1_000], 3, results);
  },
  F7: async (bench, results) => {
    await fanOut(bench, 'plain', [1, 10, 100, 1_000, 5_000], 1, results);
    say('\nF7, growth');
    growth(results, 'plain');
  },
};

try {
  const { values } = parseArgs({ options: { scenario: { type: 'string', multiple: true }, json: { type: 'string' } } });
  const wanted = values.scenario ?? Object.keys(SCENARIOS);
  const unknown = wanted.find((name) => !SCENARIOS[name]);
  if (unknown) throw new Failure(`There is no scenario ${unknown}: choose from ${Object.keys(SCENARIOS).join(', ')}.`);
  const results = [];
  say(`${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
  const bench = await setUp(5_000);
  try {
    for (const name of wanted) await SCENARIOS[name](bench, results);
  } finally {
    await bench.stop();
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
