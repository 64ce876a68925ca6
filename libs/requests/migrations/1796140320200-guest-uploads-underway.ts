import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody without an account began to send and did not finish: named after a reload, so that they can go on with it. */
export class GuestUploadsUnderway1796140320200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function requests.guest_files_underway(moment timestamptz) returns jsonb language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'size', a.size, 'received', a.received)
                                      order by a.created_at, a.id), '[]')
            from requests.guests me join files.attachments a on a.partnership_id = me.partnership_id
            where me.id = requests.guest_here(moment) and a.owner_type = 'RequestGuest' and a.owner_id = me.id
              and a.guest_id = me.id and a.status = 'UPLOADING' $$`);
    await runner.query(`revoke execute on function requests.guest_files_underway(timestamptz) from public`);
    await runner.query(`grant execute on function requests.guest_files_underway(timestamptz) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function requests.guest_files_underway(timestamptz)`);
  }
}
