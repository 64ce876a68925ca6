import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose log hears of a client that was refused a token: also of one that is revoked or expired, which nobody may find. */
export class ClientThatWasRefused1796110400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function access.partnership_of_client(client uuid) returns uuid language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select c.partnership_id from access.service_clients c where c.id = client $$`);
    await runner.query(`revoke execute on function access.partnership_of_client(uuid) from public`);
    await runner.query(`grant execute on function access.partnership_of_client(uuid) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function access.partnership_of_client(uuid)`);
  }
}
