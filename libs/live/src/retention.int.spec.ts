import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { Db } from '#libs/platform';
import pg from 'pg';
import { startInProcess, type InProcessApi } from '../../../test/support/app.js';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.js';
import { renewEpochs } from './origin.js';
import { Retention } from './retention.js';

let database: TestDatabase;
let owner: pg.Client;
let api: InProcessApi;
const stream = newId();

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  api = await startInProcess(database.apiUrl);
  await owner.query(`insert into live.streams (id, last_sequence, created_at) values ($1, 10, now())`, [stream]);
  await owner.query(
    `insert into live.events (stream_id, sequence, type, at, subject_type, subject_id)
     select $1, n, 'TASK_CREATED', now() - make_interval(days => 11 - n, hours => -1), 'CoordinationTask', gen_random_uuid()
     from generate_series(1, 10) n`,
    [stream],
  );
}, 60_000);
afterAll(async () => {
  await api.app.close();
  await owner.end();
  await database.drop();
});

const numbers = async () =>
  (await owner.query<{ sequence: string }>(`select sequence from live.events order by sequence`)).rows.map(
    ({ sequence }) => Number(sequence),
  );

describe('the log', () => {
  it('forgets what is older than a week, and remembers up to where', async () => {
    const retention = api.app.get(Retention);
    expect(await retention.run()).toBe(3);
    expect(await numbers()).toEqual([4, 5, 6, 7, 8, 9, 10]);
    const { rows } = await owner.query(`select purged_until, last_sequence from live.streams where id = $1`, [stream]);
    expect(rows).toEqual([{ purged_until: '3', last_sequence: '10' }]);
    expect(await retention.run()).toBe(0);
  });

  it('is not for the API to shorten otherwise', async () => {
    const db = api.app.get(Db);
    const identity = { accountId: newId(), organisationId: null };
    const work = () => db.transaction(() => db.query(`delete from live.events`));
    await expect(db.run(identity, work)).rejects.toThrow('permission denied');
  });

  it('is another history once the database is not the one it was written in', async () => {
    const epoch = async () => (await owner.query<{ epoch: string }>(`select epoch from live.streams`)).rows[0]!.epoch;
    const first = await epoch();
    expect(await renewEpochs(database.ownerUrl)).toBe(false);
    expect(await renewEpochs(database.ownerUrl)).toBe(false);
    expect(await epoch()).toBe(first);
    // As a dump of another database would have left it.
    await owner.query(`update live.origins set origin = '1 00000001'`);
    expect(await renewEpochs(database.ownerUrl)).toBe(true);
    expect(await epoch()).not.toBe(first);
    expect(await renewEpochs(database.ownerUrl)).toBe(false);
  });
});
