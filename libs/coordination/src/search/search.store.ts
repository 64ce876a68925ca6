import { visible } from '#libs/access';
import { Db, MARKS, registerSearch, type Found, type SearchPlace } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { numberInReference } from '../task.rules.js';

/** Of a long text, the words around what was found. */
const HEADLINE = `StartSel=${MARKS[0]}, StopSel=${MARKS[1]}, MaxWords=24, MinWords=12, MaxFragments=1, FragmentDelimiter=" … "`;

interface Row {
  id: string;
  place: SearchPlace;
  score: number;
  excerpt: string | null;
}

/** Finds tasks by their number and their words: of the task, its steps, its own fields, and what was said under it. */
@Injectable()
export class TaskSearch implements OnModuleInit {
  constructor(private readonly db: Db) {}

  onModuleInit(): void {
    registerSearch((words, partnershipId, limit) => this.find(words, partnershipId, limit));
  }

  /** One statement; under both walls, whatever the index says. */
  async find(words: string, partnershipId: string | null, limit: number): Promise<Found[]> {
    const rows = await this.db.query<Row>(
      `with asked as (select platform.words_query($1) as words),
       numbered as (
         select t.id, null::uuid as comment_id, null::uuid as step_id, null::uuid as field_id, 9::real as score
         from coordination.tasks t
         where t.number = $4::int and ${visible('coordination.tasks', 't')} and ($2::uuid is null or t.partnership_id = $2)
         order by t.updated_at desc limit $3),
       found as (
         select task_id as id, comment_id, null::uuid as step_id, null::uuid as field_id, score
         from asked, coordination.find(asked.words, $1, $2, $3::int)
         union all
         select task_id, null, step_id, field_id, score from asked, coordination.find_inside(asked.words, $2, $3::int)
         union all select * from numbered),
       best as (
         select f.* from found f order by f.score desc limit $3)
       select t.id, case when c.id is null then 'ITSELF' else 'CONVERSATION' end as place, b.score,
              case when c.id is not null then ts_headline('platform.dutch', c.body, asked.words, $5)
                   when i.id is not null then ts_headline('platform.dutch', i.label, asked.words, $5)
                   when f.id is not null then f.name || ': ' || ts_headline('platform.dutch', v.value, asked.words, $5)
                   when t.description <> '' then ts_headline('platform.dutch', t.description, asked.words, $5) end as excerpt
       from best b cross join asked
       join coordination.tasks t on t.id = b.id and ${visible('coordination.tasks', 't')}
       left join coordination.comments c on c.id = b.comment_id and ${visible('coordination.comments', 'c')}
       left join coordination.checklist_items i on i.id = b.step_id and ${visible('coordination.checklist_items', 'i')}
       left join coordination.custom_values v on v.task_id = b.id and v.field_id = b.field_id
            and ${visible('coordination.custom_values', 'v')}
       left join coordination.custom_fields f on f.id = v.field_id and ${visible('coordination.custom_fields', 'f')}
       where num_nulls(b.comment_id, b.step_id, b.field_id) = num_nulls(c.id, i.id, f.id)
       order by b.score desc, t.updated_at desc`,
      [words, partnershipId, limit, numberInReference(words) ?? null, HEADLINE],
    );
    return rows.map(({ id, excerpt, ...rest }) => ({
      ...rest,
      ref: { type: 'CoordinationTask', id },
      excerpt: excerpt ?? '',
    }));
  }
}
