import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tasks that come back. All of a series bear its id and count on from each other: whatever happens twice, a series has one
 * task with each number.
 */
export class RepeatTasks1796140310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table coordination.tasks
        -- FREQ, INTERVAL and UNTIL of RFC 5545
        add column recurrence text check (recurrence <> ''),
        -- the day from which the rule counts, which the due day of one task may leave
        add column recurs_from date,
        -- the day of the rule that this task is for
        add column recurs_on date,
        add column series_id uuid,
        add column occurrence integer check (occurrence > 0),
        -- the next one was made, whatever became of it
        add column repeated boolean not null default false,
        add check ((series_id is null) = (occurrence is null)),
        add check (recurrence is null
          or (series_id is not null and recurs_from is not null and recurs_on is not null))`);
    await runner.query(`
      create unique index tasks_series on coordination.tasks (partnership_id, series_id, occurrence)
      where series_id is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table coordination.tasks
        drop column recurrence, drop column recurs_from, drop column recurs_on, drop column series_id,
        drop column occurrence, drop column repeated`);
  }
}
