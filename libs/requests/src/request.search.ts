import { visible } from '#libs/access';
import { Db, MARKS, registerSearch, type Found, type SearchPlace } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { numberInReference } from './request.rules.js';

/** Of a long text, the words around what was found. */
const HEADLINE = `StartSel=${MARKS[0]}, StopSel=${MARKS[1]}, MaxWords=24, MinWords=12, MaxFragments=1, FragmentDelimiter=" … "`;

interface Row {
  id: string;
  place: SearchPlace;
  score: number;
  excerpt: string | null;
}

/** What was written about requests, in a table of its own each: what both sides read, and what stays inside. */
const written = (table: 'entries' | 'notes') => `
  select w.request_id as id, 'CONVERSATION' as place, 1 + ts_rank(w.words, asked.words) as score, w.body as text
  from asked join requests.${table} w on w.words @@ asked.words and ${visible(`requests.${table}`, 'w')}
  where $2::uuid is null or w.partnership_id = $2`;

/** Finds requests by their number, their words, and what was written about them, as far as the caller reads that. */
@Injectable()
export class RequestSearch implements OnModuleInit {
  constructor(private readonly db: Db) {}

  onModuleInit(): void {
    registerSearch((words, partnershipId, limit) => this.find(words, partnershipId, limit));
  }

  /** One statement; requests spelt alike are found only when few others are. */
  async find(words: string, partnershipId: string | null, limit: number): Promise<Found[]> {
    const number = numberInReference(words);
    const own = `${visible('requests.requests', 'r')} and ($2::uuid is null or r.partnership_id = $2)`;
    const rows = await this.db.query<Row>(
      `with asked as (select platform.words_query($1) as words),
       exact as (
         select r.id, 'ITSELF' as place, 9 as score, r.body as text from requests.requests r
         where r.year = $4::int and r.number = $5::int and ${own}
         union all
         select r.id, 'ITSELF', 1 + ts_rank(r.words, asked.words), r.body
         from asked join requests.requests r on r.words @@ asked.words and ${own}
         union all ${written('entries')} union all ${written('notes')}),
       alike as (
         select r.id, 'ITSELF' as place, 0.9 * word_similarity(requests.fold($1), r.search_text) as score, r.body as text
         from requests.requests r
         where (select count(*) from exact) < 5 and length($1) > 3
               and word_similarity(requests.fold($1), r.search_text) > 0.5 and ${own}),
       best as (
         select distinct on (f.id) f.* from (select * from exact union all select * from alike) f order by f.id, f.score desc)
       select b.id, b.place, b.score, ts_headline('platform.dutch', b.text, asked.words, $6) as excerpt
       from best b cross join asked order by b.score desc, b.id desc limit $3`,
      [words, partnershipId, limit, number?.year ?? null, number?.number ?? null, HEADLINE],
    );
    return rows.map(({ id, excerpt, ...rest }) => ({ ...rest, ref: { type: 'Request', id }, excerpt: excerpt ?? '' }));
  }
}
