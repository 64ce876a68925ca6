import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a partnership chose for the path through its first year, and what it decided on each step. The steps themselves are
 * data of the room, by code; a step is decided on once at a time, whatever two people do at once.
 */
export class StarterPaths1796140301000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.starter_paths (
        partnership_id uuid primary key references partnerships.partnerships on delete cascade,
        starts_on date not null,
        asks_subsidy boolean not null default false,
        version integer not null default 0
      )`);
    await runner.query(`
      create table coordination.starter_choices (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        code text not null check (code ~ '^[A-Z][A-Z_]*$'),
        decision text not null check (decision in ('TAKEN', 'SKIPPED')),
        task_id uuid,
        reason text check (reason <> ''),
        decided_by uuid not null references access.accounts,
        decided_at timestamptz not null,
        -- a step that was skipped is proposed again; the choice stays as it was made
        undone_at timestamptz,
        undone_by uuid references access.accounts,
        foreign key (partnership_id, task_id) references coordination.tasks (partnership_id, id),
        check ((decision = 'TAKEN') = (task_id is not null)),
        check ((decision = 'SKIPPED') = (reason is not null)),
        check ((undone_at is null) = (undone_by is null)),
        check (decision = 'SKIPPED' or undone_at is null)
      )`);
    await runner.query(`
      create unique index starter_choices_step on coordination.starter_choices (partnership_id, code)
      where undone_at is null`);
    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[])`;
    await secureTable(runner, 'coordination.starter_paths', { select: inside, insert: writable, update: writable });
    await secureTable(runner, 'coordination.starter_choices', {
      select: inside,
      insert: `${writable} and decided_by = (select platform.account_id())`,
      update: writable,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table coordination.starter_choices, coordination.starter_paths`);
  }
}
