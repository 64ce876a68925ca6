import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Totals over partnerships, of which nobody may read the requests: only of those whose bodies decided to share, only for
 * whoever works in one of them, and only where at least three partnerships and five requests stand behind a figure. Counts
 * are rounded down to fives and shares to tenths, for one calendar year at a time, so that two answers say no more than one.
 */
export class SharedReactionTimes1796120000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function requests.shared_reaction_times(by text, wanted_year integer)
      returns table (key text, at_least integer, partnerships_at_least integer, median_days numeric, tenths integer[])
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$
        with sharing as (
          select last.partnership_id from (
            select distinct on (d.partnership_id) d.partnership_id, d.shares from requests.sharing_decisions d
            order by d.partnership_id, d.recorded_at desc, d.id desc) last
          where last.shares),
        facts as (
          select case by when 'ACTOR' then a.code when 'LEVEL' then a.government_level when 'DOMAIN' then r.policy_domain
                         when 'REGION' then region.code end as key,
                 r.partnership_id,
                 (r.first_answered_at at time zone 'Europe/Brussels')::date
                   - (r.sent_at at time zone 'Europe/Brussels')::date as days
          from requests.requests r join directory.actors a on a.id = r.actor_id
          cross join lateral (
            select distinct g.code from requests.request_municipalities m
            join directory.municipalities t on t.id = m.municipality_id
            join directory.reference_regions g on g.id = t.reference_region_id
            where m.request_id = r.id and by = 'REGION'
            union all select null where by <> 'REGION') region
          where r.partnership_id in (select partnership_id from sharing) and r.status <> 'WITHDRAWN'
                and extract(year from r.sent_at at time zone 'Europe/Brussels') = wanted_year
                and (r.first_answered_at is not null or r.status = 'CLOSED'
                     or r.due_on < (now() at time zone 'Europe/Brussels')::date))
        select f.key, (count(*) / 5 * 5)::integer, (count(distinct f.partnership_id) / 3 * 3)::integer,
               percentile_cont(0.5) within group (order by f.days)::numeric,
               array(select round(10.0 * count(g.days) filter (
                              where g.days >= b.first and (b.last is null or g.days <= b.last)) / count(*))::integer
                     from (values (0, 7), (8, 14), (15, 30), (31, 60), (61, 90), (91, null)) b (first, last)
                     cross join facts g where g.key = f.key group by b.first, b.last order by b.first)
        from facts f
        where exists (select from sharing s where s.partnership_id = any (access.workspace_ids()))
        group by f.key
        having count(*) >= 5 and count(distinct f.partnership_id) >= 3
      $$`);
    await runner.query(`revoke execute on function requests.shared_reaction_times(text, integer) from public`);
    await runner.query(`grant execute on function requests.shared_reaction_times(text, integer) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function requests.shared_reaction_times(text, integer)`);
  }
}
