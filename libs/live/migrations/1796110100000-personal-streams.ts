import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A numbered log for each person, over all partnerships; `access` opens it, and says who may be told what. */
export class PersonalStreams1796110100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table live.personal_streams (
        account_id uuid primary key,
        epoch uuid not null default gen_random_uuid(),
        last_sequence bigint not null default 0,
        purged_until bigint not null default 0,
        check (0 <= purged_until and purged_until <= last_sequence)
      )`);
    await runner.query(`
      create table live.personal_events (
        account_id uuid not null references live.personal_streams on delete cascade,
        sequence bigint not null,
        type text not null,
        at timestamptz not null,
        by_account_id uuid,
        partnership_id uuid not null references live.streams on delete cascade,
        subject_type text not null,
        subject_id uuid not null,
        changed_fields text[] not null default '{}',
        version integer,
        -- what it says is about the person, who hears it without rights in the partnership too
        about_them boolean not null,
        -- only while the person acts for this organisation
        internal_to uuid,
        primary key (account_id, sequence)
      )`);
    await runner.query(`create index personal_events_by_age on live.personal_events (at)`);
    await runner.query(`create index personal_events_by_partnership on live.personal_events (partnership_id)`);
    await secureTable(runner, 'live.personal_streams');
    await secureTable(runner, 'live.personal_events');
    await runner.query(`
      create function live.forget_personal_before(moment timestamptz, at_most integer) returns integer
      language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ declare forgotten integer; begin
        -- One process at a time; the others have nothing to do.
        if not pg_try_advisory_xact_lock(7263428) then return 0; end if;
        with old as (
               select e.account_id, e.sequence from live.personal_events e
               where e.at < moment order by e.at limit at_most),
             gone as (
               delete from live.personal_events e using old
               where e.account_id = old.account_id and e.sequence = old.sequence returning e.account_id, e.sequence),
             marked as (
               update live.personal_streams s set purged_until = greatest(s.purged_until, g.until)
               from (select account_id, max(sequence) as until from gone group by 1) g
               where s.account_id = g.account_id returning 1)
        select count(*) into forgotten from gone;
        return forgotten;
      end $$`);
    await runner.query(`revoke execute on function live.forget_personal_before(timestamptz, integer) from public`);
    await runner.query(`grant execute on function live.forget_personal_before(timestamptz, integer) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function live.forget_personal_before(timestamptz, integer)`);
    await runner.query(`drop table live.personal_events, live.personal_streams`);
  }
}
