import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSchema } from '../src/database/secure-table.js';
import { API_ROLE } from '../src/database/migrate.js';

/** Extensions, and the functions through which policies learn for whom a transaction runs. */
export class Foundation1796000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const extension of ['btree_gist', 'pg_trgm', 'unaccent'])
      await runner.query(`create extension if not exists ${extension}`);
    await createSchema(runner, 'platform');
    // Unset or empty means nobody, and comparing with null is never true: the wall fails closed.
    for (const name of ['account_id', 'organisation_id'])
      await runner.query(`
        create function platform.${name}() returns uuid language sql stable parallel safe
        set search_path = pg_catalog
        as $$ select nullif(current_setting('app.${name}', true), '')::uuid $$`);
    await runner.query(`grant execute on all functions in schema platform to ${API_ROLE}`);
  }

  async down(): Promise<void> {
    throw new Error('the foundation is not taken away');
  }
}
