import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is known is worked out once per statement; before, the caller's partnerships were asked for every mandate there is. */
export class KnownPeopleAtOnce1796110300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function access.visible_accounts() returns setof uuid language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select platform.account_id()
            union select m.account_id from access.mandates m
            where m.partnership_id = any ((select access.workspace_ids() || access.party_workspace_ids())::uuid[]) $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function access.visible_accounts() returns setof uuid language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select platform.account_id()
            union select m.account_id from access.mandates m
            where m.partnership_id = any (access.workspace_ids() || access.party_workspace_ids()) $$`);
  }
}
