import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Search finds tasks by their steps and by what they have in fields of their partnership as well. */
export class SearchStepsAndOwnFields1796140400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, weight] of [
      ['checklist_items', 'label', 'C'],
      ['custom_values', 'value', 'B'],
    ]) {
      await runner.query(`
        alter table coordination.${table!} add column words tsvector generated always as (
          setweight(to_tsvector('platform.dutch', ${column!}), '${weight!}')) stored`);
      await runner.query(`create index ${table!}_words on coordination.${table!} using gin (words)`);
    }
    const kept = (alias: string) =>
      `(${alias}.kept_by = '00000000-0000-0000-0000-000000000000' or ${alias}.kept_by = access.own_organisation_id())`;
    // Beside `find`: what only those inside see of a task.
    await runner.query(`
      create function coordination.find_inside(wanted tsquery, only_partnership uuid, at_most integer)
      returns table (task_id uuid, step_id uuid, field_id uuid, score real)
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp
      as $$
      declare
        inside uuid[] := array(select p from unnest(access.workspace_ids()) p
                               where only_partnership is null or p = only_partnership);
      begin
        return query
          select i.task_id, i.id, null::uuid, (1 + ts_rank(i.words, wanted))::real
          from coordination.checklist_items i
          where i.words @@ wanted and i.partnership_id = any (inside) and ${kept('i')}
          order by 4 desc, i.id desc limit at_most;
        return query
          select v.task_id, null::uuid, v.field_id, (1 + ts_rank(v.words, wanted))::real
          from coordination.custom_values v join coordination.custom_fields f on f.id = v.field_id
          where v.words @@ wanted and v.partnership_id = any (inside) and ${kept('v')}
                and f.type in ('TEXT', 'CHOICE') and f.removed_at is null
          order by 4 desc, v.task_id desc limit at_most;
      end $$`);
    await runner.query(`revoke execute on function coordination.find_inside(tsquery, uuid, integer) from public`);
    await runner.query(`grant execute on function coordination.find_inside(tsquery, uuid, integer) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function coordination.find_inside(tsquery, uuid, integer)`);
    await runner.query(`alter table coordination.checklist_items drop column words`);
    await runner.query(`alter table coordination.custom_values drop column words`);
  }
}
