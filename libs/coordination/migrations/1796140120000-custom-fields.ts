import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

/** Fields that a partnership adds to its tasks, and what tasks have in them. */
export class CustomFields1796140120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.custom_fields (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        name text not null check (name <> ''),
        type text not null check (type in ('TEXT', 'NUMBER', 'DATE', 'CHOICE', 'PERSON')),
        choices text[] not null check ((type = 'CHOICE') = (cardinality(choices) > 0)),
        removed_at timestamptz,
        version integer not null default 1,
        unique (partnership_id, id)
      )`);
    await runner.query(`
      create unique index custom_fields_name on coordination.custom_fields (partnership_id, coordination.fold(name))
      where removed_at is null`);
    await runner.query(`
      create table coordination.custom_values (
        partnership_id uuid not null,
        task_id uuid not null,
        field_id uuid not null,
        -- as its field has it: a text, a number with a point, a day, a choice, the id of an account
        value text not null check (value <> ''),
        kept_by uuid not null default ${EVERYBODY},
        primary key (task_id, field_id),
        foreign key (partnership_id, task_id, kept_by)
          references coordination.tasks (partnership_id, id, kept_by) on update cascade on delete cascade,
        foreign key (partnership_id, field_id) references coordination.custom_fields (partnership_id, id)
      )`);
    await runner.query(`
      create trigger kept_with_its_task before insert on coordination.custom_values
      for each row execute function coordination.keep_with_task()`);
    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[])`;
    const managed = `partnership_id = any ((select access.managed_ids())::uuid[])`;
    const kept = `(kept_by = ${EVERYBODY} or kept_by = (select access.own_organisation_id()))`;
    await secureTable(runner, 'coordination.custom_fields', { select: inside, insert: managed, update: managed });
    await secureTable(runner, 'coordination.custom_values', {
      select: `${inside} and ${kept}`,
      insert: `${writable} and ${kept}`,
      delete: `${writable} and ${kept}`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table coordination.custom_values, coordination.custom_fields`);
  }
}
