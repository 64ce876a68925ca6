import { API_ROLE, createSchema, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Coordination tasks with what hangs on them. Every row carries its partnership, and so do the foreign keys. */
export class CreateTasks1796000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'coordination');
    // Folding case and accents is immutable as long as the dictionary is named.
    await runner.query(`
      create function coordination.fold(text) returns text language sql immutable strict parallel safe
      set search_path = public, pg_catalog as $$ select lower(unaccent('unaccent'::regdictionary, $1)) $$`);
    await runner.query(`
      create table coordination.task_counters (
        partnership_id uuid primary key references partnerships.partnerships on delete cascade,
        last_number integer not null
      )`);
    await runner.query(`
      create table coordination.tasks (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        number integer not null check (number > 0),
        title text not null check (title <> ''),
        description text not null,
        status text not null check (status in ('TODO', 'BUSY', 'WAITING', 'DONE')),
        waiting_on_actor_id uuid references directory.actors,
        waiting_on_note text,
        due_on date,
        priority text not null check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
        policy_domain text,
        objectives text[] not null check (objectives <@ '{PARTICIPATION,ACCESSIBILITY,CITIZENSHIP,COHESION}'),
        assignee_id uuid references access.accounts,
        audience text not null check (audience in ('PARTNERSHIP', 'INVOLVED_ACTORS')),
        rank text collate "C" not null,
        archived_at timestamptz,
        completed_at timestamptz,
        created_at timestamptz not null,
        created_by uuid references access.accounts,
        updated_at timestamptz not null,
        updated_by uuid references access.accounts,
        version integer not null default 1,
        search_text text generated always as (coordination.fold(title || ' ' || description)) stored,
        unique (partnership_id, number),
        unique (partnership_id, id),
        check (status <> 'WAITING' or waiting_on_actor_id is not null or waiting_on_note <> ''),
        check ((status = 'DONE') = (completed_at is not null))
      )`);
    await runner.query(
      `create index tasks_board on coordination.tasks (partnership_id, status, rank, id) where archived_at is null`,
    );
    await runner.query(
      `create index tasks_due on coordination.tasks (partnership_id, due_on) where archived_at is null`,
    );
    await runner.query(`create index tasks_text on coordination.tasks using gin (search_text gin_trgm_ops)`);
    for (const [table, other] of [
      ['task_municipalities', 'municipality_id uuid not null references directory.municipalities'],
      ['task_actors', 'actor_id uuid not null references directory.actors'],
    ] as const) {
      const column = other.split(' ')[0];
      await runner.query(`
        create table coordination.${table} (
          partnership_id uuid not null,
          task_id uuid not null,
          ${other},
          primary key (task_id, ${column}),
          foreign key (partnership_id, task_id) references coordination.tasks (partnership_id, id) on delete cascade
        )`);
      await runner.query(`create index ${table}_by_${column} on coordination.${table} (partnership_id, ${column})`);
    }
    await runner.query(`
      create table coordination.checklist_items (
        id uuid primary key,
        partnership_id uuid not null,
        task_id uuid not null,
        label text not null check (label <> ''),
        done boolean not null default false,
        position integer not null,
        version integer not null default 1,
        foreign key (partnership_id, task_id) references coordination.tasks (partnership_id, id) on delete cascade
      )`);
    await runner.query(`create index checklist_items_task on coordination.checklist_items (task_id, position)`);
    await runner.query(`
      create table coordination.comments (
        id uuid primary key,
        partnership_id uuid not null,
        task_id uuid not null,
        body text not null check (body <> ''),
        author_id uuid not null references access.accounts,
        created_at timestamptz not null,
        foreign key (partnership_id, task_id) references coordination.tasks (partnership_id, id) on delete cascade
      )`);
    await runner.query(`create index comments_task on coordination.comments (task_id, created_at, id)`);

    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[])`;
    const asParty = `partnership_id = any ((select access.party_workspace_ids())::uuid[])`;
    const myActors = `any ((select access.directory_ids())::uuid[])`;
    const me = `(select platform.account_id())`;
    const change = { insert: writable, update: writable };
    await secureTable(runner, 'coordination.task_counters', { select: writable, ...change });
    await secureTable(runner, 'coordination.tasks', {
      select: `${inside} or (${asParty} and audience = 'INVOLVED_ACTORS' and archived_at is null and exists (
                 select from coordination.task_actors a where a.task_id = tasks.id and a.actor_id = ${myActors}))`,
      ...change,
    });
    await secureTable(runner, 'coordination.task_municipalities', {
      select: `${inside} or ${asParty}`,
      insert: writable,
      delete: writable,
    });
    await secureTable(runner, 'coordination.task_actors', {
      select: `${inside} or (${asParty} and actor_id = ${myActors})`,
      insert: writable,
      delete: writable,
    });
    await secureTable(runner, 'coordination.checklist_items', { select: inside, ...change, delete: writable });
    await secureTable(runner, 'coordination.comments', { select: inside, insert: `${writable} and author_id = ${me}` });
    await runner.query(`grant execute on all functions in schema coordination to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema coordination cascade`);
  }
}
