import { Actors, Municipalities, type ActorType, type MunicipalityType } from '#libs/directory';
import { Persons, type PersonType } from '#libs/access';
import { Clock, type CursorKeys } from '#libs/kernel';
import { Db, withLoaded } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { lastComments, type CommentRow } from './comments.store.js';
import { LabelType } from './labels/label.types.js';
import { labelsJson, type LabelRow } from './labels/labels.store.js';
import { afterCondition, taskConditions, taskOrderings, type TaskOrderName, type TaskQuery } from './task-filter.js';
import { TaskCommentType, TaskType } from './task.types.js';
import { taskColumns, taskLinks, taskSteps, type Asked } from './task-columns.js';
import { binder, type TaskView } from './tasks.store.js';

/** Which page of which list. */
export interface TaskPageRequest {
  partnershipId: string;
  query: TaskQuery;
  order: TaskOrderName;
  size: number;
  after?: CursorKeys;
}

/** A task of a page; the first one carries what all of them lead to. */
interface PageRow extends Omit<TaskView, 'commentCount'> {
  commentCount?: number;
  totalCount?: number;
  people?: unknown;
  actors?: unknown;
  towns?: unknown;
  labels?: LabelRow[] | null;
  comments?: (CommentRow & { inAll?: number })[] | null;
}

/** Which fields are asked of the tasks of a page, or of what one of their fields leads to. */
export type AskedAt = (...path: readonly string[]) => Asked;

const PEOPLE = { assignee: 'assigneeId', createdBy: 'createdBy', updatedBy: 'updatedBy' } as const;

/** Fields that the last comments tell in passing. */
const COUNTED = new Set(['commentCount', 'comments']);

