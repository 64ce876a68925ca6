import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files are sent by staff of actors, who do not see what a partnership uses, and by people without an account. */
export class FilesWithoutAccount1796140300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Who has no account is somebody of a room above, which adds the foreign key.
    await runner.query(`
      alter table files.attachments add column guest_id uuid, alter column created_by drop not null,
        add constraint attachments_sender check (num_nonnulls(created_by, guest_id) = 1)`);
    await runner.query(`
      create function files.used_with(upload uuid) returns bigint language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select u.bytes from files.attachments a join files.usage u on u.partnership_id = a.partnership_id
            where a.id = upload and a.status = 'UPLOADING' and a.created_by = platform.account_id() $$`);
    await runner.query(`revoke execute on function files.used_with(uuid) from public`);
    await runner.query(`grant execute on function files.used_with(uuid) to ${API_ROLE}`);
  }

  async down(): Promise<void> {
    throw new Error('files of guests have no other sender');
  }
}
