import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Saved views, changes of many tasks at once with what they were before, and files of tasks that are being imported. */
export class ViewsBulkImports1796140100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.saved_views (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        account_id uuid not null references access.accounts,
        name text not null check (name <> ''),
        -- the part of the address after the question mark
        query text not null,
        audience text not null check (audience in ('OWN', 'PARTNERSHIP')),
        created_at timestamptz not null,
        updated_at timestamptz not null,
        version integer not null default 1
      )`);
    await runner.query(`create index saved_views_partnership on coordination.saved_views (partnership_id, name)`);
    await runner.query(`
      create table coordination.bulk_changes (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        account_id uuid not null references access.accounts,
        at timestamptz not null,
        fields text[] not null,
        -- per task: what its fields were and what they became
        items jsonb not null,
        undone_at timestamptz
      )`);
    await runner.query(`create index bulk_changes_account on coordination.bulk_changes (account_id, at)`);
    await runner.query(`
      create table coordination.task_imports (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        account_id uuid not null references access.accounts,
        file_name text not null,
        created_at timestamptz not null,
        columns text[] not null check (cardinality(columns) between 1 and 50),
        -- per column the field it fills, or an empty text
        mapping text[] not null,
        row_count integer not null check (row_count between 0 and 5000),
        next_row integer not null default 1,
        finished_at timestamptz,
        version integer not null default 1,
        unique (partnership_id, id, account_id)
      )`);
    await runner.query(`create index task_imports_account on coordination.task_imports (account_id, created_at)`);
    await runner.query(`
      create table coordination.task_import_rows (
        partnership_id uuid not null,
        import_id uuid not null,
        account_id uuid not null,
        number integer not null check (number >= 1),
        cells text[] not null,
        task_id uuid,
        problems jsonb,
        primary key (import_id, number),
        foreign key (partnership_id, import_id, account_id)
          references coordination.task_imports (partnership_id, id, account_id) on delete cascade,
        foreign key (partnership_id, task_id) references coordination.tasks (partnership_id, id)
      )`);

    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[])`;
    const mine = `account_id = (select platform.account_id())`;
    const own = `${writable} and ${mine}`;
    await secureTable(runner, 'coordination.saved_views', {
      select: `${inside} and (audience = 'PARTNERSHIP' or ${mine})`,
      ...{ insert: own, update: own, delete: own },
    });
    await secureTable(runner, 'coordination.bulk_changes', {
      select: `${inside} and ${mine}`,
      insert: own,
      update: own,
    });
    for (const table of ['task_imports', 'task_import_rows'])
      await secureTable(runner, `coordination.${table}`, {
        select: `${inside} and ${mine}`,
        ...{ insert: own, update: own, delete: own },
      });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['task_import_rows', 'task_imports', 'bulk_changes', 'saved_views'])
      await runner.query(`drop table coordination.${table}`);
  }
}
