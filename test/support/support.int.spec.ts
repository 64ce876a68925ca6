import pg from 'pg';
import { createClient } from 'redis';
import { dropDatabase, freshDatabase, type TestDatabase } from './database.js';
import { sharedRedisUrl, startRedis } from './redis.js';

async function rows(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('gives the API a login that owns nothing and cannot step around row-level security', async () => {
    const [role] = await rows(
      database.apiUrl,
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
              (select count(*)::int from pg_class where relowner = r.oid) as owned
         from pg_roles r where rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, owned: 0 });
    await expect(rows(database.apiUrl, 'create table mine (a int)')).rejects.toThrow(/permission denied/);
    await expect(rows(database.apiUrl, 'create schema mine')).rejects.toThrow(/permission denied/);
    await expect(rows(database.apiUrl, 'create temporary table mine (a int)')).rejects.toThrow(/permission denied/);
  });

  it('is not shared with another one', async () => {
    const other = await freshDatabase();
    await rows(other.ownerUrl, 'create table only_here (a int)');
    await expect(rows(database.ownerUrl, 'select * from only_here')).rejects.toThrow(/does not exist/);
    await other.drop();
    await expect(rows(other.apiUrl, 'select 1')).rejects.toThrow(/does not exist/);
  });

  it.each(['samenregie', 'postgres', 'samenregie_template', 'latest', 'x_test"; drop database samenregie --'])(
    'is never %s',
    async (name) => {
      await expect(dropDatabase(name)).rejects.toThrow(/is no test database/);
    },
  );
});

describe('a Redis of one’s own', () => {
  it('comes back empty on the same address after having been killed', async () => {
    const redis = await startRedis();
    const client = createClient({ url: redis.url, socket: { reconnectStrategy: 20 } });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.set('kept', 'no');
      await redis.kill();
      await redis.restart();
      expect(await client.get('kept')).toBeNull();
      expect(redis.url).not.toBe(sharedRedisUrl());
    } finally {
      client.destroy();
      await redis.stop();
    }
  });
});
