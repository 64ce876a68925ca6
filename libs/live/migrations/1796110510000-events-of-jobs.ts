import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A job reports what it did in its own partnership; nobody in particular is the author. */
export class EventsOfJobs1796110510000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function live.record_by_job(partnership uuid, moment timestamptz, entries jsonb) returns bigint
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ declare last bigint; begin
        if partnership is distinct from platform.job_partnership_id() then
          raise exception 'no job of this partnership' using errcode = '42501';
        end if;
        update live.streams s set last_sequence = s.last_sequence + jsonb_array_length(entries)
        where s.id = partnership returning s.last_sequence into strict last;
        insert into live.events (stream_id, sequence, type, at, organisation_id, subject_type, subject_id, changed_fields,
                                 version, party_ids, internal)
        select partnership, last - jsonb_array_length(entries) + row_number() over (), d.type, moment, d.organisation_id,
               d.subject_type, d.subject_id, array(select jsonb_array_elements_text(d.changed_fields)), d.version,
               array(select jsonb_array_elements_text(d.party_ids)::uuid), d.internal
        from jsonb_to_recordset(entries)
             as d(type text, organisation_id uuid, subject_type text, subject_id uuid, changed_fields jsonb, version int,
                  party_ids jsonb, internal boolean);
        return last;
      end $$`);
    await runner.query(`revoke execute on function live.record_by_job(uuid, timestamptz, jsonb) from public`);
    await runner.query(`grant execute on function live.record_by_job(uuid, timestamptz, jsonb) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function live.record_by_job(uuid, timestamptz, jsonb)`);
  }
}
