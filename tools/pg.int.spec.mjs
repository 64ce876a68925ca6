// What has to hold of the embedded Postgres whatever is killed. The launcher here is a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOf } from './lib/lock.mjs';
import { withClient } from './lib/sql.mjs';
import { startPostgres } from './pg.mjs';

const script = `
  const { startPostgres } = await import(process.argv[1]);
  const say = (line) => console.log(JSON.stringify(line));
  const server = await startPostgres({ home: process.argv[2], password: 'secret', fast: true, onGone: () => { say({ gone: true }); process.exit(3); } });
  say({ pid: server.pid, url: server.url('postgres') });
  setInterval(() => {}, 1000);
`;

const started = [];
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

async function launcher(home) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path.resolve('tools/pg.mjs'), home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  return { ...JSON.parse(line), child, ended };
}

async function gone(pid) {
  for (let waited = 0; waited < 100; waited++) {
    if (startOf(pid) === undefined) return true;
    await sleep(100);
  }
  return false;
}

const parentOf = (pid) => Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

describe('the embedded Postgres', () => {
  let folder;
  let home;
  beforeAll(async () => {
    // 0700 and, as root, closed to the user that Postgres runs as: the hardest place there is.
    folder = mkdtempSync(path.join(tmpdir(), 'samenregie-pg-'));
    home = path.join(folder, 'postgres');
    const server = await startPostgres({ home, password: 'secret', fast: true });
    await withClient(server.url('postgres'), (client) => client.query('create table kept as select 1 as one'));
    await server.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const opensAgain = async () => {
    const server = await startPostgres({ home, password: 'secret', fast: true });
    try {
      const { rows } = await withClient(server.url('postgres'), (client) => client.query('select one from kept'));
      expect(rows).toEqual([{ one: 1 }]);
    } finally {
      await server.stop();
    }
    // Its last pipe closes a moment before the system forgets the process.
    expect(await gone(server.pid)).toBe(true);
  };

  it('ends when its launcher is killed, and starts again at once', async () => {
    const { child, pid } = await launcher(home);
    child.kill('SIGKILL');
    await opensAgain();
    expect(await gone(pid)).toBe(true);
  });

  it('tells its launcher when it is killed itself, and starts again', async () => {
    const { pid, ended } = await launcher(home);
    process.kill(pid, 'SIGKILL');
    expect(await ended).toBe(3);
    await opensAgain();
  });

  it('ends when its watchdog is killed', async () => {
    if (process.platform !== 'linux') return;
    const { pid, ended } = await launcher(home);
    process.kill(parentOf(pid), 'SIGKILL');
    expect(await ended).toBe(3);
    expect(await gone(pid)).toBe(true);
    await opensAgain();
  });

  it('starts although its old process id now belongs to another program', async () => {
    const pidFile = path.join(home, 'data/postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${path.join(home, 'data')}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`, {
      mode: 0o644,
    });
    await opensAgain();
  });

  it('refuses a cluster of another major version in a sentence', async () => {
    const version = path.join(home, 'data/PG_VERSION');
    const before = readFileSync(version, 'utf8');
    writeFileSync(version, '16\n');
    try {
      await expect(startPostgres({ home, password: 'secret', fast: true })).rejects.toThrow(/made by Postgres 16/);
    } finally {
      writeFileSync(version, before);
    }
  });
});
