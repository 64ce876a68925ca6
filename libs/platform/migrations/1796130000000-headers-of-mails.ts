import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Some mails carry headers of their own, such as how to stop them. */
export class HeadersOfMails1796130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table platform.mails add column headers jsonb not null default '{}' check (jsonb_typeof(headers) = 'object')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table platform.mails drop column headers`);
  }
}
