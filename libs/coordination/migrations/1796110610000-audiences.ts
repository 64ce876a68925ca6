import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

/**
 * Tasks and comments that stay inside one organisation, and comments that the actors of a shared task read. What hangs on a
 * task carries for whom the task is, and the foreign keys keep it so: hiding a task hides all of it.
 */
export class Audiences1796110610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table coordination.tasks
        -- on whose behalf it was made
        add column organisation_id uuid references access.organisations,
        drop constraint tasks_audience_check,
        add constraint tasks_audience_check check (audience in ('OWN_ORGANISATION', 'PARTNERSHIP', 'INVOLVED_ACTORS')),
        add check (audience <> 'OWN_ORGANISATION' or organisation_id is not null),
        -- the organisation it stays inside, or all zeros
        add column kept_by uuid not null generated always as (
          case audience when 'OWN_ORGANISATION' then organisation_id else ${EVERYBODY}::uuid end) stored`);
    await runner.query(`
      update coordination.tasks t set organisation_id = (
        select m.organisation_id from access.mandates m
        where m.partnership_id = t.partnership_id and m.account_id = t.created_by order by m.valid_from limit 1)`);
    await runner.query(`alter table coordination.tasks add unique (partnership_id, id, kept_by)`);
    // Whoever adds something to a task need not know for whom the task is.
    await runner.query(`
      create function coordination.keep_with_task() returns trigger language plpgsql
      set search_path = pg_catalog, pg_temp
      as $$ begin
        new.kept_by := (select t.kept_by from coordination.tasks t where t.id = new.task_id);
        return new;
      end $$`);
    for (const table of ['task_municipalities', 'task_actors', 'checklist_items', 'comments']) {
      await runner.query(`
        alter table coordination.${table}
          add column kept_by uuid not null default ${EVERYBODY},
          drop constraint ${table}_partnership_id_task_id_fkey,
          add foreign key (partnership_id, task_id, kept_by)
            references coordination.tasks (partnership_id, id, kept_by) on update cascade on delete cascade`);
      await runner.query(`
        create trigger kept_with_its_task before insert on coordination.${table}
        for each row execute function coordination.keep_with_task()`);
    }
    await runner.query(`
      alter table coordination.comments
        add column organisation_id uuid references access.organisations,
        add column audience text not null default 'PARTNERSHIP'
          check (audience in ('OWN_ORGANISATION', 'PARTNERSHIP', 'INVOLVED_ACTORS')),
        add check (audience <> 'OWN_ORGANISATION' or organisation_id is not null)`);

    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[])`;
    const asParty = `partnership_id = any ((select access.party_workspace_ids())::uuid[])`;
    const myActors = `any ((select access.directory_ids())::uuid[])`;
    const ours = (column: string) => `(${column} = ${EVERYBODY} or ${column} = (select access.own_organisation_id()))`;
    const kept = ours('kept_by');
    const mayUse = `using (${writable} and ${kept})`;
    const mayWrite = `with check (${writable} and ${kept})`;
    const alter = (policy: string, table: string, rule: string) =>
      runner.query(`alter policy api_${policy} on coordination.${table} ${rule}`);
    await alter(
      'select',
      'tasks',
      `using ((${inside} and ${kept}) or (${asParty} and audience = 'INVOLVED_ACTORS' and archived_at is null and exists (
         select from coordination.task_actors a where a.task_id = tasks.id and a.actor_id = ${myActors})))`,
    );
    await alter('insert', 'tasks', mayWrite);
    await alter('update', 'tasks', `${mayUse} ${mayWrite}`);
    await alter(
      'select',
      'task_municipalities',
      `using ((${inside} and ${kept}) or (${asParty} and kept_by = ${EVERYBODY}))`,
    );
    await alter(
      'select',
      'task_actors',
      `using ((${inside} and ${kept}) or (${asParty} and actor_id = ${myActors} and kept_by = ${EVERYBODY}))`,
    );
    await alter('select', 'checklist_items', `using (${inside} and ${kept})`);
    await alter('update', 'checklist_items', `${mayUse} ${mayWrite}`);
    for (const table of ['task_municipalities', 'task_actors', 'checklist_items']) {
      await alter('insert', table, mayWrite);
      await alter('delete', table, mayUse);
    }
    const ownComment = `(audience <> 'OWN_ORGANISATION' or organisation_id = (select access.own_organisation_id()))`;
    await alter(
      'select',
      'comments',
      `using ((${inside} and ${kept} and ${ownComment}) or (${asParty} and audience = 'INVOLVED_ACTORS' and exists (
         select from coordination.tasks t where t.id = task_id and t.audience = 'INVOLVED_ACTORS')))`,
    );
    await alter(
      'insert',
      'comments',
      `with check (${writable} and ${kept} and ${ownComment} and author_id = (select platform.account_id()))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('what was kept inside an organisation is not opened to others');
  }
}
