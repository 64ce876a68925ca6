import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventLog } from '#libs/live';
import { AuditTrail, Db, Health, Jobs, Mails, NOBODY, type Identity, type JobRequest } from '#libs/platform';
import { Clock, newId } from '#libs/kernel';
import { startInProcess, type InProcessApi } from '../../../../test/support/app.js';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { World } from '../../../../test/support/world.js';
import { dropJob, listJobs, retryJob } from './operate.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let database: TestDatabase;
let world: World;
let api: InProcessApi;
let jobs: Jobs;
let db: Db;
let moment = new Date('2026-10-23T08:00:00Z');
const ours = newId();
const theirs = newId();
let officer: Identity;
let outsider: Identity;

const later = (ms: number) => new Date(moment.getTime() + ms);
const goTo = async (to: Date | string): Promise<void> => {
  moment = new Date(to);
  await jobs.runDue();
};
const as = <T>(identity: Identity, work: () => Promise<T>) => db.run(identity, () => db.transaction(work));
const schedule = (name: string, request: JobRequest) => as(officer, () => jobs.schedule(name, request));
const fired = async () => {
  const rows = await world.rows<{ note: string }>(`delete from public.fired returning note`);
  return rows.map(({ note }) => note).sort();
};
const state = async () => (await api.app.get(Health).report()).parts.jobs;
const note = (text: unknown) => db.query(`insert into public.fired (note) values ($1)`, [text]);

beforeAll(async () => {
  database = await freshDatabase();
  world = await World.open(database.ownerUrl);
  await world.rows(`create table public.fired (note text not null)`);
  await world.rows(`grant insert on public.fired to samenregie_app`);
  for (const id of [ours, theirs])
    await world.rows(`insert into live.streams (id, created_at) values ($1, now())`, [id]);
  const organisationId = await world.organisation('REGION', 'Midwest', null);
  const person = async (name: string, partnershipId: string): Promise<Identity> => {
    const accountId = await world.person(name, organisationId);
    await world.mandate(partnershipId, accountId, organisationId, 'OFFICER');
    return { accountId, organisationId };
  };
  officer = await person('officer', ours);
  outsider = await person('outsider', theirs);
  api = await startInProcess(database.apiUrl);
  api.app.get(Clock).now = () => new Date(moment);
  jobs = api.app.get(Jobs);
  db = api.app.get(Db);
  jobs.handle('test.note', async ({ payload }) => {
    await note(payload.text);
  });
}, 60_000);
afterAll(async () => {
  await api.app.close();
  await world.close();
  await database.drop();
});
beforeEach(async () => {
  await world.rows(`delete from platform.jobs where cron is null`);
  await fired();
});

