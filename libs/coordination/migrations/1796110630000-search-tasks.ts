import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Index of words of tasks and of what was written under them. */
export class SearchTasks1796110630000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table coordination.tasks add column words tsvector generated always as (
        setweight(to_tsvector('platform.dutch', title), 'A') || setweight(to_tsvector('platform.dutch', description), 'C')
      ) stored`);
    await runner.query(`
      alter table coordination.comments add column words tsvector generated always as (
        setweight(to_tsvector('platform.dutch', body), 'D')) stored`);
    await runner.query(`create index tasks_words on coordination.tasks using gin (words)`);
    await runner.query(`create index comments_words on coordination.comments using gin (words)`);
    // Row-level security has its condition tried before any other, which leaves an index of words unused. So ids are looked
    // up here, with the same condition, and read under row-level security by who asked.
    const kept = (alias: string) =>
      `(${alias}.kept_by = '00000000-0000-0000-0000-000000000000' or ${alias}.kept_by = access.own_organisation_id())`;
    const mine = `t.partnership_id = any (inside) and ${kept('t')}
                  or t.partnership_id = any (party) and t.audience = 'INVOLVED_ACTORS' and t.archived_at is null
                     and exists (select from coordination.task_actors a where a.task_id = t.id and a.actor_id = any (actors))`;
    await runner.query(`
      create function coordination.find(wanted tsquery, typed text, only_partnership uuid, at_most integer)
      returns table (task_id uuid, comment_id uuid, score real)
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp
      set pg_trgm.word_similarity_threshold = 0.5
      as $$
      declare
        inside uuid[] := access.workspace_ids();
        party uuid[] := access.party_workspace_ids();
        actors uuid[] := access.directory_ids();
        -- the longest first: it is the one whose index is read
        spelt text[] := array(select w from regexp_split_to_table(coordination.fold(left(typed, 200)), '\\s+') w
                              where length(w) > 3 order by length(w) desc limit 8);
        hits integer;
      begin
        if only_partnership is not null then
          inside := array(select unnest(inside) intersect select only_partnership);
          party := array(select unnest(party) intersect select only_partnership);
        end if;
        return query
          select t.id, null::uuid, (1 + ts_rank(t.words, wanted) - case when t.archived_at is null then 0 else 0.5 end)::real
          from coordination.tasks t where t.words @@ wanted and (${mine}) order by 3 desc, t.id desc limit at_most;
        get diagnostics hits = row_count;
        return query
          select c.task_id, c.id, (1 + ts_rank(c.words, wanted))::real
          from coordination.comments c where c.words @@ wanted and c.partnership_id = any (inside || party)
          order by 3 desc, c.id desc limit at_most;
        if hits < 5 and cardinality(spelt) > 0 then
          return query
            select t.id, null::uuid,
                   (0.9 * (select avg(public.word_similarity(w, t.search_text)) from unnest(spelt) w))::real
            from coordination.tasks t
            where spelt[1] operator(public.<%) t.search_text
                  and (select bool_and(w operator(public.<%) t.search_text) from unnest(spelt) w)
                  and not coalesce(t.words @@ wanted, false) and (${mine})
            order by 3 desc, t.id desc limit at_most;
        end if;
      end $$`);
    await runner.query(`revoke execute on function coordination.find(tsquery, text, uuid, integer) from public`);
    await runner.query(`grant execute on function coordination.find(tsquery, text, uuid, integer) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function coordination.find(tsquery, text, uuid, integer)`);
    await runner.query(`alter table coordination.tasks drop column words`);
    await runner.query(`alter table coordination.comments drop column words`);
  }
}
