import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of requests, of what both sides wrote about them, and of notes: each in its own table, under its own rights. */
export class SearchRequests1796120000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table requests.requests add column words tsvector generated always as (
        setweight(to_tsvector('platform.dutch', title), 'A') || setweight(to_tsvector('platform.dutch', body), 'C')) stored`);
    for (const table of ['entries', 'notes'])
      await runner.query(`
        alter table requests.${table} add column words tsvector generated always as (
          setweight(to_tsvector('platform.dutch', coalesce(body, '')), 'D')) stored`);
    for (const table of ['requests', 'entries', 'notes'])
      await runner.query(`create index ${table}_words on requests.${table} using gin (words)`);
    // Before a row is written, what is worked out from it is empty: it says nothing about a change.
    await runner.query(`
      create or replace function requests.guard_party() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
      as $$ declare allowed text[] := '{status,received_on,due_on,first_answered_at,updated_at,updated_by,version,search_text,words}';
      begin
        if old.partnership_id <> all (access.party_workspace_ids())
           or old.partnership_id = any (access.writable_ids()) then return new; end if;
        if to_jsonb(new) - allowed is distinct from to_jsonb(old) - allowed then
          raise exception 'not for the actor to change' using errcode = '42501';
        end if;
        if new.status not in ('RECEIVED', 'IN_PROGRESS', 'ANSWERED', old.status)
           or (old.status in ('ACCEPTED', 'CLOSED', 'WITHDRAWN') and new.status <> old.status)
           or new.due_on < old.due_on or new.version <> old.version + 1 then
          raise exception 'no step of the actor';
        end if;
        return new;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['requests', 'entries', 'notes'])
      await runner.query(`alter table requests.${table} drop column words`);
  }
}
