import { withClient } from './sql.mjs';

export const OWNER = 'samenregie_owner';
export const API = 'samenregie_api';

/**
 * The two roles of the house: one owns the database and migrates it, the API logs in as the other, which owns nothing
 * and so cannot step around row-level security.
 */
export async function ensureRoles(adminUrl, { owner, api }) {
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query('select rolname from pg_roles where rolname = any($1)', [[OWNER, API]]);
    const known = new Set(rows.map((row) => row.rolname));
    const roles = [
      [OWNER, 'login nosuperuser nocreatedb createrole nobypassrls', owner],
      [API, 'login nosuperuser nocreatedb nocreaterole nobypassrls', api],
    ];
    for (const [name, rights, password] of roles) {
      // Passwords are our own hex digits: nothing to escape, and DDL takes no parameters.
      await client.query(`${known.has(name) ? 'alter' : 'create'} role ${name} with ${rights} password '${password}'`);
    }
  });
}

/** Makes the database when it is missing, closed to everyone but its owner and the API. */
export async function ensureDatabase(adminUrl, name) {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    const database = client.escapeIdentifier(name);
    if (!rowCount) await client.query(`create database ${database} owner ${OWNER}`);
    await client.query(`revoke all on database ${database} from public`);
    await client.query(`grant connect on database ${database} to ${API}`);
  });
}
