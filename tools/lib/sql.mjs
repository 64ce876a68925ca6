import pg from 'pg';
import { Failure } from './failure.mjs';

/** Runs the work with one connection and closes it, whatever happens. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {}); // a server that goes away is reported by the query, or no longer of interest
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Runs statements one after another. */
export const sql = (url, ...statements) =>
  withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

/** Refuses with a sentence, without the password, when a database given by environment cannot be used. */
export async function assertReachable(name, url) {
  let target;
  try {
    const parsed = new URL(url);
    if (!/^postgres(ql)?:$/.test(parsed.protocol)) throw new TypeError();
    target = `${parsed.hostname}:${parsed.port || 5432}${parsed.pathname}`;
  } catch {
    throw new Failure(`${name} is not a database address: write it as postgres://user:password@host:5432/database.`);
  }
  try {
    await withClient(url, (client) => client.query('select 1'));
  } catch (error) {
    const code = error.code ?? error.errors?.[0]?.code ?? '';
    if (code.startsWith?.('28'))
      throw new Failure(`The database at ${target} refuses the login: check user and password in ${name}.`);
    if (code === '3D000') throw new Failure(`There is no database ${target}: create it, or correct ${name}.`);
    throw new Failure(
      `The database at ${target} cannot be reached (${code || error.message}): check ${name} and that Postgres runs there.`,
    );
  }
}
