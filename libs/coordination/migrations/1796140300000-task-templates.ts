import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What tasks that a partnership makes again and again begin with. */
export class TaskTemplates1796140300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coordination.task_templates (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        title text not null check (title <> ''),
        description text not null,
        priority text not null check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
        policy_domain text,
        objectives text[] not null check (objectives <@ '{PARTICIPATION,ACCESSIBILITY,CITIZENSHIP,COHESION}'),
        -- calendar days from a day that is chosen when it is used
        due_days integer check (abs(due_days) <= 730),
        checklist text[] not null check (cardinality(checklist) <= 100),
        -- no longer offered; tasks that were made from it have nothing to do with it any more
        removed_at timestamptz,
        version integer not null default 1,
        unique (partnership_id, id)
      )`);
    await runner.query(`
      create unique index task_templates_title on coordination.task_templates (partnership_id, coordination.fold(title))
      where removed_at is null`);
    await runner.query(`
      create table coordination.template_labels (
        partnership_id uuid not null,
        template_id uuid not null,
        label_id uuid not null,
        primary key (template_id, label_id),
        foreign key (partnership_id, template_id) references coordination.task_templates (partnership_id, id)
          on delete cascade,
        foreign key (partnership_id, label_id) references coordination.labels (partnership_id, id)
      )`);
    await runner.query(`
      create table coordination.template_actors (
        partnership_id uuid not null,
        template_id uuid not null,
        actor_id uuid not null references directory.actors,
        primary key (template_id, actor_id),
        foreign key (partnership_id, template_id) references coordination.task_templates (partnership_id, id)
          on delete cascade
      )`);
    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const managed = `partnership_id = any ((select access.managed_ids())::uuid[])`;
    await secureTable(runner, 'coordination.task_templates', { select: inside, insert: managed, update: managed });
    for (const table of ['template_labels', 'template_actors'])
      await secureTable(runner, `coordination.${table}`, { select: inside, insert: managed, delete: managed });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table coordination.template_actors, coordination.template_labels, coordination.task_templates`,
    );
  }
}
