import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestType } from './request.types.js';
import { RequestsStore } from './requests.store.js';

/** Which requests come from which tasks, for whoever puts the two rooms side by side: this one never hears of tasks. */
@Injectable()
export class LinkedTasks {
  constructor(
    private readonly db: Db,
    private readonly store: RequestsStore,
  ) {}

  /** Requests that come from a task, as far as the caller may know; empty for actors. */
  async requestsOf(taskId: string): Promise<RequestType[]> {
    const links = await this.db.query<{ id: string }>(
      `select request_id as id from requests.linked_tasks t where t.task_id = $1 and ${visible('requests.linked_tasks', 't')}`,
      [taskId],
    );
    return (await this.store.byIds(links.map(({ id }) => id))).map((row) => RequestType.of(row));
  }
}
