import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { tables } from './expected-rows.js';
import { guestSecret } from './furniture-requests.js';
import { House } from './house.js';
import { Knowledge } from './knowledge.js';
import { callerKeys } from './people.js';
import { Rows } from './rows.js';
import { furnish, settle, type MatrixWorld } from './world.js';
import { canariesIn, tenants, type Tenant } from './words.js';

let world: MatrixWorld;
let rows: Rows;
beforeAll(async () => {
  const settled = await settle();
  const house = await House.open(settled.database.apiUrl);
  world = await furnish(settled, house);
  await house.close();
  rows = await Rows.open(world, await Knowledge.of(world));
}, 120_000);
afterAll(async () => {
  await rows.close();
  await world.close();
});

describe('the second wall, table by table', () => {
  it('is expected for every table there is', async () => {
    expect(await rows.existing()).toEqual(Object.keys(tables).sort());
  });

  it('has rows to protect in every table', () => {
    const shown = Object.entries(tables).filter(([, { select, insert }]) => select !== 'nobody' || insert);
    expect(shown.map(([table]) => table).filter((table) => rows.factsOf(table).length === 0)).toEqual([]);
  });

  it.each(Object.keys(tables))('%s shows and takes what the table says, for everybody', async (table) => {
    const findings: string[] = [];
    for (const caller of callerKeys) findings.push(...(await rows.cell(table, caller)));
    expect(findings).toEqual([]);
  });

  it('answers with the rights of the owner only whom it should', async () => {
    const findings: string[] = [];
    for (const caller of callerKeys) findings.push(...(await rows.functions(caller)));
    expect(findings).toEqual([]);
  });

  it('has nothing of another partnership in any mail that waits', async () => {
    const mails = await world.owner.rows(`select recipient, subject, body_text, body_html from platform.mails`);
    const partnerships = mails.map((mail) =>
      tenants.filter((tenant) => canariesIn(JSON.stringify(mail)).some((word) => word.startsWith(`zq${tenant}`))),
    );
    expect(partnerships.sort()).toEqual(tenants.map((tenant) => [tenant]));
  });
});

describe('somebody who answers without an account', () => {
  type Key = 'fedasil' | 'vdab';
  const hash = (tenant: Tenant, key: Key, table: string) =>
    createHash('sha256')
      .update(guestSecret(tenant, key, table))
      .digest('hex');
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: world.database.apiUrl });
    await client.connect();
  });
  afterAll(() => client.end());

  /** With the keys of a guest, or a link alone, and then as somebody if one is named. */
  const as = async <T>(link: string, session: string, work: () => Promise<T>, account = ''): Promise<T> => {
    await client.query('begin');
    await client.query(
      `select set_config('app.guest_link', $1, true), set_config('app.guest_session', $2, true),
              set_config('app.account_id', $3, true)`,
      [link, session, account],
    );
    try {
      return await work();
    } finally {
      await client.query('rollback');
    }
  };
  const view = async (): Promise<string | null> => {
    const { rows: found } = await client.query<{ view: object | null }>(`select requests.guest_view(now()) as view`);
    return found[0]!.view && JSON.stringify(found[0]!.view);
  };

  it('reads the shared side of the own request, no table, and not a word of anything else', async () => {
    for (const tenant of tenants)
      for (const key of ['fedasil', 'vdab'] as const) {
        const keys = [hash(tenant, key, 'guest_links'), hash(tenant, key, 'guest_sessions')] as const;
        const seen = await as(...keys, view);
        const foreign = canariesIn(seen ?? '').filter(
          (word) => word !== `zq${tenant}${key}qz` && !/^zqof\w+nameqz$/.test(word),
        );
        expect([tenant, key, foreign]).toEqual([tenant, key, []]);
        expect(canariesIn(seen!)).toContain(`zq${tenant}${key}qz`);
        await as(...keys, async () => {
          for (const table of Object.keys(tables)) {
            await client.query('savepoint one');
            const rows = await client.query(`select from ${table} limit 1`).then(
              ({ rowCount }) => rowCount,
              (error: unknown) => (error as { code: string }).code,
            );
            expect([table, rows === 0 || rows === '42501']).toEqual([table, true]);
            await client.query('rollback to one');
          }
        });
      }
  });

  it('needs link and session of one person, in time, not revoked, and signed in as nobody', async () => {
    const [link, session] = [hash('alfa', 'fedasil', 'guest_links'), hash('alfa', 'fedasil', 'guest_sessions')];
    for (const [otherLink, otherSession] of [
      [link, ''],
      ['', session],
      [hash('alfa', 'vdab', 'guest_links'), session],
      [hash('beta', 'fedasil', 'guest_links'), session],
      [link, hash('beta', 'fedasil', 'guest_sessions')],
    ] as const)
      expect(await as(otherLink, otherSession, view)).toBeNull();
    expect(await as(link, session, view, '0190a6a4-0000-7000-8000-000000000000')).toBeNull();
    const gone = async (statement: string): Promise<string | null> => {
      await world.owner.rows(statement);
      return as(link, session, view);
    };
    const of = `where guest_id = (select guest_id from requests.guest_links where token_hash = '\\x${link}')`;
    expect(await gone(`update requests.guest_sessions set expires_at = now() - interval '1 second' ${of}`)).toBeNull();
    expect(await gone(`update requests.guest_sessions set expires_at = now() + interval '1 day' ${of}`)).not.toBeNull();
    const guest = `where id = (select guest_id from requests.guest_links where token_hash = '\\x${link}')`;
    expect(await gone(`update requests.guests set revoked_at = now() ${guest}`)).toBeNull();
    await gone(`update requests.guests set revoked_at = null ${guest}`);
  });
});
