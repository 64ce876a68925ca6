import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { World } from '../support/world.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const run = (program: 'migrate' | 'main', env: Record<string, string>) => {
  const { status, stderr } = spawnSync(process.execPath, [`dist/apps/api/src/${program}.js`], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.apiUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      PORT: '0',
      ...env,
    },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, sentence: stderr.trim() };
};

describe('an operator is told in one sentence', () => {
  it('that the database is of a newer version', async () => {
    const world = await World.open(database.ownerUrl);
    await world.rows(
      `insert into schema_migrations ("timestamp", name) values (9999999999999, 'FromTheFuture9999999999999')`,
    );
    const { status, sentence } = run('migrate', {});
    await world.rows(`delete from schema_migrations where name = 'FromTheFuture9999999999999'`);
    await world.close();
    expect([status, sentence]).toEqual([1, expect.stringMatching(/^The database was made by a newer version .*\.$/)]);
    expect(run('migrate', {}).status).toBe(0);
  });

  it('that the login role of the API is too powerful', () => {
    const { status, sentence } = run('migrate', { DATABASE_URL: database.ownerUrl });
    expect([status, sentence]).toEqual([
      1,
      expect.stringMatching(/^The role ".*" of DATABASE_URL is too powerful: .*\.$/),
    ]);
  });

  it.each([
    ['no database', { DATABASE_URL: '' }, /^DATABASE_URL is missing: /],
    [
      'an unreachable database',
      { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' },
      /cannot be reached: check that it runs/,
    ],
    ['several processes without Redis', { API_INSTANCES: '2' }, /^API_INSTANCES is 2: set REDIS_URL/],
    ['a port that is no number', { PORT: 'web' }, /^PORT must be a whole number/],
  ])('about %s', (_what, env, sentence) => {
    const answer = run('main', env);
    expect([answer.status, answer.sentence]).toEqual([1, expect.stringMatching(sentence)]);
  });

  it('about a wrong password', () => {
    const url = new URL(database.apiUrl);
    url.password = 'wrong';
    const answer = run('main', { DATABASE_URL: url.href });
    expect([answer.status, answer.sentence]).toEqual([
      1,
      expect.stringMatching(/refuses the sign-in: check the user and password/),
    ]);
  });
});
