import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inForce } from '../src/rights.sql.js';

/** What the live engine asks before it delivers: who has rights in a partnership now, and which sessions go on. */
export class WhoReadsNow1796100160000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function access.who_reads(partnership uuid)
      returns table (account_id uuid, organisation_id uuid, role text, directory_id uuid)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select m.account_id, m.organisation_id, m.role, o.directory_id
            from access.mandates m join access.organisations o on o.id = m.organisation_id
            where m.partnership_id = partnership
                  and partnership = any (access.workspace_ids() || access.party_workspace_ids())
                  and ${inForce('m')} $$`);
    await runner.query(`
      create function access.sessions_in_use(hashes bytea[], moment timestamptz, idle_since timestamptz)
      returns setof bytea language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select s.token_hash from access.sessions s
            where s.token_hash = any (hashes) and s.expires_at > moment and s.last_used_at > idle_since $$`);
    for (const signature of ['who_reads(uuid)', 'sessions_in_use(bytea[], timestamptz, timestamptz)']) {
      await runner.query(`revoke execute on function access.${signature} from public`);
      await runner.query(`grant execute on function access.${signature} to ${API_ROLE}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function access.who_reads(uuid)`);
    await runner.query(`drop function access.sessions_in_use(bytea[], timestamptz, timestamptz)`);
  }
}
