import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '../src/database/secure-table.js';

/** What a client already asked, so that asking again after a lost answer changes nothing twice. */
export class RememberMutations1796000050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform.mutations (
        account_id uuid not null,
        client_mutation_id text not null check (length(client_mutation_id) between 1 and 100),
        fingerprint bytea not null,
        -- absent only inside the transaction that is still at work
        result jsonb,
        created_at timestamptz not null,
        primary key (account_id, client_mutation_id)
      )`);
    const mine = `account_id = (select platform.account_id())`;
    await secureTable(runner, 'platform.mutations', { select: mine, insert: mine, update: mine, delete: mine });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table platform.mutations`);
  }
}
