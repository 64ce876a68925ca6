// `npm start` as a whole: on a folder and a port of its own, with everything that may be killed being killed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from './build.mjs';
import { startOf } from './lib/lock.mjs';
import { freePort } from './lib/ports.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-start-'));
const running = [];

afterAll(async () => {
  running.forEach((child) => child.kill('SIGKILL'));
  await sleep(500); // Postgres and the API follow their launcher
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** Starts, and answers when it is ready or has ended. */
async function start(port, env = {}) {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, REDIS_URL: _redis, NODE_ENV: _node, ...rest } = process.env;
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    env: { ...rest, PORT: String(port), DATA_DIR: folder, DEMO: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const run = { child, port, output: '', code: undefined };
  run.ended = new Promise((resolve) => {
    child.once('close', (code) => {
      run.code = code;
      resolve(code);
    });
  });
  const ready = new Promise((resolve) => {
    const hear = (chunk) => {
      run.output += chunk;
      if (run.output.includes('Ctrl-C')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  await Promise.race([ready, run.ended]);
  return run;
}

/** The processes of Linux that have this folder or this port in their command line or environment. */
function left(port) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && startOf(name) !== undefined && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        if (command.includes('jest')) return false;
        return (
          command.includes(folder) ||
          (environment.includes(`DATA_DIR=${folder}`) && environment.includes(`PORT=${port}`))
        );
      } catch {
        return false;
      }
    });
}

async function nothingLeft(port) {
  for (let waited = 0; waited < 100 && left(port).length > 0; waited++) await sleep(100);
  expect(left(port)).toEqual([]);
}

const processOf = (run, script) =>
  left(run.port).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(script));
const apiOf = (run) => processOf(run, 'apps/api/src/main.js');

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('npm start', () => {
  let port;
  beforeAll(async () => {
    port = await freePort();
    await build();
  }, 300_000);

  afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));

  it('serves API and web on one port, says where, as whom and how to stop, and keeps its secrets', async () => {
    const run = await start(port);
    expect(run.output).toContain(`is ready after`);
    expect(run.output).toContain(`http://127.0.0.1:${port}/`);
    expect(run.output).toMatch(/^ +officer +\S/m);
    expect(run.output).toMatch(/^ +official-ardooie +\S/m);
    for (const place of ['/', '/readyz', '/livez', '/auth/personas']) {
      expect((await fetch(`http://127.0.0.1:${port}${place}`)).status).toBe(200);
    }
    expect(statSync(path.join(folder, 'secrets.json')).mode & 0o077).toBe(0);
    const secrets = Object.values(JSON.parse(readFileSync(path.join(folder, 'secrets.json'), 'utf8')));
    expect(secrets.filter((secret) => run.output.includes(secret))).toEqual([]);

    const second = await start(await freePort());
    expect(second.code).toBe(1);
    expect(second.output).toContain(`already runs on this data folder at http://127.0.0.1:${port}`);

    const taken = await start(port, { DATA_DIR: `${folder}-other` });
    rmSync(`${folder}-other`, { recursive: true, force: true });
    expect(taken.code).toBe(1);
    expect(taken.output).toMatch(/Port \d+ is already in use: .*PORT=\d+ npm start/);

    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    await nothingLeft(port);
  }, 120_000);

  it('does nothing twice: a second start neither builds, nor migrates, nor loads', async () => {
    const run = await start(port);
    expect(run.output).toContain('is ready after');
    expect(run.output).not.toMatch(/building|creating the database|migrated|imported|loading/);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    await nothingLeft(port);
  }, 60_000);

  it('stops everything, and says so, when the API is killed', async () => {
    const run = await start(port);
    process.kill(Number(apiOf(run)), 'SIGKILL');
    expect(await run.ended).toBe(1);
    expect(run.output).toContain('The API stopped unexpectedly (SIGKILL)');
    await nothingLeft(port);
  }, 60_000);

  it('signs people in with a provider of its own, and stops everything when that is killed', async () => {
    const run = await start(port);
    const begun = await fetch(`http://127.0.0.1:${port}/auth/sign-in`, { redirect: 'manual' });
    const provider = begun.headers.get('location');
    expect(provider).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\?/);
    expect((await fetch(provider, { redirect: 'manual' })).status).toBe(303);
    process.kill(Number(processOf(run, 'apps/identity/src/main.js')), 'SIGKILL');
    expect(await run.ended).toBe(1);
    expect(run.output).toContain('The local identity provider stopped unexpectedly (SIGKILL)');
    await nothingLeft(port);
  }, 60_000);

  it('leaves nothing behind when it is killed itself, and starts again', async () => {
    const run = await start(port);
    run.child.kill('SIGKILL');
    await nothingLeft(port);
    const again = await start(port);
    expect(again.output).toContain('is ready after');
    again.child.kill('SIGHUP');
    expect(await again.ended).toBe(0);
    await nothingLeft(port);
  }, 60_000);
});
