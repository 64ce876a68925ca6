import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

/**
 * Tasks and comments carry the actors that read them, as they carry the organisation they stay inside: rules for actors
 * outside look at the row, not at tasks and actors behind it. The database keeps it so, whoever writes.
 */
export class PartiesOfTasks1796140410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['tasks', 'comments'])
      await runner.query(`
        alter table coordination.${table}
          -- actors that may read it: of a shared task that was not put away, those involved
          add column party_ids uuid[] not null default '{}'`);
    const parties = (task: string) => `
      case when ${task}.audience = 'INVOLVED_ACTORS' and ${task}.archived_at is null
           then array(select a.actor_id from coordination.task_actors a where a.task_id = ${task}.id order by 1)
           else '{}' end`;
    await runner.query(
      `update coordination.tasks t set party_ids = ${parties('t')} where t.audience = 'INVOLVED_ACTORS'`,
    );
    await runner.query(`
      update coordination.comments c set party_ids = t.party_ids from coordination.tasks t
      where t.id = c.task_id and c.audience = 'INVOLVED_ACTORS'`);

    const trigger = async (name: string, body: string, ...when: string[]) => {
      await runner.query(`
        create function coordination.${name}() returns trigger language plpgsql
        security definer set search_path = pg_catalog, pg_temp
        as $$ begin ${body} end $$`);
      await runner.query(`revoke execute on function coordination.${name}() from public`);
      for (const [index, moment] of when.entries())
        await runner.query(`create trigger ${name}_${String(index)} ${moment} execute function coordination.${name}()`);
    };
    await trigger(
      'parties_of_task',
      `new.party_ids := ${parties('new')}; return new;`,
      `before insert or update on coordination.tasks for each row`,
    );
    await trigger(
      'parties_of_actors',
      // Touched, they are worked out again.
      `update coordination.tasks t set party_ids = t.party_ids where t.audience = 'INVOLVED_ACTORS'
         and t.id in (select c.task_id from changed c);
       return null;`,
      `after insert on coordination.task_actors referencing new table as changed for each statement`,
      `after delete on coordination.task_actors referencing old table as changed for each statement`,
    );
    await trigger(
      'parties_of_comments',
      `update coordination.comments c set party_ids = new.party_ids
       where c.task_id = new.id and c.audience = 'INVOLVED_ACTORS';
       return null;`,
      `after update on coordination.tasks for each row when (old.party_ids <> new.party_ids)`,
    );
    // Whoever changes the task at the same moment waits for the comment, or the other way round.
    await trigger(
      'parties_of_comment',
      `new.party_ids := '{}';
       if new.audience = 'INVOLVED_ACTORS' then
         select t.party_ids into new.party_ids from coordination.tasks t where t.id = new.task_id for share;
       end if;
       return new;`,
      `before insert on coordination.comments for each row`,
    );

    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const shared = `partnership_id = any ((select access.party_workspace_ids())::uuid[])
                    and party_ids && (select access.directory_ids())::uuid[]`;
    const own = `(select access.own_organisation_id())`;
    const kept = `(kept_by = ${EVERYBODY} or kept_by = ${own})`;
    await runner.query(`
      alter policy api_select on coordination.tasks using ((${inside} and ${kept}) or (${shared}))`);
    await runner.query(`
      alter policy api_select on coordination.comments using (
        (${inside} and ${kept} and (audience <> 'OWN_ORGANISATION' or organisation_id = ${own})) or (${shared}))`);
  }

  async down(): Promise<void> {
    throw new Error('rules that cost more are not brought back');
  }
}
