import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of a word that very many tasks have, the newest of them are ranked. */
const RANKED = 2_000;
/** Of tasks spelt alike, so many are compared. */
const ALIKE = 500;

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
    const mine = `t.partnership_id = any (inside) and ${kept('t')}
                  or t.partnership_id = any (party) and t.audience = 'INVOLVED_ACTORS' and t.archived_at is null
                     and exists (select from coordination.task_actors a where a.task_id = t.id and a.actor_id = any (actors))`;
    // The extension tells of its settings once it was used.
    await runner.query(`select public.word_similarity('', '')`);
    await runner.query(`drop function coordination.find(tsquery, text, uuid, integer)`);
    await runner.query(`
      create function coordination.find(wanted tsquery, typed text, only_partnership uuid, at_most integer)
      returns table (task_id uuid, comment_id uuid, step_id uuid, field_id uuid, score real)
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp
      set pg_trgm.word_similarity_threshold = 0.5
      as $$
      declare
        inside uuid[] := access.workspace_ids();
        party uuid[] := access.party_workspace_ids();
        actors uuid[] := access.directory_ids();
        -- the longest first: the index is read for three of them
        spelt text[] := array(select w from regexp_split_to_table(coordination.fold(left(typed, 200)), '\\s+') w
                              where length(w) > 3 order by length(w) desc limit 8);
        hits integer;
      begin
        if only_partnership is not null then
          inside := array(select unnest(inside) intersect select only_partnership);
          party := array(select unnest(party) intersect select only_partnership);
        end if;
        return query
          select t.id, null::uuid, null::uuid, null::uuid,
                 (1 + ts_rank(t.words, wanted) - case when t.archived_at is null then 0 else 0.5 end)::real
          from (select * from coordination.tasks t where t.words @@ wanted and (${mine}) order by t.id desc limit ${RANKED}) t
          order by 5 desc, t.id desc limit at_most;
        get diagnostics hits = row_count;
        return query
          select c.task_id, c.id, null::uuid, null::uuid, (1 + ts_rank(c.words, wanted))::real
          from coordination.comments c where c.words @@ wanted and c.partnership_id = any (inside || party)
          order by 5 desc, c.id desc limit at_most;
        -- what only those inside see of a task
        return query
          select i.task_id, null::uuid, i.id, null::uuid, (1 + ts_rank(i.words, wanted))::real
          from coordination.checklist_items i
          where i.words @@ wanted and i.partnership_id = any (inside) and ${kept('i')}
          order by 5 desc, i.id desc limit at_most;
        return query
          select v.task_id, null::uuid, null::uuid, v.field_id, (1 + ts_rank(v.words, wanted))::real
          from coordination.custom_values v join coordination.custom_fields f on f.id = v.field_id
          where v.words @@ wanted and v.partnership_id = any (inside) and ${kept('v')}
                and f.type in ('TEXT', 'CHOICE') and f.removed_at is null
          order by 5 desc, v.task_id desc limit at_most;
        if hits < 5 and cardinality(spelt) > 0 then
          return query
            select t.id, null::uuid, null::uuid, null::uuid,
                   (0.9 * (select avg(public.word_similarity(w, t.search_text)) from unnest(spelt) w))::real
            from (select * from coordination.tasks t
                  where spelt[1] operator(public.<%) t.search_text
                        and coalesce(spelt[2], spelt[1]) operator(public.<%) t.search_text
                        and coalesce(spelt[3], spelt[1]) operator(public.<%) t.search_text
                        and (select coalesce(bool_and(w operator(public.<%) t.search_text), true) from unnest(spelt[4:]) w)
                        and not coalesce(t.words @@ wanted, false) and (${mine})
                  limit ${ALIKE}) t
            order by 5 desc, t.id desc limit at_most;
        end if;
      end $$`);
    await runner.query(`revoke execute on function coordination.find(tsquery, text, uuid, integer) from public`);
    await runner.query(`grant execute on function coordination.find(tsquery, text, uuid, integer) to ${API_ROLE}`);
  }

  async down(): Promise<void> {
    throw new Error('the search that finds less is not brought back');
  }
}
