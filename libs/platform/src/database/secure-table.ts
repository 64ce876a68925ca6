import type { QueryRunner } from 'typeorm';
import { API_ROLE } from './migrate.js';

/** What the API may do with a table, and for which rows. A right without a policy is not given. */
export interface TableRights {
  /** Condition for rows the API may read. */
  select?: string;
  /** Condition for rows the API may add. */
  insert?: string;
  /** Condition for rows the API may change, before and after the change. */
  update?: string;
  /** Condition for rows the API may remove. */
  delete?: string;
}

/**
 * Closes a table with forced row-level security and opens exactly the given rights for the API's role.
 * The owner, who migrates and imports, keeps access through a policy of its own.
 */
export const secureTable = async (runner: QueryRunner, table: string, rights: TableRights = {}): Promise<void> => {
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(`create policy maintenance on ${table} for all to current_user using (true) with check (true)`);
  await openTable(runner, table, rights);
};

/** Adds rights to a table that is already closed. */
export const openTable = async (runner: QueryRunner, table: string, rights: TableRights): Promise<void> => {
  const policies = {
    select: (rule: string) => `using (${rule})`,
    insert: (rule: string) => `with check (${rule})`,
    update: (rule: string) => `using (${rule}) with check (${rule})`,
    delete: (rule: string) => `using (${rule})`,
  } as const;
  for (const operation of ['select', 'insert', 'update', 'delete'] as const) {
    const rule = rights[operation];
    if (!rule) continue;
    await runner.query(
      `create policy api_${operation} on ${table} for ${operation} to ${API_ROLE} ${policies[operation](rule)}`,
    );
    await runner.query(`grant ${operation} on ${table} to ${API_ROLE}`);
  }
};

/** A schema of a room, which the API's role may enter. */
export const createSchema = async (runner: QueryRunner, schema: string): Promise<void> => {
  await runner.query(`create schema ${schema}`);
  await runner.query(`grant usage on schema ${schema} to ${API_ROLE}`);
};