/** Pages of tasks with what hangs on them: one statement for a screen, however much of it is asked. */
@Injectable()
export class TaskPages {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly persons: Persons,
    private readonly actors: Actors,
    private readonly municipalities: Municipalities,
  ) {}

  /**
   * The page and one task more, to know whether there is more.
   * @param asked what the tasks have, and what they lead to, is read in the same statement; what is not asked they lack
   * @param counting whether the length of the whole list is asked
   * @returns the count too, unless it was not asked or cannot be told from an empty page
   */
  async read(
    request: TaskPageRequest,
    asked: AskedAt,
    counting: boolean,
  ): Promise<{ tasks: TaskType[]; totalCount?: number }> {
    const wanted = asked();
    const { sql, values } = this.statement(request, asked, counting);
    const rows = await this.db.query<PageRow>(sql, values);
    const [first] = rows;
    if (!first) return { tasks: [], totalCount: request.after ? undefined : 0 };
    const people = this.persons.fromJson(first.people);
    const actors = this.actors.fromJson(first.actors);
    const towns = this.municipalities.fromJson(first.towns);
    const comments = Map.groupBy(first.comments ?? [], ({ taskId }) => taskId);
    const labels = new Map((first.labels ?? []).map((label) => [label.id, LabelType.of(label)]));
    const { totalCount } = first;
    const tasks = rows.map((row) => {
      const loaded: Record<string, unknown> = {};
      for (const [field, column] of Object.entries(PEOPLE))
        if (wanted.has(field)) loaded[field] = found(people, row[column]);
      if (wanted.has('waitingOnActor')) loaded.waitingOnActor = found(actors, row.waitingOnActorId);
      if (wanted.has('actors')) loaded.actors = allFound(actors, row.actorIds);
      if (wanted.has('municipalities')) loaded.municipalities = allFound(towns, row.municipalityIds);
      if (wanted.has('labels')) loaded.labels = allFound(labels, row.labelIds);
      if (wanted.has('lastComments'))
        loaded.lastComments = (comments.get(row.id) ?? []).map((comment) =>
          withLoaded(TaskCommentType.of(comment), { author: found(people, comment.authorId) }),
        );
      // Whoever reads the last comments counts them in passing.
      row.commentCount ??= comments.get(row.id)?.[0]?.inAll ?? 0;
      return withLoaded(TaskType.of(row as TaskView), loaded);
    });
    return { tasks, totalCount };
  }

  private statement(
    { partnershipId, query, order, size, after }: TaskPageRequest,
    asked: AskedAt,
    counting: boolean,
  ): { sql: string; values: unknown[] } {
    const { values, bind } = binder();
    const wanted = asked();
    const ordering = taskOrderings[order];
    const conditions = taskConditions(partnershipId, query, bind);
    const seek = after ? `and ${afterCondition(ordering, after, bind)}` : '';
    const direction = 'descending' in ordering ? 'desc' : 'asc';
    const keys = ordering.keys.map(({ column }) => column);
    const sorted = keys.map((key) => `${key} ${direction}`).join(', ');
    const limit = bind(size + 1);
    const talk = wanted.has('lastComments');
    const counted = talk && wanted.has('commentCount');
    const links = counted ? new Set([...wanted].filter((field) => !COUNTED.has(field))) : wanted;
    const parts: [string, string | false][] = [
      ['totalCount', counting && `(select count(*)::int from coordination.tasks t where ${conditions})`],
      ['people', this.people(asked)],
      ['actors', this.actorsOf(asked)],
      ['towns', wanted.has('municipalities') && this.towns(bind)],
      ['labels', wanted.has('labels') && labelsJson(`select unnest("labelIds") from rows`)],
      ['comments', talk && `(select json_agg(c order by c."createdAt", c.id) from talk c)`],
    ];
    // Only the first row carries them: they are the same for all.
    const columns = parts.map(([name, part]) => (part ? `, case when rows.nr = 1 then ${part} end as "${name}"` : ''));
    const sql = `with page as materialized (
         select ${taskColumns(wanted)}, row_number() over (order by ${sorted}) as nr,
                json_build_array(${keys.map((key) => key.replace(' collate "C"', '')).join(', ')}) as place
         from coordination.tasks t where ${conditions} ${seek} order by ${sorted} limit ${limit}),
       rows as materialized (
         select t.*, ${taskLinks(links)} from page t ${taskSteps(wanted)})
       ${talk ? `, talk as materialized (select c.* from rows cross join lateral (${lastComments('rows.id', counted)}) c)` : ''}
       select rows.* ${columns.join('')} from rows order by rows.nr`;
    return { sql, values };
  }

  private people(asked: AskedAt): string | false {
    const wanted = asked();
    const ids = Object.entries(PEOPLE).flatMap(([field, column]) =>
      wanted.has(field) ? [`select "${column}" from rows`] : [],
    );
    if (wanted.has('lastComments')) ids.push(`select "authorId" from talk`);
    const fields = Object.keys(PEOPLE).flatMap((field) => [...asked(field)]);
    return (
      ids.length > 0 &&
      this.persons.jsonOf(ids.join(' union all '), new Set([...fields, ...asked('lastComments', 'author')]))
    );
  }

  private actorsOf(asked: AskedAt): string | false {
    const wanted = asked();
    const ids = [
      ...(wanted.has('actors') ? [`select unnest("actorIds") from rows`] : []),
      ...(wanted.has('waitingOnActor') ? [`select "waitingOnActorId" from rows`] : []),
    ];
    const fields = new Set([...asked('actors'), ...asked('waitingOnActor')]);
    return ids.length > 0 && this.actors.jsonOf(ids.join(' union all '), fields);
  }

  private towns(bind: (value: unknown) => string): string {
    return this.municipalities.jsonOf(`select unnest("municipalityIds") from rows`, bind(this.clock.today()));
  }
}

const found = <T extends ActorType | PersonType>(known: ReadonlyMap<string, T>, id: string | null): T | null =>
  (id && known.get(id)) || null;

const allFound = <T extends ActorType | MunicipalityType | LabelType>(
  known: ReadonlyMap<string, T>,
  ids: readonly string[],
): T[] => ids.map((id) => known.get(id)).filter((one) => one !== undefined);
