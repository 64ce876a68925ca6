import { visible } from '#libs/access';
import type { CursorKeys } from '#libs/kernel';
import type { TaskAudience } from './task.rules.js';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';

/** What somebody wrote under a task. */
export interface CommentRow {
  id: string;
  partnershipId: string;
  taskId: string;
  body: string;
  /** Accounts named in it. */
  mentionedIds: string[];
  authorId: string;
  createdAt: string;
  audience: TaskAudience;
  /** On whose behalf it was written; unknown for some old ones. */
  organisationId: string | null;
  /** The organisation its task stays inside, or EVERYBODY. */
  keptBy: string;
  /** Actors with whom the task is shared and who may read the comment. */
  partyIds: string[];
}

const columns =
  () => `c.id, c.partnership_id as "partnershipId", c.task_id as "taskId", c.body, c.author_id as "authorId",
  c.created_at as "createdAt", c.mentioned_ids as "mentionedIds", c.audience, c.organisation_id as "organisationId", c.kept_by as "keptBy",
  c.party_ids as "partyIds"`;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.comments', 'c');

/** The last three comments of a task whose id is an expression, as a select statement; with how many there are, if wanted. */
export const lastComments = (taskId: string, counting = false): string =>
  `select ${columns()} ${counting ? ', (count(*) over ())::int as "inAll"' : ''} from coordination.comments c where c.task_id = ${taskId} and ${readable()}
   order by c.created_at desc, c.id desc limit 3`;

/** The conversation under tasks. */
@Injectable()
export class CommentsStore {
  constructor(private readonly db: Db) {}

  /** Oldest first, one row more than the page. */
  async page(taskId: string, size: number, after?: CursorKeys): Promise<CommentRow[]> {
    return this.db.query(
      `select ${columns()} from coordination.comments c
       where task_id = $1 and ${readable()} and ($2::uuid is null or (created_at, id) > ($3::timestamptz, $2::uuid))
       order by created_at, id limit $4`,
      [taskId, after?.[1] ?? null, after?.[0] ?? null, size + 1],
    );
  }

  /** The last three of each task, in order. */
  async last(taskIds: readonly string[]): Promise<CommentRow[]> {
    return this.db.query(
      `select c.* from unnest($1::uuid[]) wanted (id) cross join lateral (${lastComments('wanted.id')}) c
       order by c."createdAt", c.id`,
      [taskIds],
    );
  }

  async byIds(ids: readonly string[]): Promise<CommentRow[]> {
    return this.db.query(`select ${columns()} from coordination.comments c where id = any ($1) and ${readable()}`, [
      ids,
    ]);
  }

  async add(comment: Omit<CommentRow, 'createdAt' | 'keptBy' | 'partyIds'> & { createdAt: Date }): Promise<void> {
    const { id, partnershipId, taskId, body, mentionedIds, authorId, createdAt, audience, organisationId } = comment;
    await this.db.query(
      `insert into coordination.comments (id, partnership_id, task_id, body, author_id, created_at, audience, organisation_id, mentioned_ids)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, partnershipId, taskId, body, authorId, createdAt, audience, organisationId, mentionedIds],
    );
  }
}
