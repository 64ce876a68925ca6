import { inForce } from '#libs/access';
import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses under which a calendar programme, which cannot sign in, reads what somebody has to do. */
export class CalendarFeeds1796140110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.calendar_feeds (
        id uuid primary key,
        account_id uuid not null references access.accounts,
        organisation_id uuid not null references access.organisations,
        token_hash bytea not null unique,
        created_at timestamptz not null,
        unique (account_id, organisation_id)
      )`);
    const mine = `account_id = (select platform.account_id())`;
    const own = `${mine} and organisation_id = (select access.own_organisation_id())`;
    await secureTable(runner, 'coordination.calendar_feeds', { select: mine, insert: own, delete: mine });
    // Whoever knows the address gets the dates and titles of what its owner has to do, for the organisation it was made for
    // and as long as the rights hold. It is told nothing else.
    await runner.query(`
      create function coordination.calendar_feed(hash bytea, first_day date) returns jsonb
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$
        select jsonb_build_object('tasks', coalesce((
          select jsonb_agg(to_jsonb(found) order by found."dueOn", found.id) from (
            select distinct t.id, t.number, t.title, t.due_on as "dueOn", t.status, t.version, t.created_at as "createdAt",
                   t.updated_at as "updatedAt", t.partnership_id as "partnershipId", p.name as partnership
            from access.mandates m
            join coordination.tasks t on t.partnership_id = m.partnership_id and t.assignee_id = f.account_id
            join partnerships.partnerships p on p.id = t.partnership_id
            where m.account_id = f.account_id and m.organisation_id = f.organisation_id and m.role <> 'ANSWERER'
                  and ${inForce('m')}
                  and t.due_on >= first_day and t.archived_at is null
                  and (t.kept_by = '00000000-0000-0000-0000-000000000000' or t.kept_by = f.organisation_id)
            order by t.due_on, t.id limit 1000) found), '[]'::jsonb))
        from coordination.calendar_feeds f where f.token_hash = hash
      $$`);
    await runner.query(`revoke execute on function coordination.calendar_feed(bytea, date) from public`);
    await runner.query(`grant execute on function coordination.calendar_feed(bytea, date) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function coordination.calendar_feed(bytea, date)`);
    await runner.query(`drop table coordination.calendar_feeds`);
  }
}
