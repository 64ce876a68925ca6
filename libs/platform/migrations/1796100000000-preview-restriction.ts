import type { MigrationInterface, QueryRunner } from 'typeorm';
import { API_ROLE } from '../src/database/migrate.js';

/** The one partnership somebody's rights are narrowed to while another looks through their eyes; null otherwise. */
export class PreviewRestriction1796100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function platform.partnership_id() returns uuid language sql stable parallel safe
      set search_path = pg_catalog
      as $$ select nullif(current_setting('app.partnership_id', true), '')::uuid $$`);
    await runner.query(`grant execute on function platform.partnership_id() to ${API_ROLE}`);
    // What somebody asked before is theirs alone.
    const mine = `account_id = (select platform.account_id()) and (select platform.partnership_id()) is null`;
    for (const [name, check] of [
      ['select', 'using'],
      ['insert', 'with check'],
      ['update', 'using'],
      ['delete', 'using'],
    ])
      await runner.query(`alter policy api_${name} on platform.mutations ${check} (${mine})`);
    await runner.query(`alter policy api_update on platform.mutations with check (${mine})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function platform.partnership_id()`);
  }
}
