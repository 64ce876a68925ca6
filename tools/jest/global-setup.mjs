// One Postgres and one Redis for the whole run; the template database is migrated and filled with reference data once.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../build.mjs';
import { apiScript, runNode } from '../lib/child.mjs';
import { API, OWNER, ensureDatabase, ensureRoles } from '../lib/database.mjs';
import { sql } from '../lib/sql.mjs';
import { startPostgres } from '../pg.mjs';
import { findRedis, startRedis } from '../redis.mjs';

const template = 'samenregie_template';

export default async function setUp() {
  const began = performance.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-test-'));
  const secret = () => randomBytes(12).toString('hex');
  const passwords = { superuser: secret(), owner: secret(), api: secret() };
  process.env.REDIS_SERVER = findRedis();
  const [postgres, redis] = await Promise.all([
    startPostgres({ home: path.join(folder, 'postgres'), password: passwords.superuser, fast: true }),
    startRedis(),
    build(['api']),
  ]);
  globalThis.stopTestServers = async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ensureRoles(postgres.url('postgres'), passwords);
    await ensureDatabase(postgres.url('postgres'), template);
    const env = {
      ...process.env,
      DATABASE_OWNER_URL: postgres.url(template, OWNER, passwords.owner),
      DATABASE_URL: postgres.url(template, API, passwords.api),
    };
    await runNode(apiScript('migrate'), { env }, 'The template database could not be migrated');
    await runNode(apiScript('reference'), { args: ['import'], env }, 'The reference data could not be imported');
    // Nobody may be connected to a database that is copied.
    await sql(postgres.url('postgres'), `alter database ${template} with is_template true allow_connections false`);
  } catch (error) {
    await globalThis.stopTestServers();
    throw error;
  }
  // Workers inherit the environment; test/support reads these.
  Object.assign(process.env, {
    TEST_ADMIN_URL: postgres.url('postgres'),
    TEST_TEMPLATE: template,
    TEST_OWNER_ROLE: OWNER,
    TEST_OWNER_PASSWORD: passwords.owner,
    TEST_API_ROLE: API,
    TEST_API_PASSWORD: passwords.api,
    TEST_REDIS_URL: redis.url,
  });
  console.error(`test servers and template database ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
