import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

/** What was changed about a task, field by field. */
export class TaskHistory1796140010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.task_changes (
        id uuid primary key,
        partnership_id uuid not null,
        task_id uuid not null,
        field text not null check (field <> ''),
        -- ids, codes, days or texts, as the field has them
        before text[] not null,
        after text[] not null check (after <> before),
        at timestamptz not null,
        by_id uuid not null references access.accounts,
        kept_by uuid not null default ${EVERYBODY},
        -- the organisation the task stayed inside at the time, or all zeros: sharing it later opens nothing of before
        written_for uuid not null,
        foreign key (partnership_id, task_id, kept_by)
          references coordination.tasks (partnership_id, id, kept_by) on update cascade on delete cascade
      )`);
    await runner.query(`create index task_changes_task on coordination.task_changes (task_id, at, id)`);
    await runner.query(`
      create trigger kept_with_its_task before insert on coordination.task_changes
      for each row execute function coordination.keep_with_task()`);
    const ours = (column: string) => `(${column} = ${EVERYBODY} or ${column} = (select access.own_organisation_id()))`;
    const both = `${ours('kept_by')} and ${ours('written_for')}`;
    await secureTable(runner, 'coordination.task_changes', {
      select: `partnership_id = any ((select access.workspace_ids())::uuid[]) and ${both}`,
      insert: `partnership_id = any ((select access.writable_ids())::uuid[]) and ${both}
               and by_id = (select platform.account_id())`,
    });
  }

  async down(): Promise<void> {
    throw new Error('what was done to a task is not forgotten');
  }
}
