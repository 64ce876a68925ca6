import { Clock } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { MatchRow } from './directory.store.js';

/** The beginning of a code in what somebody types (37007, BE 0207.500.123, OVO002249); undefined when it is none. */
export const codePrefix = (text: string): string | undefined => {
  const bare = text.toUpperCase().replace(/[\s.\-/]/g, '');
  return /^(?:BE)?(\d{2,10})$/.exec(bare)?.[1] ?? /^OVO\d{1,6}$/.exec(bare)?.[0];
};

// Tiers: 0 the whole, 1 the beginning, 2 the beginning of a later word, 3 alike in spelling.
const search = `
  with recursive wanted as (
    select left(directory.fold($1::text), 200) as name
  ), hits as (
    select n.municipality_id, 'NAME' as kind, n.name as term, n.valid_until,
           case when n.folded = w.name then 0 when n.folded like w.name || '%' then 1
                when n.folded like '% ' || w.name || '%' then 2 else 3 end as tier,
           similarity(n.folded, w.name)::float8 + 1 / (1 + levenshtein(n.folded, w.name))::float8 as likeness
    from directory.municipality_names n, wanted w
    where w.name <> ''
          and (n.folded like w.name || '%' or n.folded like '% ' || w.name || '%' or n.folded % w.name
               or levenshtein_less_equal(n.folded, w.name, length(w.name) / 3) <= least(length(w.name) / 3, 2))
    union all
    select c.municipality_id, 'CODE', c.value, c.valid_until, case when c.value = $2::text then 0 else 1 end, 1
    from directory.municipality_codes c where c.value like $2::text || '%'
  ), lineage as (
    -- from each municipality that matched to whatever took its place, through any number of mergers
    select m.id as origin, m.id as current, m.exists_until from directory.municipalities m
    where m.id in (select municipality_id from hits)
    union
    select l.origin, m.id, m.exists_until
    from lineage l
    join directory.successions s on s.predecessor_id = l.current and s.valid_from <= $3::date
    join directory.municipalities m on m.id = s.successor_id
    where l.exists_until < $3::date
  ), found as (
    select distinct on (l.current) l.current, h.kind, h.term, h.tier, h.likeness, ended.day < $3::date as former, ended.day
    from hits h
    join directory.municipalities o on o.id = h.municipality_id
    cross join lateral (select least(h.valid_until, o.exists_until) as day) ended
    join lineage l on l.origin = o.id and coalesce(l.exists_until >= $3::date, true)
    order by l.current, h.tier, coalesce(ended.day < $3::date, false), h.likeness desc, h.term collate "C"
  )
  select current as "municipalityId", case when former then 'FORMER_' else '' end || kind as "matchedOn",
         case when former then term end as former, case when former then (day + 1)::text end as since
  from found
  order by tier, case when tier < 3 then coalesce(former, false) end, likeness desc, term collate "C", current limit $4`;

/** The SQL of the search. */
@Injectable()
export class SearchStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Municipalities of today by present or former name or code, best first. */
  search(text: string, limit: number): Promise<MatchRow[]> {
    return this.db.query<MatchRow>(search, [text, codePrefix(text) ?? null, this.clock.today(), limit]);
  }
}
