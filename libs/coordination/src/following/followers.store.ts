import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';

/** Somebody who follows a task. */
export interface FollowerRow {
  taskId: string;
  accountId: string;
}

/** Who follows tasks: derived from what people have to do with them, and from what they chose. */
@Injectable()
export class FollowersStore {
  constructor(private readonly db: Db) {}

  /**
   * Whoever made a task, does it, wrote under it or is named there follows it, unless they chose otherwise. What the caller
   * may not read counts for nothing here, and actors outside learn of nobody: that somebody is named in a note of another organisation stays unknown.
   */
  async of(taskIds: readonly string[]): Promise<FollowerRow[]> {
    return this.db.query(
      `select t.id as "taskId", who.account_id as "accountId" from coordination.tasks t
       cross join lateral (
         select unnest(array[t.assignee_id, t.created_by]) as account_id
         where t.partnership_id = any ((select access.workspace_ids())::uuid[])
         union select unnest(c.mentioned_ids || c.author_id) from coordination.comments c
               where c.task_id = t.id and ${visible('coordination.comments', 'c')}
                     and t.partnership_id = any ((select access.workspace_ids())::uuid[])
         union select f.account_id from coordination.task_followers f
               where f.task_id = t.id and f.following and ${visible('coordination.task_followers', 'f')}) who
       where t.id = any ($1) and ${visible('coordination.tasks', 't')} and who.account_id is not null
             and not exists (select from coordination.task_followers f where f.task_id = t.id
               and f.account_id = who.account_id and not f.following and ${visible('coordination.task_followers', 'f')})
       order by 1, 2`,
      [taskIds],
    );
  }

  /** What somebody chose; it stands above what they have to do with the task. */
  async choose(task: { id: string; partnershipId: string }, accountId: string, following: boolean): Promise<void> {
    await this.db.query(`delete from coordination.task_followers where task_id = $1 and account_id = $2`, [
      task.id,
      accountId,
    ]);
    await this.db.query(
      `insert into coordination.task_followers (partnership_id, task_id, account_id, following) values ($1, $2, $3, $4)`,
      [task.partnershipId, task.id, accountId, following],
    );
  }
}
