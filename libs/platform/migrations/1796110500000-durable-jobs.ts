import type { MigrationInterface, QueryRunner } from 'typeorm';
import { API_ROLE } from '../src/database/migrate.js';
import { secureTable } from '../src/database/secure-table.js';

/** Work is promised in the transaction it follows from, and done later by whichever process takes it first. */
export class DurableJobs1796110500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform.jobs (
        id uuid primary key,
        name text not null check (name ~ '^[a-z][A-Za-z]*([.][a-z][A-Za-z]*)*$' and length(name) <= 100),
        -- what it is about, so that it can be replaced or taken back
        key text check (length(key) between 1 and 200),
        -- the only partnership in which it may write
        partnership_id uuid,
        -- ids and numbers, never what people wrote
        payload jsonb not null check (jsonb_typeof(payload) = 'object' and octet_length(payload::text) <= 8192),
        -- a pattern in Belgian time, for what comes back
        cron text,
        created_at timestamptz not null,
        -- when it was to happen
        run_at timestamptz not null,
        -- when to try; while somebody works on it, when another may; none once it is given up
        due_at timestamptz,
        -- who took it last
        claim uuid,
        attempts integer not null default 0,
        -- code of the last failure
        problem text check (problem ~ '^[A-Z0-9_]{1,60}$'),
        given_up_at timestamptz,
        unique (name, key),
        check (due_at is not null or given_up_at is not null),
        check (cron is null or (key is not null and due_at is not null))
      )`);
    await runner.query(`create index jobs_due on platform.jobs (due_at) where due_at is not null`);
    await runner.query(`create index jobs_given_up on platform.jobs (given_up_at) where given_up_at is not null`);
    await secureTable(runner, 'platform.jobs');
    await this.identity(runner);
    await this.asking(runner);
    await this.working(runner);
    // What a job writes to people names no account.
    await runner.query(`alter table platform.mails alter column account_id drop not null`);
    await runner.query(
      `alter policy api_insert on platform.mails with check (
         account_id = (select platform.account_id()) or (account_id is null and (select platform.running_job()) is not null))`,
    );
  }

  /** Which job this is. Inside a request these functions answer nothing: there somebody is signed in, or no job was taken. */
  private async identity(runner: QueryRunner): Promise<void> {
    for (const [name, column] of [
      ['running_job', 'id'],
      ['job_partnership_id', 'partnership_id'],
    ]) {
      await runner.query(`
        create function platform.${name}() returns uuid language sql stable security definer
        set search_path = pg_catalog, pg_temp
        as $$ select j.${column} from platform.jobs j
              where j.id = nullif(current_setting('app.job_id', true), '')::uuid and j.claim is not null
                and platform.account_id() is null $$`);
      await this.give(runner, `${name}()`);
    }
    // The room that knows who works where says more of it later.
    await runner.query(`
      create function platform.may_schedule_for(partnership uuid) returns boolean language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select partnership is null or partnership is not distinct from platform.job_partnership_id() $$`);
    await this.give(runner, 'may_schedule_for(uuid)');
  }

  private async asking(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function platform.schedule_job(
        job uuid, what text, about text, partnership uuid, content jsonb, at timestamptz, moment timestamptz)
      returns boolean language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ begin
        if not platform.may_schedule_for(partnership) then
          raise exception 'no job for this partnership' using errcode = '42501';
        end if;
        -- Who replaces a job that is being done waits here for its end, and then asks for a new one.
        insert into platform.jobs as j (id, name, key, partnership_id, payload, created_at, run_at, due_at)
        values (job, what, about, partnership, content, moment, at, at)
        on conflict (name, key) do update set
          payload = content, created_at = moment, run_at = at, due_at = at, attempts = 0,
          claim = null, problem = null, given_up_at = null
        where j.cron is null and j.partnership_id is not distinct from partnership;
        if not found then
          raise exception 'the key belongs to a job of another partnership' using errcode = '42501';
        end if;
        return true;
      end $$`);
    await this.give(runner, 'schedule_job(uuid, text, text, uuid, jsonb, timestamptz, timestamptz)');
    await runner.query(`
      create function platform.cancel_job(what text, about text) returns boolean
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ begin
        delete from platform.jobs j
        where j.name = what and j.key = about and j.cron is null and platform.may_schedule_for(j.partnership_id);
        return found;
      end $$`);
    await this.give(runner, 'cancel_job(text, text)');
  }

  /** What only the runner asks, outside of any request. */
  private async working(runner: QueryRunner): Promise<void> {
    const asRunner = async (signature: string, returns: string, body: string): Promise<void> => {
      await runner.query(`
        create function platform.${signature} returns ${returns} language plpgsql volatile security definer
        set search_path = pg_catalog, pg_temp
        as $$ begin
          if platform.account_id() is not null then
            raise exception 'jobs are done for nobody' using errcode = '42501';
          end if;
          ${body}
        end $$`);
      await this.give(runner, signature.replace(/(\(|, )\w+ /g, '$1'));
    };
    await asRunner(
      'plan_job(job uuid, what text, pattern text, at timestamptz, moment timestamptz)',
      'void',
      `insert into platform.jobs as j (id, name, key, payload, cron, created_at, run_at, due_at)
       values (job, what, 'cron', '{}', pattern, moment, at, at)
       on conflict (name, key) do update set cron = pattern, run_at = at, due_at = at, attempts = 0, claim = null
       where j.cron is distinct from pattern;`,
    );
    // Whoever takes a job has it alone until the lease is over, and longer while its transaction is open. What was taken
    // several times without an end is taken alone: it may be what ends the process.
    await asRunner(
      'take_jobs(whats text[], moment timestamptz, lease interval, most integer)',
      'setof platform.jobs',
      `return query update platform.jobs j set due_at = moment + lease, claim = gen_random_uuid(), attempts = j.attempts + 1
         where j.id in (select d.id from platform.jobs d where d.due_at <= moment and d.name = any (whats) and d.attempts < 3
                        order by d.due_at limit most for update skip locked)
         returning j.*;
       if not found then
         return query update platform.jobs j set due_at = moment + lease, claim = gen_random_uuid(), attempts = j.attempts + 1
           where j.id = (select d.id from platform.jobs d where d.due_at <= moment and d.name = any (whats)
                         order by d.due_at limit 1 for update skip locked)
           returning j.*;
       end if;`,
    );
    await asRunner(
      'hold_job(job uuid, mine uuid)',
      'boolean',
      `perform 1 from platform.jobs j where j.id = job and j.claim = mine for update; return found;`,
    );
    await asRunner(
      'finish_job(job uuid, mine uuid, next timestamptz)',
      'void',
      `if next is null then delete from platform.jobs j where j.id = job and j.claim = mine;
       else update platform.jobs j set run_at = next, due_at = next, attempts = 0, claim = null, problem = null, given_up_at = null
            where j.id = job and j.claim = mine;
       end if;`,
    );
    // Without a next try it is given up; what comes back is tried again at its next turn, and stays marked until then.
    await asRunner(
      'fail_job(job uuid, mine uuid, moment timestamptz, next timestamptz, what text, final boolean)',
      'void',
      `update platform.jobs j set problem = what, due_at = next, claim = null,
         attempts = case when final and next is not null then 0 else j.attempts end,
         given_up_at = case when final then moment else j.given_up_at end
       where j.id = job and j.claim = mine;`,
    );
    await asRunner(
      'release_jobs(claims uuid[])',
      'void',
      `update platform.jobs j set due_at = j.run_at, attempts = j.attempts - 1, claim = null where j.claim = any (claims);`,
    );
    await runner.query(`
      create function platform.jobs_state(whats text[], due_before timestamptz)
      returns table (late integer, given_up integer) language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select (select count(*)::int from (select from platform.jobs j
                      where j.due_at < due_before and j.name = any (whats) limit 1000) l),
                   (select count(*)::int from (select from platform.jobs j
                      where j.given_up_at is not null limit 1000) g) $$`);
    await this.give(runner, 'jobs_state(text[], timestamptz)');
  }

  private async give(runner: QueryRunner, signature: string): Promise<void> {
    await runner.query(`revoke execute on function platform.${signature} from public`);
    await runner.query(`grant execute on function platform.${signature} to ${API_ROLE}`);
  }

  async down(): Promise<void> {
    throw new Error('what was promised is not forgotten');
  }
}
