import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.js';

const [anna, bert, town, other, first, second] = Array.from({ length: 6 }, () => newId());

let database: TestDatabase;
/** Counts calls of functions, and turns into the API's role: row-level security applies. */
let admin: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  const url = new URL(process.env.TEST_ADMIN_URL!);
  url.pathname = database.name;
  admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`
    insert into access.accounts (id, display_name, created_at) values ('${anna}', 'Anna', now()), ('${bert}', 'Bert', now());
    insert into access.organisations (id, kind, name) values ('${town}', 'MUNICIPALITY', 'Town'), ('${other}', 'MUNICIPALITY', 'Other');
    insert into live.streams (id, created_at) values ('${first}', now()), ('${second}', now());
    insert into access.affiliations (account_id, organisation_id, valid_from)
    select a, o, '2026-01-01' from unnest('{${anna},${bert}}'::uuid[]) a, unnest('{${town},${other}}'::uuid[]) o;
    insert into access.participations (id, partnership_id, organisation_id, valid_from)
    select gen_random_uuid(), p, o, '2026-01-01' from unnest('{${first},${second}}'::uuid[]) p, unnest('{${town},${other}}'::uuid[]) o;
    insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from) values
      (gen_random_uuid(), '${first}', '${anna}', '${town}', 'MANAGER', '2026-01-01'),
      (gen_random_uuid(), '${second}', '${anna}', '${other}', 'READER', '2026-01-01'),
      (gen_random_uuid(), '${second}', '${bert}', '${town}', 'READER', '2026-01-01')`);
  await admin.query(`set track_functions = 'all'`);
}, 60_000);
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const set = (name: string, value: string) => admin.query(`select set_config($1, $2, true)`, [name, value]);
const actAs = async (account: string, organisation: string) => {
  await set('app.account_id', account);
  await set('app.organisation_id', organisation);
};
const asApi = () => admin.query('set local role samenregie_app');
const asOwner = () => admin.query('reset role');
const ids = async (name: string): Promise<string[]> =>
  (await admin.query<{ ids: string[] }>(`select access.${name}() as ids`)).rows[0]!.ids;
const learned = async (): Promise<number> =>
  (
    await admin.query<{ n: string | null }>(
      `select pg_stat_get_xact_function_calls('access.learn_rights()'::regprocedure) as n`,
    )
  ).rows.map(({ n }) => Number(n ?? 0))[0]!;

describe('the rights of a transaction', () => {
  beforeEach(async () => {
    await admin.query('begin');
    await asApi();
  });
  afterEach(() => admin.query('rollback'));

  it('are read once, whatever a statement asks', async () => {
    await actAs(anna!, town!);
    const { rows } = await admin.query(
      `select access.workspace_ids() as workspaces, access.writable_ids() as writable, access.managed_ids() as managed,
              access.auditable_ids() as auditable, access.party_workspace_ids() as party,
              (select count(*) from live.events) + (select count(*) from coordination.tasks) as behind_the_wall`,
    );
    const mine = [first];
    expect(rows).toEqual([
      { workspaces: mine, writable: mine, managed: mine, auditable: mine, party: [], behind_the_wall: '0' },
    ]);
    expect(await learned()).toBe(1);
  });

  it('are those of whoever it is for now', async () => {
    await actAs(anna!, town!);
    expect(await ids('workspace_ids')).toEqual([first]);
    await actAs(anna!, other!);
    expect(await ids('workspace_ids')).toEqual([second]);
    expect(await ids('writable_ids')).toEqual([]);
    await actAs(bert!, town!);
    expect(await ids('workspace_ids')).toEqual([second]);
    await set('app.partnership_id', first!);
    expect(await ids('workspace_ids')).toEqual([]);
    // The person's id in the place of the organisation's is nobody's.
    await actAs('', anna!);
    expect(await ids('workspace_ids')).toEqual([]);
  });

  it('are nobody’s when it is for nobody, at the start and after a change', async () => {
    expect(await ids('workspace_ids')).toEqual([]);
    await actAs(anna!, town!);
    expect(await ids('workspace_ids')).toEqual([first]);
    await actAs('', '');
    expect(await ids('workspace_ids')).toEqual([]);
    await asOwner();
    await admin.query(`update access.mandates set role = role`);
    await asApi();
    expect(await ids('workspace_ids')).toEqual([]);
  });

  it.each([
    ['a mandate', `update access.mandates set withdrawn_at = now() where account_id = $1`],
    ['the part of an organisation', `delete from access.participations where $1::uuid is not null`],
    ['the work for an organisation', `update access.affiliations set valid_until = '2026-01-02' where account_id = $1`],
  ])('end with %s, also within the transaction, and come back when that is undone', async (_name, change) => {
    await actAs(anna!, town!);
    expect(await ids('managed_ids')).toEqual([first]);
    await admin.query('savepoint before');
    await asOwner();
    await admin.query(change, [anna]);
    await asApi();
    expect(await ids('managed_ids')).toEqual([]);
    expect(await ids('workspace_ids')).toEqual([]);
    await admin.query('rollback to savepoint before');
    expect(await ids('managed_ids')).toEqual([first]);
  });

  it('begin with a mandate given in it', async () => {
    await actAs(bert!, other!);
    expect(await ids('writable_ids')).toEqual([]);
    await asOwner();
    await admin.query(
      `insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from)
       values (gen_random_uuid(), $1, $2, $3, 'MEMBER', '2026-01-01')`,
      [second, bert, other],
    );
    await asApi();
    expect(await ids('writable_ids')).toEqual([second]);
  });

  it('end with what another transaction committed meanwhile', async () => {
    await actAs(anna!, town!);
    expect(await ids('managed_ids')).toEqual([first]);
    const other = new pg.Client({ connectionString: database.ownerUrl });
    await other.connect();
    const set = (when: string) =>
      other.query(`update access.mandates set withdrawn_at = ${when} where account_id = $1 and role = 'MANAGER'`, [
        anna,
      ]);
    await set('now()');
    expect(await ids('managed_ids')).toEqual([]);
    await set('null');
    expect(await ids('managed_ids')).toEqual([first]);
    await other.end();
  });

  it('are not known to the next one on the connection', async () => {
    await actAs(anna!, town!);
    expect(await ids('workspace_ids')).toEqual([first]);
    await admin.query('commit');
    await admin.query('begin');
    await asApi();
    expect(await ids('workspace_ids')).toEqual([]);
    await actAs(bert!, town!);
    expect(await ids('workspace_ids')).toEqual([second]);
  });
});
