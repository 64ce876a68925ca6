import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stays inside one organisation: whose it is for the caller, and the events that tell of it. */
export class InsideOneOrganisation1796110605000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Looking through the eyes of another organisation shows nothing of what stays inside it.
    await runner.query(`
      create function access.own_organisation_id() returns uuid language sql stable
      set search_path = pg_catalog, pg_temp
      as $$ select platform.organisation_id() where coalesce(current_setting('app.preview', true), '') = '' $$`);
    await runner.query(`revoke execute on function access.own_organisation_id() from public`);
    await runner.query(`grant execute on function access.own_organisation_id() to ${API_ROLE}`);
    const own = `(not internal or organisation_id = (select access.own_organisation_id()))`;
    const workspaces = `any ((select access.workspace_ids())::uuid[])`;
    const parties = `any ((select access.party_workspace_ids())::uuid[])`;
    await runner.query(`
      alter policy api_select on live.events using (
        (stream_id = ${workspaces} and ${own})
        or (stream_id = ${parties} and party_ids && (select access.directory_ids())::uuid[]))`);
    await runner.query(`
      alter policy api_insert on live.events with check (
        stream_id = any ((select access.writable_ids())::uuid[]) and account_id = (select platform.account_id())
        and ${own})`);
  }

  async down(): Promise<void> {
    throw new Error('what was kept inside an organisation is not opened to others');
  }
}
