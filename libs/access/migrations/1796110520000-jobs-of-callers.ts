import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work is promised for a partnership by who works in it or was asked by it, and by its own jobs. */
export class JobsOfCallers1796110520000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function platform.may_schedule_for(partnership uuid) returns boolean
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select partnership is null or partnership is not distinct from platform.job_partnership_id()
                   or (platform.partnership_id() is null
                       and partnership = any (access.workspace_ids() || access.party_workspace_ids())) $$`);
  }

  async down(): Promise<void> {
    throw new Error('the walls stay up');
  }
}
