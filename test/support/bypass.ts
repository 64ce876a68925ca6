import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestDatabase } from './database.js';

/** A login for which row-level security and the rights to single tables do not exist: the second wall is off. */
export interface BypassLogin {
  readonly url: string;
  drop(): Promise<void>;
}

const asAdmin = async (database: string, ...statements: string[]): Promise<void> => {
  const url = new URL(process.env.TEST_ADMIN_URL!);
  url.pathname = database;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

/** Makes such a login for one test database; drop it before the database. */
export const bypassLogin = async (database: TestDatabase): Promise<BypassLogin> => {
  const role = `${database.name}_bypass`;
  const password = randomBytes(12).toString('hex');
  await asAdmin(
    database.name,
    `create role ${role} login nosuperuser bypassrls in role samenregie_app password '${password}'`,
    `grant connect on database ${database.name} to ${role}`,
    `do $$ declare room text; begin
       for room in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
         execute format('grant usage on schema %I to ${role}', room);
         execute format('grant all on all tables in schema %I to ${role}', room);
       end loop;
     end $$`,
  );
  const url = new URL(database.apiUrl);
  url.username = role;
  url.password = password;
  return {
    url: url.href,
    drop: () => asAdmin(database.name, `drop owned by ${role}`, `drop role ${role}`),
  };
};
