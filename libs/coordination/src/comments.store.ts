import { visible } from '#libs/access';
import type { CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';

/** What somebody wrote under a task. */
export interface CommentRow {
  id: string;
  partnershipId: string;
  taskId: string;
  body: string;
  authorId: string;
  createdAt: string;
}

const COLUMNS = `id, partnership_id as "partnershipId", task_id as "taskId", body, author_id as "authorId",
  created_at as "createdAt"`;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.comments', 'c');

/** The conversation under tasks. */
@Injectable()
export class CommentsStore {
  constructor(private readonly db: Db) {}

  /** Oldest first, one row more than the page. */
  async page(taskId: string, size: number, after?: CursorKeys): Promise<CommentRow[]> {
    return this.db.query(
      `select ${COLUMNS} from coordination.comments c
       where task_id = $1 and ${readable()} and ($2::uuid is null or (created_at, id) > ($3::timestamptz, $2::uuid))
       order by created_at, id limit $4`,
      [taskId, after?.[1] ?? null, after?.[0] ?? null, size + 1],
    );
  }

  async byIds(ids: readonly string[]): Promise<CommentRow[]> {
    return this.db.query(`select ${COLUMNS} from coordination.comments c where id = any ($1) and ${readable()}`, [ids]);
  }

  async add(comment: Omit<CommentRow, 'createdAt'> & { createdAt: Date }): Promise<void> {
    await this.db.query(
      `insert into coordination.comments (id, partnership_id, task_id, body, author_id, created_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [comment.id, comment.partnershipId, comment.taskId, comment.body, comment.authorId, comment.createdAt],
    );
  }
}
