import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource, QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { errorCode } from '../graphql/format-error.js';
import { Db } from './db.js';
import { NOBODY } from './scope.js';

const WHO = `select current_setting('app.account_id', true) as who, current_setting('app.inside', true) as inside,
                    current_setting('transaction_read_only') as "readOnly"`;
interface Seen {
  who: string | null;
  inside: string | null;
  readOnly: string;
}

let database: TestDatabase;
let source: DataSource;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  // One connection for everybody: what one leaves behind the next would find.
  source = await new DataSource({
    type: 'postgres',
    url: database.apiUrl,
    extra: { max: 1, pipeline: true },
  }).initialize();
  db = new Db(source);
}, 60_000);
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('one connection, used by one after the other', () => {
  const as = (accountId: string, inside = '') => ({
    accountId,
    organisationId: null,
    settings: { 'app.inside': inside },
  });
  const read = async (accountId: string, inside?: string) =>
    db.run(as(accountId, inside), async () => (await db.query<Seen>(WHO))[0]!);

  it('reads for whoever asks now, also in a crowd', async () => {
    const people = Array.from({ length: 40 }, () => newId());
    const seen = await Promise.all(people.map((id, index) => read(id, index % 2 ? id : undefined)));
    expect(seen).toEqual(people.map((id, index) => ({ who: id, inside: index % 2 ? id : '', readOnly: 'on' })));
  });

  it('refuses whoever still writes when their transaction is over', async () => {
    await db.run(as(newId()), async () => {
      let late = Promise.resolve<unknown>(undefined);
      const broken = db.transaction(async () => {
        late = sleep(50).then(() => db.query('select 1'));
        late.catch(() => undefined);
        throw new Error('the work failed');
      });
      await expect(broken).rejects.toThrow('the work failed');
      await expect(late).rejects.toThrow(QueryRunnerAlreadyReleasedError);
    });
  });

  it('tells whoever was at work when the connection broke that it did', async () => {
    const broken = db.run(as(newId()), () =>
      db.transaction(async () => {
        await db.query(`select pg_terminate_backend(pg_backend_pid())`).catch(() => undefined);
        // By now the connection is known to be gone, and was let go.
        await sleep(50);
        await db.query('select 1');
      }),
    );
    expect(errorCode(await broken.catch((error: unknown) => error))).toBe('UNAVAILABLE');
    expect((await read(newId())).readOnly).toBe('on');
  });

  it('leaves nothing of them behind, neither for nobody nor for those without rights', async () => {
    const id = newId();
    await read(id, id);
    const [nobody] = await db.queryAsNobody<Seen>(WHO);
    expect([nobody!.who, nobody!.inside].map((value) => value ?? '')).toEqual(['', '']);
    const [anonymous] = await db.run(NOBODY, () => db.query<Seen>(WHO));
    expect(anonymous).toMatchObject({ who: '', inside: '' });
  });

  it('is as good as new after a statement that failed', async () => {
    const id = newId();
    await db.run(as(id), async () => {
      await expect(db.query(`select 1 / $1::int`, [0])).rejects.toBeInstanceOf(QueryFailedError);
      await expect(db.query(WHO)).rejects.toThrow('current transaction is aborted');
    });
    expect(await read(id)).toEqual({ who: id, inside: '', readOnly: 'on' });
    await expect(db.run(as(id), () => db.query(`create temporary table t (a int)`))).rejects.toThrow('read-only');
    expect((await read(id)).who).toBe(id);
  });

  it('comes back when one part of the work failed and another went on asking', async () => {
    const id = newId();
    let late = Promise.resolve();
    const work = () => {
      late = (async () => {
        await sleep(20);
        await db.query(WHO);
      })();
      late.catch(() => undefined);
      return Promise.all([late, Promise.reject(new Error('the other part'))]);
    };
    await expect(db.run(as(id), work)).rejects.toThrow('the other part');
    await expect(late).rejects.toThrow('this scope is over');
    expect((await read(id)).who).toBe(id);
  });

  it('is given up when it breaks, and another one is opened', async () => {
    const id = newId();
    await expect(db.run(as(id), () => db.query(`select pg_terminate_backend(pg_backend_pid())`))).rejects.toThrow();
    expect((await read(id)).who).toBe(id);
  });

  it('sees one picture from the first statement to the last, whatever others commit meanwhile', async () => {
    const other = new pg.Client({ connectionString: database.ownerUrl });
    await other.connect();
    const picture = async () => (await db.query<{ snapshot: string }>(`select pg_current_snapshot() as snapshot`))[0]!;
    await db.run(as(newId()), async () => {
      const first = await picture();
      await other.query(`select pg_current_xact_id()`);
      expect(await picture()).toEqual(first);
    });
    await other.end();
  });

  it('keeps statements ready under one name, whoever asks', async () => {
    await Promise.all([read(newId()), read(newId())]);
    const kept = await db.queryAsNobody<{ name: string; uses: number }>(
      `select name, (generic_plans + custom_plans)::int as uses from pg_prepared_statements where statement = $1`,
      [WHO],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]!.uses).toBeGreaterThan(1);
  });
});
