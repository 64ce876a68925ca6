import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of requests, of what both sides wrote about them, and of notes: each in its own table, under its own rights. */
export class SearchRequests1796120000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table requests.requests add column words tsvector generated always as (
        setweight(to_tsvector('platform.dutch', title), 'A') || setweight(to_tsvector('platform.dutch', body), 'C')) stored`);
    for (const table of ['entries', 'notes'])
      await runner.query(`
        alter table requests.${table} add column words tsvector generated always as (
          setweight(to_tsvector('platform.dutch', coalesce(body, '')), 'D')) stored`);
    for (const table of ['requests', 'entries', 'notes'])
      await runner.query(`create index ${table}_words on requests.${table} using gin (words)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['requests', 'entries', 'notes'])
      await runner.query(`alter table requests.${table} drop column words`);
  }
}
