import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../support/database.js';

const OURS = `n.nspname in ('platform', 'live', 'access', 'directory', 'files', 'partnerships', 'officers', 'coordination', 'requests', 'audit', 'notifications')`;

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const names = async (sql: string): Promise<string[]> =>
  (await owner.query<{ name: string }>(sql)).rows.map(({ name }) => name);

describe('the catalogue of the database', () => {
  it('has no schema of rooms this test does not know', async () => {
    const schemas = await names(
      `select nspname as name from pg_namespace n where nspname !~ '^pg_' and nspname not in ('public', 'information_schema') and not ${OURS}`,
    );
    expect(schemas).toEqual([]);
  });

  it('has no table without forced row-level security and a policy', async () => {
    const tables =
      await names(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${OURS}`);
    expect(tables.length).toBeGreaterThan(20);
    const open =
      await names(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${OURS}
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`);
    expect(open).toEqual([]);
  });

  it('has no policy for the API that is always true, and none for everybody', async () => {
    const loose = await names(`select format('%s on %s', p.polname, p.polrelid::regclass) as name from pg_policy p
      where p.polname <> 'maintenance'
        and (0 = any (p.polroles) or coalesce(pg_get_expr(p.polqual, p.polrelid), 'x') = 'true'
             or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'x') = 'true')`);
    expect(loose).toEqual([]);
    const maintenance = await names(`select distinct r.rolname as name from pg_policy p, pg_roles r
      where p.polname = 'maintenance' and r.oid = any (p.polroles)`);
    expect(maintenance).toEqual([new URL(database.ownerUrl).username]);
  });

  it('gives the API no right without a policy for it, and no table of its own', async () => {
    const rights = await names(`select format('%s on %I.%I', g.privilege_type, g.table_schema, g.table_name) as name
      from information_schema.role_table_grants g
      where g.grantee = 'samenregie_app' and not exists (
        select from pg_policy p where p.polrelid = format('%I.%I', g.table_schema, g.table_name)::regclass
          and p.polcmd = (case g.privilege_type when 'SELECT' then 'r' when 'INSERT' then 'a' when 'UPDATE' then 'w' when 'DELETE' then 'd' end)::"char")`);
    expect(rights).toEqual([]);
    const login = new URL(database.apiUrl).username;
    const owned = await names(
      `select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('${login}', 'samenregie_app')`,
    );
    expect(owned).toEqual([]);
    const powers = await owner.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname in ($1, 'samenregie_app')`,
      [login],
    );
    expect(powers.rows.every((row: object) => Object.values(row).every((value) => value === false))).toBe(true);
  });

  it('has no function that runs with the rights of the owner without a fixed search path, or for everybody', async () => {
    const definers = `select format('%I.%I', n.nspname, f.proname) as name from pg_proc f join pg_namespace n on n.oid = f.pronamespace where f.prosecdef`;
    expect((await names(definers)).length).toBeGreaterThan(5);
    expect(
      await names(`${definers} and not exists (select from unnest(f.proconfig) c where c like 'search\\_path=%')`),
    ).toEqual([]);
    expect(await names(`${definers} and has_function_privilege('public', f.oid, 'execute')`)).toEqual([]);
  });

  it('carries the partnership in every foreign key between tables that have one', async () => {
    const loose = await names(`select format('%s: %s', c.conrelid::regclass, c.conname) as name from pg_constraint c
      join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and ${OURS}
        and exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'partnership_id')
        and exists (select from pg_attribute a where a.attrelid = c.confrelid and a.attname = 'partnership_id')
        and not exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'partnership_id' and a.attnum = any (c.conkey))`);
    expect(loose).toEqual([]);
  });

  it('shows nothing to a login without an account', async () => {
    const api = new pg.Client({ connectionString: database.apiUrl });
    await api.connect();
    try {
      const tables = (
        await api.query<{ name: string }>(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and ${OURS} and has_table_privilege(c.oid, 'select')`)
      ).rows;
      expect(tables.length).toBeGreaterThan(15);
      for (const { name } of tables)
        expect([name, (await api.query(`select from ${name} limit 1`)).rowCount]).toEqual([name, 0]);
    } finally {
      await api.end();
    }
  });
});
