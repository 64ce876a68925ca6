import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log forgets old events, and a database that was restored begins another history: what readers hold as a place in the
 * old one may be a different event here.
 */
export class Retention1796100170000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index events_by_age on live.events (at)`);
    await runner.query(`
      create function live.forget_before(moment timestamptz, at_most integer) returns integer
      language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ declare forgotten integer; begin
        -- One process at a time; the others have nothing to do.
        if not pg_try_advisory_xact_lock(7263427) then return 0; end if;
        with old as (
               select e.stream_id, e.sequence from live.events e where e.at < moment order by e.at limit at_most),
             gone as (
               delete from live.events e using old
               where e.stream_id = old.stream_id and e.sequence = old.sequence returning e.stream_id, e.sequence),
             marked as (
               update live.streams s set purged_until = greatest(s.purged_until, g.until)
               from (select stream_id, max(sequence) as until from gone group by 1) g where s.id = g.stream_id returning 1)
        select count(*) into forgotten from gone;
        return forgotten;
      end $$`);
    await runner.query(`revoke execute on function live.forget_before(timestamptz, integer) from public`);
    await runner.query(`grant execute on function live.forget_before(timestamptz, integer) to ${API_ROLE}`);
    await runner.query(`
      create table live.origins (
        -- which database on which line of its history this was written in
        origin text primary key,
        since timestamptz not null default now()
      )`);
    await secureTable(runner, 'live.origins');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function live.forget_before(timestamptz, integer)`);
    await runner.query(`drop table live.origins`);
    await runner.query(`drop index live.events_by_age`);
  }
}
