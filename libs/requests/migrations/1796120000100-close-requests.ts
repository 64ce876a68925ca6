import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may read and write what of requests, worked out from the tables alone: those who work in the partnership, and staff of
 * the actor for what was sent to it. Notes, links to tasks and steps of the ladder have no line for the actor.
 */
export class CloseRequests1796120000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[])`;
    const managed = `partnership_id = any ((select access.managed_ids())::uuid[])`;
    const asParty = `partnership_id = any ((select access.party_workspace_ids())::uuid[])`;
    const mine = `any ((select access.directory_ids())::uuid[])`;
    const me = `(select platform.account_id())`;
    const ourNote = `(audience = 'PARTNERSHIP' or organisation_id = (select access.own_organisation_id()))`;
    const signedIn = `${me} is not null`;
    const asked = `${asParty} and sent_at is not null and actor_id = ${mine}`;
    // The table of requests answers under its own policy: whoever finds the request there sees what belongs to it.
    const askedIn = (table: string) =>
      `${asParty} and exists (select from requests.requests r
         where r.partnership_id = ${table}.partnership_id and r.id = ${table}.request_id)`;
    for (const table of ['public_holidays', 'legal_terms', 'ladder_steps'])
      await secureTable(runner, `requests.${table}`, { select: signedIn });
    await secureTable(runner, 'requests.imports');
    await secureTable(runner, 'requests.counters', { select: writable, insert: writable, update: writable });
    await secureTable(runner, 'requests.requests', {
      select: `${inside} or (${asked})`,
      insert: writable,
      update: `${writable} or (${asked})`,
    });
    const shared = (table: string) => `${inside} or (${askedIn(table)})`;
    await secureTable(runner, 'requests.request_municipalities', {
      select: shared('request_municipalities'),
      insert: writable,
      delete: writable,
    });
    await secureTable(runner, 'requests.linked_tasks', { select: inside, insert: writable, delete: writable });
    await secureTable(runner, 'requests.entries', {
      select: shared('entries'),
      insert: `author_id is not distinct from ${me}
               and ((${writable} and side = 'ASKING') or (side = 'ACTOR' and ${askedIn('entries')}))`,
    });
    await secureTable(runner, 'requests.notes', {
      select: `${inside} and ${ourNote}`,
      insert: `${writable} and author_id = ${me} and ${ourNote}`,
    });
    await secureTable(runner, 'requests.answers', {
      select: shared('answers'),
      insert: `author_id = ${me} and judged_at is null
               and ((${writable} and recorded_from is not null) or (recorded_from is null and ${askedIn('answers')}))`,
      update: writable,
    });
    await secureTable(runner, 'requests.commitments', {
      select: shared('commitments'),
      insert: `outcome is null and (${writable} or (${askedIn('commitments')}))`,
      update: writable,
    });
    await secureTable(runner, 'requests.extensions', {
      select: shared('extensions'),
      insert: `asked_by = ${me} and decided_by is null and (state = 'ASKED' or by_law) and (${askedIn('extensions')})`,
      update: writable,
    });
    await secureTable(runner, 'requests.escalations', { select: inside, insert: writable, update: writable });
    await secureTable(runner, 'requests.sharing_decisions', {
      select: inside,
      insert: `${managed} and recorded_by = ${me}`,
    });
    await this.guardParties(runner);
    await runner.query(`revoke execute on all functions in schema requests from public`);
    await runner.query(`grant execute on all functions in schema requests to ${API_ROLE}`);
  }

  /** Policies know rows, no columns: what staff of an actor may change of a request is a trigger's to say. */
  private async guardParties(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- what is worked out from a row is empty before it is written, and says nothing about a change
      create function requests.guard_party() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
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
    await runner.query(`
      create trigger guard_party before update on requests.requests for each row execute function requests.guard_party()`);
    // Who answers for an actor reports it in the log, and nothing that the actor could not read there.
    await runner.query(`
      create policy party_insert on live.events for insert to ${API_ROLE}
        with check (stream_id = any ((select access.party_workspace_ids())::uuid[])
                    and party_ids <@ (select access.directory_ids())::uuid[] and party_ids <> '{}'
                    and account_id = (select platform.account_id()))`);
    await runner.query(`
      create policy party_update on live.streams for update to ${API_ROLE}
        using (id = any ((select access.party_workspace_ids())::uuid[]))
        with check (id = any ((select access.party_workspace_ids())::uuid[]))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop policy party_insert on live.events`);
    await runner.query(`drop policy party_update on live.streams`);
    await runner.query(`drop trigger guard_party on requests.requests`);
  }
}
