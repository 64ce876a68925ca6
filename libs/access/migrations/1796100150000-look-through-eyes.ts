import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inForce } from '../src/rights.sql.js';

/** Whom a manager or auditor of a partnership may look through the eyes of: whoever has rights there now. */
export class LookThroughEyes1796100150000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function access.preview_of(partnership uuid, account uuid, organisation uuid) returns jsonb
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select access.caller_of(m.account_id, m.organisation_id, partnership)
            from access.mandates m
            where m.partnership_id = partnership and partnership = any (access.auditable_ids())
                  and platform.partnership_id() is null
                  and (account is null or m.account_id = account)
                  and (organisation is null or m.organisation_id = organisation)
                  and (account is not null or organisation is not null)
                  and ${inForce('m')}
            order by array_position('{MANAGER,OFFICER,MEMBER,COORDINATOR,AUDITOR,READER,ANSWERER}', m.role), m.valid_from, m.id
            limit 1 $$`);
    await runner.query(`revoke execute on function access.preview_of(uuid, uuid, uuid) from public`);
    await runner.query(`grant execute on function access.preview_of(uuid, uuid, uuid) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function access.preview_of(uuid, uuid, uuid)`);
  }
}
