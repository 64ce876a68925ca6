import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../build.mjs';
import { apiScript, runNode } from '../lib/child.mjs';
import { API, OWNER, ensureDatabase, ensureRoles } from '../lib/database.mjs';
import { startPostgres } from '../pg.mjs';
import { startRedis } from '../redis.mjs';

/** What PostgreSQL wrote into its log, from some place on. */
const statementsIn = (file) => ({
  size: () => statSync(file).size,
  since: (from) => {
    const length = statSync(file).size - from;
    const text = Buffer.alloc(length);
    const log = openSync(file, 'r');
    readSync(log, text, 0, length, from);
    closeSync(log);
    return text.toString();
  },
});

/** A Redis that can be killed and started again in its place, empty. */
export async function startMortalRedis() {
  let server = await startRedis();
  return {
    url: server.url,
    kill: () => server.kill(),
    stop: () => server.stop(),
    async restart() {
      server = await startRedis({ port: server.port });
    },
  };
}

/** A PostgreSQL with reference data and a Redis, for one run of the benchmark. */
export async function startServers() {
  const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-bench-'));
  const secret = () => randomBytes(12).toString('hex');
  const passwords = { superuser: secret(), owner: secret(), api: secret() };
  const logFile = path.join(folder, 'postgres.log');
  const [postgres, redis] = await Promise.all([
    startPostgres({ home: path.join(folder, 'postgres'), password: passwords.superuser, fast: true, logFile }),
    startMortalRedis(),
    build(['api']),
  ]);
  const stop = async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const adminUrl = postgres.url('postgres');
    await ensureRoles(adminUrl, passwords);
    await ensureDatabase(adminUrl, 'bench');
    const ownerUrl = postgres.url('bench', OWNER, passwords.owner);
    const apiUrl = postgres.url('bench', API, passwords.api);
    const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: apiUrl };
    await runNode(apiScript('migrate'), { env }, 'The database could not be migrated');
    await runNode(apiScript('reference'), { args: ['import'], env }, 'The reference data could not be imported');
    const statements = statementsIn(logFile);
    return { adminUrl, ownerUrl, apiUrl, redis, redisUrl: redis.url, postgresPid: postgres.pid, statements, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
