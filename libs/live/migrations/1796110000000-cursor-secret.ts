import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The key behind which cursors hide their number: one for all processes of the API, made by the database and kept there. */
export class CursorSecret1796110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table live.cursor_secrets (
        -- at most one row
        only_one boolean primary key default true check (only_one),
        secret bytea not null check (length(secret) = 32)
      )`);
    // Random UUIDs come from the strong source of the database; two of them hold 244 random bits.
    await runner.query(`
      insert into live.cursor_secrets (secret)
      values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))`);
    await secureTable(runner, 'live.cursor_secrets');
    await runner.query(`
      create function live.cursor_secret() returns bytea language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select secret from live.cursor_secrets $$`);
    await runner.query(`revoke execute on function live.cursor_secret() from public`);
    await runner.query(`grant execute on function live.cursor_secret() to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function live.cursor_secret()`);
    await runner.query(`drop table live.cursor_secrets`);
  }
}
