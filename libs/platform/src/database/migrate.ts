import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

/** A migration class of a room. */
export type Migration = new () => MigrationInterface;

/** Raised when the database cannot be brought to this version; its message is the sentence the operator sees. */
export class MigrationError extends Error {}

// Any fixed number: two processes that migrate one database wait for each other on it.
const LOCK = 7_263_425;

/** The group role that holds every right the API has; login roles are members of it. */
export const API_ROLE = 'samenregie_app';

/** Rows of a statement, of the shape its columns say. */
const rowsOf = async <T>(runner: QueryRunner, sql: string, values: unknown[] = []): Promise<T[]> =>
  (await runner.query(sql, values, true)).records as T[];

const ensureApiRole = async (runner: QueryRunner, login: string): Promise<void> => {
  const exists = async () => (await rowsOf(runner, `select 1 from pg_roles where rolname = $1`, [API_ROLE])).length > 0;
  if (!(await exists())) {
    // Roles belong to the whole server: a neighbour database may create it in the same moment.
    await runner.query(`create role ${API_ROLE} nologin`).catch(async (error: unknown) => {
      if (!(await exists())) throw error;
    });
  }
  const [member] = await rowsOf<{ yes: boolean }>(runner, `select pg_has_role($1, $2, 'member') as yes`, [
    login,
    API_ROLE,
  ]);
  if (!member?.yes) {
    await runner.query(`grant ${API_ROLE} to "${login.replaceAll('"', '""')}"`).catch((error: unknown) => {
      if (!/already|concurrently/.test(String(error))) throw error;
    });
  }
};

/**
 * Brings the database to this version, as its owner, and lets the API's login role in.
 * @throws MigrationError when the database is of a newer version, or the login role could pass the second wall.
 */
export const migrate = async (
  ownerUrl: string,
  apiUrl: string,
  migrations: readonly Migration[],
): Promise<string[]> => {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...migrations],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    extra: { max: 2 },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock($1)`, [LOCK]);
    const login = decodeURIComponent(new URL(apiUrl).username);
    await refuseNewer(lock, migrations);
    await refusePowerful(lock, login);
    await ensureApiRole(lock, login);
    const done = await source.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await lock.release();
    await source.destroy();
  }
};

const refuseNewer = async (runner: QueryRunner, migrations: readonly Migration[]): Promise<void> => {
  const [table] = await rowsOf<{ name: string | null }>(
    runner,
    `select to_regclass('public.schema_migrations') as name`,
  );
  if (!table?.name) return;
  const known = new Set(migrations.map((migration) => migration.name));
  const rows = await rowsOf<{ name: string }>(runner, `select name from schema_migrations`);
  const unknown = rows.filter((row) => !known.has(row.name));
  if (unknown.length > 0)
    throw new MigrationError(
      'The database was made by a newer version of Samenregie: install that version, or choose another database.',
    );
};

const refusePowerful = async (runner: QueryRunner, login: string): Promise<void> => {
  const [found] = await rowsOf<{ powerful: boolean; owner: boolean }>(
    runner,
    `select rolsuper or rolbypassrls as powerful, rolname = current_user as owner from pg_roles where rolname = $1`,
    [login],
  );
  if (!found)
    throw new MigrationError(`The role "${login}" of DATABASE_URL does not exist: create it as a plain login role.`);
  if (found.powerful || found.owner)
    throw new MigrationError(
      `The role "${login}" of DATABASE_URL is too powerful: use a plain login role that owns nothing, not the owner.`,
    );
};
