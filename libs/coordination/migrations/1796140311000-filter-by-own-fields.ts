import { API_ROLE, openTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tasks are found by what they have in the fields of their partnership, whose values are written all at once; a field can
 * also be yes or no.
 */
export class FilterByOwnFields1796140311000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table coordination.custom_fields drop constraint custom_fields_type_check,
        add constraint custom_fields_type_check
          check (type in ('TEXT', 'NUMBER', 'DATE', 'CHOICE', 'PERSON', 'YES_NO'))`);
    // Whole numbers, because behind row-level security an index is searched only by comparisons that never fail, and those of
    // numeric may. A number counts in ten-thousandths, a day as 20261231.
    await runner.query(`
      alter table coordination.custom_values
        add column folded text not null generated always as (coordination.fold(value)) stored,
        add column ordinal bigint generated always as (
          case when value ~ '^-?[0-9]{1,12}([.][0-9]{1,4})?$' then (value::numeric * 10000)::bigint
               when value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then replace(value, '-', '')::bigint end) stored`);
    await runner.query(`create index custom_values_value on coordination.custom_values (field_id, value)`);
    await runner.query(`create index custom_values_ordinal on coordination.custom_values (field_id, ordinal)`);
    await openTable(runner, 'coordination.custom_values', {
      update: `partnership_id = any ((select access.writable_ids())::uuid[])
        and (kept_by = '00000000-0000-0000-0000-000000000000' or kept_by = (select access.own_organisation_id()))`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`revoke update on coordination.custom_values from ${API_ROLE}`);
    await runner.query(`drop policy api_update on coordination.custom_values`);
    await runner.query(`alter table coordination.custom_values drop column folded, drop column ordinal`);
    await runner.query(`drop index coordination.custom_values_value`);
    await runner.query(`
      delete from coordination.custom_values v using coordination.custom_fields f
      where f.id = v.field_id and f.type = 'YES_NO'`);
    await runner.query(`delete from coordination.custom_fields where type = 'YES_NO'`);
    await runner.query(`
      alter table coordination.custom_fields drop constraint custom_fields_type_check,
        add constraint custom_fields_type_check check (type in ('TEXT', 'NUMBER', 'DATE', 'CHOICE', 'PERSON'))`);
  }
}
