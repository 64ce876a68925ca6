import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startEmbeddedDatabase, urlsOf } from '../start/embedded-database.mjs';
import { Failure, fileProblem } from './failure.mjs';
import { takeLock } from './lock.mjs';
import { assertReachable } from './sql.mjs';

/**
 * The database for a command beside `npm start`: the one of the environment, or the embedded one for as long as needed.
 * @param {object} settings of the start
 * @param {{ onStep: (step: string) => void, onGone?: () => void, shared?: boolean }} options `shared`: join a Samenregie that runs
 */
export async function openDatabase({ databaseUrl, ownerUrl, dataDir }, { onStep, onGone, shared = false }) {
  if (databaseUrl) {
    if (!ownerUrl) throw new Failure('DATABASE_OWNER_URL is not set: only the owner of the database may do this.');
    await assertReachable('DATABASE_URL', databaseUrl);
    await assertReachable('DATABASE_OWNER_URL', ownerUrl);
    return { apiUrl: databaseUrl, ownerUrl, close: async () => {} };
  }
  try {
    mkdirSync(path.join(dataDir, 'log'), { recursive: true });
  } catch (error) {
    throw fileProblem(error, `the data folder ${dataDir}`);
  }
  const file = path.join(dataDir, 'launcher.lock');
  let lock;
  try {
    lock = takeLock(file);
  } catch (error) {
    const { databasePort } = shared ? JSON.parse(readFileSync(file, 'utf8')) : {};
    if (!databasePort) throw error;
    return { ...urlsOf(dataDir, databasePort), close: async () => {} };
  }
  try {
    const database = await startEmbeddedDatabase(dataDir, { onStep, onGone });
    const close = async () => {
      await database.stop();
      lock.release();
    };
    return { apiUrl: database.apiUrl, ownerUrl: database.ownerUrl, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}
