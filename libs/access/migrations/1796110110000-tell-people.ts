import { API_ROLE, openTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every account has a log of what concerns it; those who work in a partnership may write in those of its people. */
export class TellPeople1796110110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function access.open_personal_stream() returns trigger
      language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ begin
        insert into live.personal_streams (account_id) values (new.id);
        return new;
      end $$`);
    await runner.query(`revoke execute on function access.open_personal_stream() from public`);
    await runner.query(`
      create trigger open_personal_stream after insert on access.accounts
      for each row execute function access.open_personal_stream()`);
    await runner.query(`insert into live.personal_streams (account_id) select id from access.accounts`);
    const me = `(select platform.account_id())`;
    const unseen = `(select platform.partnership_id()) is null`;
    await openTable(runner, 'live.personal_streams', { select: `account_id = ${me} and ${unseen}` });
    await openTable(runner, 'live.personal_events', {
      select: `account_id = ${me} and ${unseen} and (about_them
               or partnership_id = any ((select access.workspace_ids() || access.party_workspace_ids())::uuid[]))
               and (internal_to is null or internal_to = (select platform.organisation_id()))`,
    });
    // Told are people of the partnership, by who may change something in it; everything else is for nobody to write.
    await runner.query(`
      create function access.tell_people(partnership uuid, moment timestamptz, news jsonb)
      returns table (account_id uuid, last_sequence bigint)
      language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ #variable_conflict use_column
      declare
        me uuid := platform.account_id();
        person record;
      begin
        -- whoever may change nothing there tells at most the own other windows, as when an invitation was just accepted
        if me is null or (not coalesce(partnership = any (access.writable_ids()), false) and exists (
             select from jsonb_array_elements(news) item where (item ->> 'account_id')::uuid is distinct from me)) then
          raise insufficient_privilege;
        end if;
        -- always in the same order, so that two who tell the same people cannot wait for each other
        for person in
          select n.account_id as id, jsonb_agg(n.item order by n.place) as items
          from (select (item ->> 'account_id')::uuid as account_id, item, place
                from jsonb_array_elements(news) with ordinality as list (item, place)) n
          where exists (select from access.mandates m where m.partnership_id = partnership and m.account_id = n.account_id)
          group by n.account_id order by n.account_id
        loop
          update live.personal_streams s set last_sequence = s.last_sequence + jsonb_array_length(person.items)
          where s.account_id = person.id returning s.last_sequence into last_sequence;
          insert into live.personal_events (account_id, sequence, type, at, by_account_id, partnership_id, subject_type,
                                            subject_id, changed_fields, version, about_them, internal_to)
          select person.id, last_sequence - jsonb_array_length(person.items) + place, item ->> 'type', moment, me, partnership,
                 item ->> 'subject_type', (item ->> 'subject_id')::uuid,
                 array(select jsonb_array_elements_text(item -> 'changed_fields')), (item ->> 'version')::integer,
                 (item ->> 'about_them')::boolean,
                 case when (item ->> 'internal')::boolean then platform.organisation_id() end
          from jsonb_array_elements(person.items) with ordinality as list (item, place);
          account_id := person.id;
          return next;
        end loop;
      end $$`);
    await runner.query(`revoke execute on function access.tell_people(uuid, timestamptz, jsonb) from public`);
    await runner.query(`grant execute on function access.tell_people(uuid, timestamptz, jsonb) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function access.tell_people(uuid, timestamptz, jsonb)`);
    for (const table of ['live.personal_streams', 'live.personal_events']) {
      await runner.query(`drop policy api_select on ${table}`);
      await runner.query(`revoke select on ${table} from ${API_ROLE}`);
    }
    await runner.query(`drop trigger open_personal_stream on access.accounts`);
    await runner.query(`drop function access.open_personal_stream()`);
  }
}
