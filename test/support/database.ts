import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one spec file: migrated, with reference data, otherwise empty. */
export interface TestDatabase {
  readonly name: string;
  /** As the API logs in: owns nothing, row-level security applies. */
  readonly apiUrl: string;
  /** As the owner of the tables, for arranging what no action can make. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

const isTestDatabase = (name: string): boolean => /_test(_[a-z0-9]+)*$/.test(name);

function setting(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(
    `${name} is not set: run this spec with "npm run test:jest -- <file>", which starts the test servers`,
  );
}

function urlFor(database: string, role: string, password: string): string {
  const url = new URL(setting('TEST_ADMIN_URL'));
  url.pathname = database;
  url.username = role;
  url.password = password;
  return url.href;
}

async function asAdmin(name: string, ...statements: string[]): Promise<void> {
  // The superuser could as well drop somebody's real database.
  if (!isTestDatabase(name)) throw new Error(`"${name}" is no test database: its name must end in _test…`);
  const client = new pg.Client({ connectionString: setting('TEST_ADMIN_URL') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Copies the migrated template database (some 50 ms). Call it in `beforeAll`, and `drop()` in `afterAll`, after the
 * application under test was closed.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `samenregie_test_w${process.env.JEST_WORKER_ID ?? '1'}_${randomBytes(4).toString('hex')}`;
  const owner = setting('TEST_OWNER_ROLE');
  const api = setting('TEST_API_ROLE');
  await asAdmin(
    name,
    `create database ${name} template ${setting('TEST_TEMPLATE')} owner ${owner}`,
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to ${api}`,
  );
  return {
    name,
    apiUrl: urlFor(name, api, setting('TEST_API_PASSWORD')),
    ownerUrl: urlFor(name, owner, setting('TEST_OWNER_PASSWORD')),
    drop: () => dropDatabase(name),
  };
}

/** Drops a test database, with whoever is still connected to it; refuses any other. */
export const dropDatabase = (name: string): Promise<void> =>
  asAdmin(name, `drop database if exists "${name}" with (force)`);
