import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.js';
import { NO_PARTNERSHIP } from './chain.rules.js';
import { BrokenChainError, headLine, readChainHeads, readHeads, verifyChains } from './verify-chains.js';

let database: TestDatabase;
let api: pg.Pool;
/** Who can do everything, as somebody who broke into the database could. */
let superuser: pg.Client;
let owner: pg.Client;
let partnershipId: string;

const entry = (more: object = {}) => ({
  partnership: partnershipId,
  kind: 'CHANGE',
  action: 'updateTask',
  subject_type: 'CoordinationTask',
  subject_id: newId(),
  persons: [newId()],
  fields: ['dueOn', 'title'],
  result: 'OK',
  ...more,
});

const append = async (accountId: string, ...entries: object[]): Promise<void> => {
  const client = await api.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.account_id', $1, true)`, [accountId]);
    await client.query(`select audit.append($1, null)`, [JSON.stringify(entries)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};
/** As a superuser with the triggers off. */
const tamper = async (sql: string, values: unknown[] = []): Promise<void> => {
  await superuser.query(`set session_replication_role = replica`);
  try {
    await superuser.query(sql, values);
  } finally {
    await superuser.query(`set session_replication_role = origin`);
  }
};
const verdict = async (anchors?: Parameters<typeof verifyChains>[1]): Promise<string> => {
  try {
    const heads = await verifyChains(database.ownerUrl, anchors);
    return `unbroken ${heads.reduce((sum, { sequence }) => sum + sequence, 0)}`;
  } catch (error) {
    if (error instanceof BrokenChainError) return error.message;
    throw error;
  }
};

beforeAll(async () => {
  database = await freshDatabase();
  api = new pg.Pool({ connectionString: database.apiUrl, max: 20 });
  const asSuperuser = new URL(process.env.TEST_ADMIN_URL!);
  asSuperuser.pathname = database.name;
  superuser = new pg.Client({ connectionString: asSuperuser.href });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([superuser.connect(), owner.connect()]);
});
afterAll(async () => {
  await Promise.all([api.end(), superuser.end(), owner.end()]);
  await database.drop();
});
beforeEach(async () => {
  await tamper(`truncate audit.chains, audit.lines`);
  partnershipId = newId();
  await owner.query(`insert into live.streams (id, created_at) values ($1, now())`, [partnershipId]);
});

describe('the chain', () => {
  it('is unbroken after twenty writers at once, and every line has its number', async () => {
    await Promise.all(Array.from({ length: 20 }, () => append(newId(), entry(), entry({ partnership: null }))));
    expect(await verdict()).toBe('unbroken 40');
    const { rows } = await owner.query<{ sequence: string }>(
      `select sequence from audit.lines where chain_id = $1 order by sequence`,
      [partnershipId],
    );
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('lets writers of two chains in opposite order pass each other', async () => {
    const pair = [entry(), entry({ partnership: null })];
    await Promise.all(Array.from({ length: 20 }, (_, nr) => append(newId(), ...(nr % 2 ? pair : [...pair].reverse()))));
    expect(await verdict()).toBe('unbroken 40');
  });

  it('takes who and when from the database, and nothing into the log of a partnership that is not there', async () => {
    const account = newId();
    await append(account, entry({ partnership: newId(), account_id: newId(), at: '1999-01-01' }));
    const { rows } = await owner.query<{ account: string; chain: string; recent: boolean }>(
      `select account_id as account, chain_id as chain, at > now() - interval '1 minute' as recent from audit.lines`,
    );
    expect(rows).toEqual([{ account, chain: NO_PARTNERSHIP, recent: true }]);
  });

  it('takes no text that people could have written', async () => {
    for (const wrong of [{ action: 'Beste Jan' }, { fields: ['a b'] }, { result: 'ok!' }, { subject_type: 'x y' }])
      await expect(append(newId(), entry(wrong))).rejects.toMatchObject({ code: '23514' });
    expect(await verdict()).toBe('unbroken 0');
  });
});

describe('nobody changes the past', () => {
  const refusals = [
    `update audit.lines set result = 'FORBIDDEN'`,
    `delete from audit.lines`,
    `truncate audit.lines cascade`,
    `update audit.chains set last_sequence = 0`,
    `delete from audit.chains`,
    `truncate audit.chains cascade`,
  ];

  it.each(refusals)('not the owner: %s', async (sql) => {
    await append(newId(), entry());
    await expect(owner.query(sql)).rejects.toMatchObject({ code: '42501' });
    expect(await verdict()).toBe('unbroken 1');
  });

  it.each([
    ...refusals,
    `insert into audit.lines select * from audit.lines`,
    `insert into audit.chains values ('${NO_PARTNERSHIP}')`,
  ])('not the API, which has no right to: %s', async (sql) => {
    await append(newId(), entry());
    await expect(api.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('whoever breaks in is found out, by', () => {
  beforeEach(async () => {
    for (let nr = 0; nr < 5; nr++) await append(newId(), entry());
  });

  it.each([
    ['another result', `result = 'FORBIDDEN'`],
    ['another person', `account_id = gen_random_uuid()`],
    ['another moment', `at = at - interval '1 microsecond'`],
    ['nobody it concerns', `person_ids = '{}'`],
    ['other fields', `fields = '{title}'`],
    ['another subject', `subject_id = gen_random_uuid()`],
    ['another hash', `hash = sha256('x')`],
  ])('%s', async (_what, change) => {
    await tamper(`update audit.lines set ${change} where sequence = 3`);
    expect(await verdict()).toMatch(`chain ${partnershipId}, line 3: its content is not what was recorded`);
  });

  it('a line taken out', async () => {
    await tamper(`delete from audit.lines where sequence = 3`);
    expect(await verdict()).toMatch(/line 4: line 3 before it is missing/);
  });

  it('a line put in between', async () => {
    await tamper(`update audit.lines set sequence = sequence + 10 where sequence > 3`);
    await tamper(`update audit.lines set sequence = sequence - 9 where sequence > 10`);
    await tamper(`insert into audit.lines select chain_id, 4, at, kind, gen_random_uuid(), organisation_id, client_id, action,
      subject_type, subject_id, person_ids, fields, result, prev_hash, hash from audit.lines where sequence = 3`);
    expect(await verdict()).toMatch(/line 4: it does not follow from the line before it/);
  });

  it('a line whose hash was computed again', async () => {
    await tamper(`update audit.lines set result = 'FORBIDDEN' where sequence = 3`);
    await tamper(
      `update audit.lines l set hash = sha256(prev_hash || convert_to(audit.canonical(l), 'UTF8')) where sequence = 3`,
    );
    expect(await verdict()).toMatch(/line 4: it does not follow from the line before it/);
  });

  it('the last lines taken away', async () => {
    await tamper(`delete from audit.lines where sequence > 3`);
    expect(await verdict()).toMatch(/line 4: it is missing at the end/);
  });

  it('a head that was turned back', async () => {
    await tamper(`update audit.chains set last_sequence = 4`);
    expect(await verdict()).toMatch(/line 5: the head of the chain does not say this/);
  });

  it('a head taken away with lines or without', async () => {
    await tamper(`delete from audit.chains`);
    expect(await verdict()).toMatch(/line 5: the head of the chain does not say this/);
  });

  it('a new past, lines and head alike, once a head was kept elsewhere', async () => {
    const kept = readHeads(
      `# kept on a Monday\n${(await readChainHeads(database.ownerUrl)).map(headLine).join('\n')}\n`,
    );
    await append(newId(), entry());
    expect(await verdict(kept)).toBe('unbroken 6');
    await tamper(`delete from audit.lines where sequence > 3`);
    await tamper(`update audit.chains set last_sequence = 3, head = (select hash from audit.lines where sequence = 3)`);
    expect(await verdict()).toBe('unbroken 3');
    expect(await verdict(kept)).toMatch(/line 4: a head that was kept knows line 5/);
    await append(newId(), entry(), entry());
    expect(await verdict(kept)).toMatch(/line 5: it is not the line of the head that was kept/);
    await tamper(`truncate audit.chains, audit.lines`);
    expect(await verdict(kept)).toMatch(/line 1: it is gone as a whole/);
    expect(() => readHeads('hello')).toThrow(/not a head/);
  });
});
