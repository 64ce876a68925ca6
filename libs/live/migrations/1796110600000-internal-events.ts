import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events about what stays inside one organisation of a partnership. */
export class InternalEvents1796110600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table live.events
        -- only for the organisation on whose behalf it was done
        add column internal boolean not null default false,
        add check (not internal or (organisation_id is not null and party_ids = '{}'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table live.events drop column internal`);
  }
}
