import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { LinkedTaskRow } from '../links/links.store.js';
import type { Decision } from './starter.rules.js';

/** What a partnership chose for its path. */
export interface PathRow {
  partnershipId: string;
  startsOn: string;
  asksSubsidy: boolean;
  version: number;
}

/** What somebody decided on a step. */
export interface ChoiceRow {
  id: string;
  partnershipId: string;
  code: string;
  decision: Decision;
  reason: string | null;
  decidedBy: string;
  decidedAt: string;
  /** As far as the caller may see it. */
  task: Omit<LinkedTaskRow, 'ofId'> | null;
}

const path = `p.partnership_id as "partnershipId", p.starts_on::text as "startsOn", p.asks_subsidy as "asksSubsidy", p.version`;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.starter_paths', 'p');

/** Paths of partnerships through their first year, and what was decided on their steps. */
@Injectable()
export class StarterStore {
  constructor(private readonly db: Db) {}

  async paths(partnershipIds: readonly string[]): Promise<PathRow[]> {
    return this.db.query(
      `select ${path} from coordination.starter_paths p where p.partnership_id = any ($1) and ${readable()}`,
      [partnershipIds],
    );
  }

  /** Begins the path of a partnership unless it has, and holds it: who decides on steps does so one after the other. */
  async hold(partnershipId: string, startsOn: string): Promise<PathRow> {
    await this.db.query(
      `insert into coordination.starter_paths (partnership_id, starts_on) values ($1, $2)
       on conflict (partnership_id) do nothing`,
      [partnershipId, startsOn],
    );
    const [row] = await this.db.query<PathRow>(
      `select ${path} from coordination.starter_paths p where p.partnership_id = $1 and ${readable()} for update`,
      [partnershipId],
    );
    return row!;
  }

  /** Changes a path that still has the expected version; answers whether it had. */
  async update({ partnershipId, startsOn, asksSubsidy, version }: PathRow): Promise<boolean> {
    const rows = await this.db.query(
      `update coordination.starter_paths set starts_on = $3, asks_subsidy = $4, version = version + 1
       where partnership_id = $1 and version = $2 returning version`,
      [partnershipId, version, startsOn, asksSubsidy],
    );
    return rows.length === 1;
  }

  /** What holds now, not what was taken back. */
  async choices(partnershipIds: readonly string[]): Promise<ChoiceRow[]> {
    return this.db.query(
      `select c.id, c.partnership_id as "partnershipId", c.code, c.decision, c.reason, c.decided_by as "decidedBy",
              c.decided_at as "decidedAt",
              case when t.id is not null then json_build_object('id', t.id, 'number', t.number, 'title', t.title,
                'status', t.status, 'dueOn', t.due_on, 'archived', t.archived_at is not null) end as task
       from coordination.starter_choices c
       left join coordination.tasks t on t.id = c.task_id and ${visible('coordination.tasks', 't')}
       where c.partnership_id = any ($1) and c.undone_at is null and ${visible('coordination.starter_choices', 'c')}`,
      [partnershipIds],
    );
  }

  async add(choice: Omit<ChoiceRow, 'decidedAt' | 'task'> & { taskId: string | null }, now: Date): Promise<void> {
    await this.db.query(
      `insert into coordination.starter_choices
         (id, partnership_id, code, decision, task_id, reason, decided_by, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[choice.id, choice.partnershipId, choice.code, choice.decision],
        ...[choice.taskId, choice.reason, choice.decidedBy, now],
      ],
    );
  }

  /** Takes a choice back; it goes on saying who made it, and now who took it back. */
  async undo(id: string, accountId: string, now: Date): Promise<void> {
    await this.db.query(
      `update coordination.starter_choices set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null`,
      [id, now, accountId],
    );
  }
}
