import type { MigrationInterface, QueryRunner } from 'typeorm';
import { API_ROLE } from '../src/database/migrate.js';

/** How texts are searched: Dutch stems, without accents; what is typed counts as the beginning of a word. */
export class DutchWords1796110620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [{ schema } = { schema: 'public' }] = (await runner.query(
      `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
       where e.extname = 'unaccent'`,
    )) as { schema: string }[];
    await runner.query(`create text search configuration platform.dutch (copy = pg_catalog.dutch)`);
    await runner.query(`
      alter text search configuration platform.dutch
        alter mapping for asciiword, asciihword, hword_asciipart, hword, hword_part, word
        with ${schema}.unaccent, pg_catalog.dutch_stem`);
    // Each word must occur, also as the beginning of a longer one; words that say nothing fall away.
    await runner.query(`
      create function platform.words_query(words text) returns tsquery language sql stable strict parallel safe
      set search_path = pg_catalog, pg_temp
      as $$ select string_agg('(' || each.query::text || ')', ' & ')::tsquery
            from (select to_tsquery('platform.dutch', quote_literal(word) || ':*') as query
                  from regexp_split_to_table(left(words, 200), '\\s+') with ordinality as w (word, place)
                  where word <> '' and place <= 8) each
            where numnode(each.query) > 0 $$`);
    await runner.query(`revoke execute on function platform.words_query(text) from public`);
    await runner.query(`grant execute on function platform.words_query(text) to ${API_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function platform.words_query(text)`);
    await runner.query(`drop text search configuration platform.dutch`);
  }
}
