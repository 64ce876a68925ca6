import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { TaskStatus } from '../task.rules.js';

/** How one task leans on another: it can only begin after it, or it is part of it. */
export type LinkKind = 'NEEDS' | 'PART_OF';

/** A task as another one names it. */
export interface LinkedTaskRow {
  /** The task that names it. */
  ofId: string;
  id: string;
  number: number;
  title: string;
  status: TaskStatus;
  dueOn: string | null;
  archived: boolean;
}

/** The two ends of a link. */
const ends = { from: 'task_id', to: 'other_id' } as const;
/** From which end one looks: from the task that leans, or from the one it leans on. */
export type LinkEnd = keyof typeof ends;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = (l: string, t: string) =>
  `${visible('coordination.task_links', l)} and ${visible('coordination.tasks', t)}`;

/** Numbers of a card, over the id of a task as `t`: what still stands in its way, and how far its parts are. */
export const linkCounts = {
  blockedBy: () => `(select count(*)::int from coordination.task_links l join coordination.tasks o on o.id = l.other_id
    where l.task_id = t.id and l.kind = 'NEEDS' and o.status <> 'DONE' and o.archived_at is null and ${readable('l', 'o')})`,
  subtaskDone: () => `(select count(*)::int from coordination.task_links l join coordination.tasks o on o.id = l.task_id
    where l.other_id = t.id and l.kind = 'PART_OF' and o.status = 'DONE' and o.archived_at is null and ${readable('l', 'o')})`,
  subtaskTotal:
    () => `(select count(*)::int from coordination.task_links l join coordination.tasks o on o.id = l.task_id
    where l.other_id = t.id and l.kind = 'PART_OF' and o.archived_at is null and ${readable('l', 'o')})`,
};

/** Links between tasks of a partnership. */
@Injectable()
export class LinksStore {
  constructor(private readonly db: Db) {}

  /** Tasks at the other end of links, by number. */
  async linked(kind: LinkKind, end: LinkEnd, taskIds: readonly string[]): Promise<LinkedTaskRow[]> {
    const [here, there] = end === 'from' ? [ends.from, ends.to] : [ends.to, ends.from];
    return this.db.query(
      `select l.${here} as "ofId", o.id, o.number, o.title, o.status, o.due_on as "dueOn",
              o.archived_at is not null as archived
       from coordination.task_links l join coordination.tasks o on o.id = l.${there}
       where l.kind = $1 and l.${here} = any ($2) and ${readable('l', 'o')} order by o.number`,
      [kind, taskIds],
    );
  }

  /** Ids at the other end of the links of one task. */
  async ids(kind: LinkKind, end: LinkEnd, taskId: string): Promise<string[]> {
    return (await this.linked(kind, end, [taskId])).map(({ id }) => id);
  }

  /** Ids of all tasks at the other end of a link of one task, of either kind. */
  async around(taskId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select o.id from coordination.task_links l
       join coordination.tasks o on o.id = case l.task_id when $1 then l.other_id else l.task_id end
       where $1 in (l.task_id, l.other_id) and ${readable('l', 'o')}`,
      [taskId],
    );
    return rows.map(({ id }) => id);
  }

  /** Lets changes of links in a partnership come one after the other until commit. */
  async hold(partnershipId: string): Promise<void> {
    await this.db.query(
      `select from coordination.task_counters c
       where c.partnership_id = $1 and ${visible('coordination.task_counters', 'c')} for update`,
      [partnershipId],
    );
  }

  /** Whether a task leads to another one, over any number of others it needs. */
  async leadsTo(fromId: string, toId: string): Promise<boolean> {
    const [row] = await this.db.query<{ leads: boolean }>(
      `with recursive way (id) as (
         select $1::uuid union
         select l.other_id from way join coordination.task_links l on l.task_id = way.id and l.kind = 'NEEDS'
         where ${visible('coordination.task_links', 'l')})
       select exists (select from way where id = $2) as leads`,
      [fromId, toId],
    );
    return row!.leads;
  }

  async add(partnershipId: string, taskId: string, kind: LinkKind, otherId: string): Promise<void> {
    await this.db.query(
      `insert into coordination.task_links (partnership_id, task_id, kind, other_id) values ($1, $2, $3, $4)`,
      [partnershipId, taskId, kind, otherId],
    );
  }

  async remove(taskId: string, kind: LinkKind, otherId: string): Promise<void> {
    await this.db.query(`delete from coordination.task_links where task_id = $1 and kind = $2 and other_id = $3`, [
      ...[taskId, kind, otherId],
    ]);
  }
}
