import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { actedOn } from '../src/rights.sql.js';

/**
 * Whose rights a statement needs, and what of the work of others it sees, as SQL: two statements that see the same find the same
 * rights. Never what stands there when nobody's are known.
 */
const WHO = `format('of %s/%s/%s seeing %s', current_setting('app.account_id', true), current_setting('app.organisation_id', true),
                    current_setting('app.partnership_id', true), pg_current_snapshot())`;

/** Where rights come from; directory ids from `organisations`. */
const SOURCES = ['mandates', 'participations', 'affiliations', 'organisations'];

const GETTERS = [
  'workspace_ids',
  'party_workspace_ids',
  'writable_ids',
  'managed_ids',
  'auditable_ids',
  'directory_ids',
];

const idsOf = (roles: string) => `coalesce(array_agg(distinct m.partnership_id) filter (where m.role ${roles}), '{}')`;

/**
 * A change asked row-level security's functions some eighteen times who may what, and each time they read the mandates again.
 * Now they are read once, for all, and stay known as long as the transaction sees the same: until somebody else's change was
 * committed, or it changes itself what rights come from, or is for somebody else.
 */
export class RightsOnceASnapshot1796140290000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function access.learn_rights() returns void language plpgsql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ declare
        known record;
      begin
        select ${idsOf(`<> 'ANSWERER'`)} as workspaces, ${idsOf(`= 'ANSWERER'`)} as party_workspaces,
               ${idsOf(`in ('MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR')`)} as writable,
               ${idsOf(`= 'MANAGER'`)} as managed, ${idsOf(`in ('MANAGER', 'AUDITOR')`)} as auditable,
               coalesce(array_agg(distinct o.directory_id) filter (where o.directory_id is not null), '{}') as directories
        into strict known
        from access.mandates m join access.organisations o on o.id = m.organisation_id where ${actedOn('m')};
        perform set_config('app.workspace_ids', known.workspaces::text, true),
                set_config('app.party_workspace_ids', known.party_workspaces::text, true),
                set_config('app.writable_ids', known.writable::text, true),
                set_config('app.managed_ids', known.managed::text, true),
                set_config('app.auditable_ids', known.auditable::text, true),
                set_config('app.directory_ids', known.directories::text, true),
                set_config('app.rights_of', ${WHO}, true);
      end $$`);
    for (const name of GETTERS) {
      await runner.query(`
        create or replace function access.${name}() returns uuid[] language plpgsql stable security definer
        set search_path = pg_catalog, pg_temp
        as $$ begin
          if current_setting('app.rights_of', true) is distinct from ${WHO} then
            perform access.learn_rights();
          end if;
          return current_setting('app.${name}')::uuid[];
        end $$`);
    }
    await runner.query(`
      create function access.forget_rights() returns trigger language plpgsql
      set search_path = pg_catalog, pg_temp
      as $$ begin
        perform set_config('app.rights_of', '', true);
        return null;
      end $$`);
    for (const table of SOURCES) {
      await runner.query(`
        create trigger forget_rights after insert or update or delete or truncate on access.${table}
        for each statement execute function access.forget_rights()`);
    }
    for (const signature of ['learn_rights()', 'forget_rights()']) {
      await runner.query(`revoke execute on function access.${signature} from public`);
      await runner.query(`grant execute on function access.${signature} to ${API_ROLE}`);
    }
  }

  async down(): Promise<void> {
    throw new Error('the walls stay up');
  }
}
