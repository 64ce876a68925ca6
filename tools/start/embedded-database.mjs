import path from 'node:path';
import { API, OWNER, ensureDatabase, ensureRoles } from '../lib/database.mjs';
import { readSecrets } from '../lib/secrets.mjs';
import { startPostgres } from '../pg.mjs';
import { clusterExists } from '../pg/cluster.mjs';

const name = 'samenregie';

/** How the two roles reach the embedded database on a port. */
export function urlsOf(dataDir, port) {
  const { api, owner } = readSecrets(dataDir, { clusterExists: true });
  const url = (user, password) => `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
  return { apiUrl: url(API, api), ownerUrl: url(OWNER, owner) };
}

/** The embedded server with the house's two roles and its database, ready to be migrated. */
export async function startEmbeddedDatabase(dataDir, { onStep, onGone }) {
  const home = path.join(dataDir, 'postgres');
  const secrets = readSecrets(dataDir, { clusterExists: clusterExists(home) });
  onStep?.('starting Postgres');
  const logFile = path.join(dataDir, 'log/postgres.log');
  const server = await startPostgres({ home, password: secrets.superuser, logFile, onStep, onGone });
  await ensureRoles(server.url('postgres'), secrets);
  await ensureDatabase(server.url('postgres'), name);
  return { ...urlsOf(dataDir, server.port), port: server.port, stop: server.stop };
}
