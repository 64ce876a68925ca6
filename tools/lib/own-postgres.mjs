// A migrated Postgres that belongs to one run, so that it can be killed without harm to others.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../pg.mjs';
import { apiScript, runNode } from './child.mjs';
import { API, OWNER, ensureDatabase, ensureRoles } from './database.mjs';
import { sql } from './sql.mjs';

const DATABASE = 'samenregie_test_own';

/** Starts one with the API's schema and reference data; the API must have been built. */
export async function startOwnPostgres() {
  const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-own-'));
  const secret = () => randomBytes(12).toString('hex');
  const passwords = { superuser: secret(), owner: secret(), api: secret() };
  const start = (port) =>
    startPostgres({ home: path.join(folder, 'postgres'), password: passwords.superuser, fast: true, port });
  let running = await start();
  const { port, url } = running;
  const stop = async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ensureRoles(url('postgres'), passwords);
    await ensureDatabase(url('postgres'), DATABASE);
    // The disk may forget when the machine stops, but what was acknowledged has to survive the death of the server.
    await sql(url('postgres'), ...[OWNER, API].map((role) => `alter role ${role} set synchronous_commit = on`));
    const ownerUrl = url(DATABASE, OWNER, passwords.owner);
    const apiUrl = url(DATABASE, API, passwords.api);
    const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: apiUrl };
    await runNode(apiScript('migrate'), { env }, 'The database could not be migrated');
    await runNode(apiScript('reference'), { args: ['import'], env }, 'The reference data could not be imported');
    return {
      ...{ name: DATABASE, apiUrl, ownerUrl, stop },
      kill: () => running.kill(),
      restart: async () => {
        running = await start(port);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
