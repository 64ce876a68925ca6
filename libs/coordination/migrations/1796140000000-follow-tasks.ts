import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

/** Who is named in a comment, and who chose to follow a task or to hear no more of it. */
export class FollowTasks1796140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // In the comment's own row: whoever may not read it does not learn who is named in it.
    await runner.query(`
      alter table coordination.comments
        add column mentioned_ids uuid[] not null default '{}' check (cardinality(mentioned_ids) <= 20)`);
    await runner.query(`
      create table coordination.task_followers (
        partnership_id uuid not null,
        task_id uuid not null,
        account_id uuid not null references access.accounts,
        -- false: hears no more of it, whatever the person has to do with it
        following boolean not null,
        kept_by uuid not null default ${EVERYBODY},
        primary key (task_id, account_id),
        foreign key (partnership_id, task_id, kept_by)
          references coordination.tasks (partnership_id, id, kept_by) on update cascade on delete cascade
      )`);
    await runner.query(`
      create trigger kept_with_its_task before insert on coordination.task_followers
      for each row execute function coordination.keep_with_task()`);
    const kept = `(kept_by = ${EVERYBODY} or kept_by = (select access.own_organisation_id()))`;
    const mine = `partnership_id = any ((select access.writable_ids())::uuid[]) and ${kept}
                  and account_id = (select platform.account_id())`;
    await secureTable(runner, 'coordination.task_followers', {
      select: `partnership_id = any ((select access.workspace_ids())::uuid[]) and ${kept}`,
      insert: mine,
      delete: mine,
    });
  }

  async down(): Promise<void> {
    throw new Error('who is named in a comment is part of what was written');
  }
}
