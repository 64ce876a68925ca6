import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId } from '#libs/kernel';
import { Audiences, EventLog } from '#libs/live';
import { Authenticator, Db } from '#libs/platform';
import { startInProcess, type InProcessApi } from '../support/app.js';
import { setStage, type Stage } from '../support/partnership.js';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

interface Explained {
  'QUERY PLAN': [{ Plan: Plan }];
}

let stage: Stage;
let api: InProcessApi;
let id: string;
beforeAll(async () => {
  stage = await setStage();
  api = await startInProcess(stage.database.apiUrl);
  id = fromGlobalId(stage.partnershipId)!.id;
  const rows = stage.world.rows.bind(stage.world);
  // 2,000 partnerships with 50 events and 5 people each, and one with 100,000.
  await rows(
    `insert into live.streams (id, last_sequence, created_at) select gen_random_uuid(), 50, now() from generate_series(1, 2000)`,
  );
  await rows(
    `insert into live.events (stream_id, sequence, type, at, subject_type, subject_id)
     select s.id, n, 'TASK_CREATED', now(), 'CoordinationTask', gen_random_uuid()
     from live.streams s, generate_series(1, 50) n where s.last_sequence = 50`,
  );
  await rows(
    `insert into live.events (stream_id, sequence, type, at, subject_type, subject_id)
     select $1, n, 'TASK_CREATED', now(), 'CoordinationTask', gen_random_uuid() from generate_series(1000, 101000) n`,
    [id],
  );
  await rows(`update live.streams set last_sequence = 101000 where id = $1`, [id]);
  await rows(
    `insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from)
     select gen_random_uuid(), s.id, a.account_id, a.organisation_id, 'MEMBER', '2020-01-01'
     from live.streams s, (select * from access.affiliations limit 5) a where s.last_sequence = 50`,
  );
  for (const table of ['live.streams', 'live.events', 'access.mandates']) await rows(`analyze ${table}`);
}, 120_000);
afterAll(async () => {
  await api.app.close();
  await stage.close();
});

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** How the database goes about the statements some work sends, under the rights of a member. */
const plansOf = async (work: () => Promise<unknown>) => {
  const db = api.app.get(Db);
  const identity = await member();
  const statements = await api.statementsOf(() => db.run(identity, work));
  const found: Plan[] = [];
  for (const sql of statements.filter((text) => /live\.|who_reads/.test(text)))
    // What goes through the door is prepared, and would want its values.
    await db.run(identity, () =>
      db.transaction(async () => {
        const [row] = await db.manager.query<Explained[]>(`explain (generic_plan, format json) ${sql}`);
        found.push(...nodes(row!['QUERY PLAN'][0].Plan));
      }),
    );
  expect(found.length).toBeGreaterThan(0);
  return found;
};
const member = async () => {
  const token = (await stage.as('member')).token;
  return api.app.get(Authenticator).authenticate({ authorization: `Bearer ${token}` });
};
const scanned = (plans: Plan[], relation: string) =>
  plans.filter((plan) => plan['Relation Name'] === relation).map((plan) => plan['Node Type']);

describe('with 200,000 events in 2,000 logs', () => {
  it('the head of a log and what comes after a number are read through the index', async () => {
    const log = api.app.get(EventLog);
    for (const work of [
      () => log.read(id, 'head', 0),
      () => log.read(id, 100_990, 200),
      () => log.recent(id, 20),
    ] as (() => Promise<unknown>)[]) {
      const plans = await plansOf(work);
      for (const relation of ['events', 'streams']) {
        const ways = scanned(plans, relation);
        expect([relation, ways.length > 0]).toEqual([relation, true]);
        expect([relation, ways.filter((way) => way === 'Seq Scan')]).toEqual([relation, []]);
      }
    }
  });

  it('who has rights is read through an index', async () => {
    const audiences = api.app.get(Audiences);
    expect(scanned(await plansOf(() => audiences.now(id)), 'mandates')).toEqual([]);
    // The function hides its way: it is looked at as its owner, with what it is made of.
    const [{ body } = { body: '' }] = await stage.world.rows<{ body: string }>(
      `select prosrc as body from pg_proc where proname = 'who_reads'`,
    );
    const [row] = await stage.world.rows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (generic_plan, format json) ${body.replaceAll('= partnership', '= $1::uuid').replaceAll(' partnership = any', ' $1::uuid = any')}`,
    );
    const ways = scanned(nodes(row!['QUERY PLAN'][0].Plan), 'mandates');
    expect(ways.length).toBeGreaterThan(0);
    expect(ways).not.toContain('Seq Scan');
  });
});
