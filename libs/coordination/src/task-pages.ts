import { Actors, Municipalities, type ActorType, type MunicipalityType } from '#libs/directory';
import { Persons, visible, type PersonType } from '#libs/access';
import { Clock, type CursorKeys } from '#libs/kernel';
import { Db, withLoaded, type AskedAt } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { lastComments, type CommentRow } from './comments.store.js';
import { LabelType } from './labels/label.types.js';
import { labelsJson, type LabelRow } from './labels/labels.store.js';
import { afterCondition, taskConditions, taskOrderings, type TaskOrderName, type TaskQuery } from './task-filter.js';
import { TaskCommentType, TaskType } from './task.types.js';
import { taskColumns, taskLinks, taskSteps } from './task-columns.js';
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

const PEOPLE = { assignee: 'assigneeId', createdBy: 'createdBy', updatedBy: 'updatedBy' } as const;

/** Fields that the last comments tell in passing. */
const COUNTED = new Set(['commentCount', 'comments']);

/**
 * Tasks with what hangs on them: one statement for a page or a card, however much of it is asked. They have what is asked
 * of them and what rules stand on, and lack the rest.
 */
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
   * @param counting whether the length of the whole list is asked
   * @returns the count too, unless it was not asked or cannot be told from an empty page
   */
  async read(
    { partnershipId, query, order, size, after }: TaskPageRequest,
    asked: AskedAt,
    counting: boolean,
  ): Promise<{ tasks: TaskType[]; totalCount?: number }> {
    const { values, bind } = binder();
    const ordering = taskOrderings[order];
    const conditions = taskConditions(partnershipId, query, bind);
    const seek = after ? `and ${afterCondition(ordering, after, bind)}` : '';
    const direction = 'descending' in ordering ? 'desc' : 'asc';
    const keys = ordering.keys.map(({ column }) => column);
    const sorted = keys.map((key) => `${key} ${direction}`).join(', ');
    const page = `
      select ${taskColumns(asked())}, row_number() over (order by ${sorted}) as nr,
             json_build_array(${keys.map((key) => key.replace(' collate "C"', '')).join(', ')}) as place
      from coordination.tasks t where ${conditions} ${seek} order by ${sorted} limit ${bind(size + 1)}`;
    const inAll = counting && `(select count(*)::int from coordination.tasks t where ${conditions})`;
    const rows = await this.db.query<PageRow>(this.around(page, asked, bind, inAll), values);
    if (rows.length === 0) return { tasks: [], totalCount: after ? undefined : 0 };
    return { tasks: this.tasksOf(rows, asked), totalCount: rows[0]!.totalCount };
  }

  /** Those of the tasks that the caller may see, in any order. */
  async byIds(ids: readonly string[], asked: AskedAt): Promise<TaskType[]> {
    const { values, bind } = binder();
    const page = `
      select ${taskColumns(asked())}, row_number() over () as nr
      from coordination.tasks t where t.id = any (${bind(ids)}) and ${visible('coordination.tasks', 't')}`;
    return this.tasksOf(await this.db.query<PageRow>(this.around(page, asked, bind), values), asked);
  }

  private tasksOf(rows: readonly PageRow[], asked: AskedAt): TaskType[] {
    const wanted = asked();
    const [first] = rows;
    const people = this.persons.fromJson(first?.people);
    const actors = this.actors.fromJson(first?.actors);
    const towns = this.municipalities.fromJson(first?.towns);
    const comments = Map.groupBy(first?.comments ?? [], ({ taskId }) => taskId);
    const labels = new Map((first?.labels ?? []).map((label) => [label.id, LabelType.of(label)]));
    return rows.map((row) => {
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
  }

  /** The statement that reads, around one that answers plain columns and `nr`, what hangs on the tasks. */
  private around(
    page: string,
    asked: AskedAt,
    bind: (value: unknown) => string,
    inAll: string | false = false,
  ): string {
    const wanted = asked();
    const talk = wanted.has('lastComments');
    const counted = talk && wanted.has('commentCount');
    const links = counted ? new Set([...wanted].filter((field) => !COUNTED.has(field))) : wanted;
    const parts: [string, string | false][] = [
      ['totalCount', inAll],
      ['people', this.people(asked)],
      ['actors', this.actorsOf(asked)],
      ['towns', wanted.has('municipalities') && this.towns(bind)],
      ['labels', wanted.has('labels') && labelsJson(`select unnest("labelIds") from rows`)],
      ['comments', talk && `(select json_agg(c order by c."createdAt", c.id) from talk c)`],
    ];
    // Only the first row carries them: they are the same for all.
    const columns = parts.map(([name, part]) => (part ? `, case when rows.nr = 1 then ${part} end as "${name}"` : ''));
    return `with page as materialized (${page}),
       rows as materialized (
         select t.*, ${taskLinks(links)} from page t ${taskSteps(wanted)})
       ${talk ? `, talk as materialized (select c.* from rows cross join lateral (${lastComments('rows.id', counted)}) c)` : ''}
       select rows.* ${columns.join('')} from rows order by rows.nr`;
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
