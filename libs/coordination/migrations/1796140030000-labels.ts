import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

/** Labels of a partnership, and which tasks bear them. */
export class Labels1796140030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.labels (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        name text not null check (name <> ''),
        colour text not null
          check (colour in ('BLUE', 'ORANGE', 'GREEN', 'PINK', 'SKY', 'MUSTARD', 'PURPLE', 'GREY')),
        -- no longer offered nor shown; the history goes on naming it
        removed_at timestamptz,
        version integer not null default 1,
        unique (partnership_id, id)
      )`);
    await runner.query(`
      create unique index labels_name on coordination.labels (partnership_id, coordination.fold(name))
      where removed_at is null`);
    await runner.query(`
      create table coordination.task_labels (
        partnership_id uuid not null,
        task_id uuid not null,
        label_id uuid not null,
        kept_by uuid not null default ${EVERYBODY},
        primary key (task_id, label_id),
        foreign key (partnership_id, task_id, kept_by)
          references coordination.tasks (partnership_id, id, kept_by) on update cascade on delete cascade,
        foreign key (partnership_id, label_id) references coordination.labels (partnership_id, id)
      )`);
    await runner.query(`create index task_labels_by_label on coordination.task_labels (label_id, task_id)`);
    await runner.query(`
      create trigger kept_with_its_task before insert on coordination.task_labels
      for each row execute function coordination.keep_with_task()`);
    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const writable = `partnership_id = any ((select access.writable_ids())::uuid[])`;
    const managed = `partnership_id = any ((select access.managed_ids())::uuid[])`;
    const kept = `(kept_by = ${EVERYBODY} or kept_by = (select access.own_organisation_id()))`;
    await secureTable(runner, 'coordination.labels', { select: inside, insert: managed, update: managed });
    await secureTable(runner, 'coordination.task_labels', {
      select: `${inside} and ${kept}`,
      insert: `${writable} and ${kept}`,
      delete: `${writable} and ${kept}`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table coordination.task_labels, coordination.labels`);
  }
}