describe('work for later', () => {
  it('is done once, when its moment has come, if what it follows from was committed', async () => {
    await schedule('test.note', { runAt: later(MINUTE), payload: { text: 'kept' } });
    const undone = as(officer, async () => {
      await jobs.schedule('test.note', { runAt: later(MINUTE), payload: { text: 'undone' } });
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    await jobs.runDue();
    expect(await fired()).toEqual([]);
    await goTo(later(3 * DAY));
    await jobs.runDue();
    expect(await fired()).toEqual(['kept']);
    expect(await listJobs(database.ownerUrl)).toEqual([]);
  });

  it('is replaced and taken back by its key, in a transaction too', async () => {
    const request = { runAt: later(MINUTE), partnershipId: ours };
    for (const text of ['first', 'second']) await schedule('test.note', { ...request, key: 'a', payload: { text } });
    await schedule('test.note', { ...request, key: 'b', payload: { text: 'taken back' } });
    const undone = as(officer, async () => {
      expect(await jobs.cancel('test.note', 'a')).toBe(true);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await as(officer, () => jobs.cancel('test.note', 'b'))).toBe(true);
    expect(await as(officer, () => jobs.cancel('test.note', 'b'))).toBe(false);
    await goTo(later(MINUTE));
    expect(await fired()).toEqual(['second']);
  });

  it('has no effect when it fails, is tried again after longer and longer, and then kept for the operator', async () => {
    let poisoned = true;
    const tries: Date[] = [];
    jobs.handle('test.poison', async ({ payload }) => {
      await note(payload.text);
      tries.push(moment);
      if (poisoned) await db.query(`select 1 / 0`);
    });
    await schedule('test.poison', { runAt: moment, key: 'p', payload: { text: 'Jan Peeters' } });
    await jobs.runDue();
    for (let minute = 0; minute < 8 * 60; minute++) await goTo(later(MINUTE));
    expect(tries).toHaveLength(12);
    const pauses = tries.slice(1).map((at, index) => at.getTime() - tries[index]!.getTime());
    expect(pauses.every((pause, index) => index === 0 || pause >= pauses[index - 1]!)).toBe(true);
    expect(await fired()).toEqual([]);
    expect(await state()).toBe('degraded');
    const [parked, ...rest] = await listJobs(database.ownerUrl);
    expect(rest).toEqual([]);
    expect(parked).toMatchObject({
      name: 'test.poison',
      key: 'p',
      problem: 'SQLSTATE_22012',
      attempts: 12,
      givenUp: true,
    });
    poisoned = false;
    expect(await retryJob(database.ownerUrl, parked!.id, moment)).toBe(true);
    await jobs.runDue();
    expect(await fired()).toEqual(['Jan Peeters']);
    expect(await state()).toBe('ok');
    expect(await dropJob(database.ownerUrl, parked!.id)).toBe(false);
  });

  it('may plan the next of its own key', async () => {
    jobs.handle('test.ladder', async ({ key, payload }) => {
      const rung = Number(payload.rung);
      await note(rung);
      if (rung < 3)
        await jobs.schedule('test.ladder', {
          key: key!,
          partnershipId: ours,
          runAt: later(DAY),
          payload: { rung: rung + 1 },
        });
    });
    await schedule('test.ladder', { key: 'r', partnershipId: ours, runAt: later(DAY), payload: { rung: 1 } });
    for (let day = 0; day < 6; day++) await goTo(later(DAY));
    expect(await fired()).toEqual(['1', '2', '3']);
    expect(await listJobs(database.ownerUrl)).toEqual([]);
  });

  it('that comes back comes at its hour in Belgium, and once for all the turns that were missed', async () => {
    let broken = false;
    jobs.every('test.morning', '0 7 * * 1-5', async () => {
      await note(moment.toISOString());
      if (broken) throw new Error('not today');
    });
    await goTo('2026-10-23T09:00:00Z'); // a Friday
    await goTo('2026-10-26T05:59:00Z');
    expect(await fired()).toEqual([]);
    await goTo('2026-10-26T06:00:00Z'); // winter time since Sunday
    expect(await fired()).toEqual(['2026-10-26T06:00:00.000Z']);
    await goTo('2026-11-05T10:00:00Z');
    expect(await fired()).toEqual(['2026-11-05T10:00:00.000Z']);
    broken = true;
    await goTo('2026-11-06T06:00:00Z');
    for (let minute = 0; minute < 10 * 60; minute++) await goTo(later(MINUTE));
    expect(await state()).toBe('degraded');
    broken = false;
    await goTo('2026-11-09T06:00:00Z');
    expect(await fired()).toEqual(['2026-11-09T06:00:00.000Z']);
    expect(await state()).toBe('ok');
  });

  it('needs somebody who does it', async () => {
    await expect(schedule('test.nobody', { runAt: moment })).rejects.toThrow('nobody handles');
    expect(() => jobs.handle('test.note', async () => undefined)).toThrow('two handlers');
  });
});

describe('a job', () => {
  it('reports and writes mails in its own partnership, and is nobody', async () => {
    jobs.handle('test.report', async ({ partnershipId, payload }) => {
      const subject = { subjectType: 'Partnership', subjectId: ours };
      api.app.get(EventLog).record({
        partnershipId: (payload.in as string | undefined) ?? partnershipId!,
        type: 'TASK_UPDATED',
        ...subject,
      });
      api.app.get(AuditTrail).record({ kind: 'CHANGE', action: 'remind', result: 'OK', partnershipId });
      await api.app.get(Mails).queue({ to: 'an@example.org', subject: 'x', text: 'x', html: 'x' });
      await note((await db.query(`select id from live.streams`)).length);
    });
    await schedule('test.report', { runAt: moment, partnershipId: ours });
    await schedule('test.report', { runAt: moment, partnershipId: ours, key: 'elsewhere', payload: { in: theirs } });
    await jobs.runDue();
    expect(await fired()).toEqual(['0']);
    const events = await world.rows(`select stream_id, sequence, type, account_id from live.events`);
    expect(events).toEqual([{ stream_id: ours, sequence: '1', type: 'TASK_UPDATED', account_id: null }]);
    expect(await world.rows(`select account_id, recipient from platform.mails`)).toEqual([
      { account_id: null, recipient: 'an@example.org' },
    ]);
    expect(await world.rows(`select chain_id, account_id, action from audit.lines where action = 'remind'`)).toEqual([
      { chain_id: ours, account_id: null, action: 'remind' },
    ]);
    expect(await listJobs(database.ownerUrl)).toMatchObject([
      { key: 'elsewhere', problem: 'SQLSTATE_42501', attempts: 1 },
    ]);
  });

  it('reports what stays inside an organisation only with the name of that', async () => {
    jobs.handle('test.internal', async ({ partnershipId, payload }) => {
      const subject = { partnershipId: partnershipId!, subjectType: 'Partnership', subjectId: ours };
      const organisationId = payload.of as string | undefined;
      api.app.get(EventLog).record({ ...subject, type: 'TASK_MOVED', internal: true, organisationId });
    });
    const request = { runAt: moment, partnershipId: ours };
    await schedule('test.internal', { ...request, payload: { of: officer.organisationId } });
    await schedule('test.internal', { ...request, key: 'unnamed' });
    await jobs.runDue();
    expect(await world.rows(`select internal, organisation_id from live.events where type = 'TASK_MOVED'`)).toEqual([
      { internal: true, organisation_id: officer.organisationId },
    ]);
    expect(await listJobs(database.ownerUrl)).toMatchObject([{ key: 'unnamed', problem: 'SQLSTATE_23514' }]);
  });

  it('is asked for, replaced and taken back only by who works in its partnership', async () => {
    const request = { runAt: later(DAY), key: 'k', partnershipId: ours, payload: { text: 'x' } };
    await schedule('test.note', request);
    const other = (work: () => Promise<unknown>) => as(outsider, work);
    await expect(other(() => jobs.schedule('test.note', request))).rejects.toThrow('no job for this partnership');
    const stolen = () => jobs.schedule('test.note', { ...request, partnershipId: theirs });
    await expect(other(stolen)).rejects.toThrow('another partnership');
    expect(await other(() => jobs.cancel('test.note', 'k'))).toBe(false);
    await expect(as(NOBODY, () => jobs.schedule('test.note', request))).rejects.toThrow('no job for this partnership');
  });

  it('is not to be had inside of a request', async () => {
    await schedule('test.note', { runAt: later(-1), key: 'k', partnershipId: ours });
    await world.rows(`update platform.jobs set claim = gen_random_uuid(), due_at = now() + interval '1 year'`);
    const [job] = await world.rows<{ id: string }>(`select id from platform.jobs where key = 'k'`);
    const asked = `select platform.running_job() as job, platform.job_partnership_id() as partnership`;
    const asJob = { jobId: job!.id };
    expect(await as({ ...NOBODY, ...asJob }, () => db.query(asked))).toEqual([{ job: job!.id, partnership: ours }]);
    expect(await as({ ...outsider, ...asJob }, () => db.query(asked))).toEqual([{ job: null, partnership: null }]);
    const record = () => db.query(`select live.record_by_job($1, now(), '[]')`, [ours]);
    await expect(as({ ...outsider, ...asJob }, record)).rejects.toThrow('no job of this partnership');
    for (const call of [`take_jobs('{test.note}', now(), '1 minute', 5)`, `finish_job('${job!.id}', null, null)`])
      await expect(as(officer, () => db.query(`select * from platform.${call}`))).rejects.toThrow('done for nobody');
    await expect(as(NOBODY, () => db.query(`select * from platform.jobs`))).rejects.toThrow('permission denied');
  });
});
