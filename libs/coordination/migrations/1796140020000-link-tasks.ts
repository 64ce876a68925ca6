import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

/**
 * Tasks that can only begin after others, and tasks that are part of another. A link carries for whom both of its tasks are:
 * who does not see one of them does not see the link.
 */
export class LinkTasks1796140020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.task_links (
        partnership_id uuid not null,
        task_id uuid not null,
        kind text not null check (kind in ('NEEDS', 'PART_OF')),
        other_id uuid not null check (other_id <> task_id),
        kept_by uuid not null default ${EVERYBODY},
        other_kept_by uuid not null default ${EVERYBODY},
        primary key (task_id, kind, other_id),
        -- What all see never leans on what one organisation keeps to itself. So a circle is seen whole by whoever would close it.
        constraint leans_on_what_its_readers_see check (other_kept_by in (${EVERYBODY}, kept_by)),
        foreign key (partnership_id, task_id, kept_by)
          references coordination.tasks (partnership_id, id, kept_by) on update cascade on delete cascade,
        foreign key (partnership_id, other_id, other_kept_by)
          references coordination.tasks (partnership_id, id, kept_by) on update cascade on delete cascade
      )`);
    await runner.query(
      `create unique index task_links_parent on coordination.task_links (task_id) where kind = 'PART_OF'`,
    );
    await runner.query(`create index task_links_other on coordination.task_links (other_id, kind)`);
    await runner.query(`
      create function coordination.keep_with_both_tasks() returns trigger language plpgsql
      set search_path = pg_catalog, pg_temp
      as $$ begin
        new.kept_by := (select t.kept_by from coordination.tasks t where t.id = new.task_id);
        new.other_kept_by := (select t.kept_by from coordination.tasks t where t.id = new.other_id);
        return new;
      end $$`);
    await runner.query(`
      create trigger kept_with_both_tasks before insert on coordination.task_links
      for each row execute function coordination.keep_with_both_tasks()`);
    // With the rights of the owner: links of an organisation that nobody else sees go too.
    await runner.query(`
      create function coordination.loosen_links() returns trigger language plpgsql
      security definer set search_path = pg_catalog, pg_temp
      as $$
      declare
        keeper uuid := case new.audience when 'OWN_ORGANISATION' then new.organisation_id else ${EVERYBODY} end;
      begin
        delete from coordination.task_links l
        where (l.task_id = new.id and l.other_kept_by not in (${EVERYBODY}, keeper))
           or (l.other_id = new.id and keeper not in (${EVERYBODY}, l.kept_by));
        return new;
      end $$`);
    await runner.query(`revoke execute on function coordination.loosen_links() from public`);
    await runner.query(`
      create trigger links_loosen before update of audience, organisation_id on coordination.tasks
      for each row when (new.audience is distinct from old.audience or new.organisation_id is distinct from old.organisation_id)
      execute function coordination.loosen_links()`);
    const ours = (column: string) => `(${column} = ${EVERYBODY} or ${column} = (select access.own_organisation_id()))`;
    const both = `${ours('kept_by')} and ${ours('other_kept_by')}`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[]) and ${both}`;
    await secureTable(runner, 'coordination.task_links', {
      select: `partnership_id = any ((select access.workspace_ids())::uuid[]) and ${both}`,
      insert: writable,
      delete: writable,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger links_loosen on coordination.tasks`);
    await runner.query(`drop table coordination.task_links`);
    await runner.query(`drop function coordination.loosen_links(), coordination.keep_with_both_tasks()`);
  }
}
