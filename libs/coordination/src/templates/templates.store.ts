import { visible } from '#libs/access';
import { Clock } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { isNameTaken, type KeptList, takeOutOfUse } from '../kept-list.js';
import type { TemplateFields } from './template.rules.js';

/** A template of a partnership. */
export interface TemplateRow extends TemplateFields {
  id: string;
  partnershipId: string;
  labelIds: string[];
  actorIds: string[];
  version: number;
}

const list: KeptList = { table: 'task_templates', name: 'title' };

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.task_templates', 'm');

const select = () => `
  select m.id, m.partnership_id as "partnershipId", m.title, m.description, m.priority, m.policy_domain as "policyDomain",
         m.objectives, m.due_days as "dueDays", m.checklist, m.version,
         array(select b.label_id from coordination.template_labels b
               where b.template_id = m.id and ${visible('coordination.template_labels', 'b')} order by 1) as "labelIds",
         array(select a.actor_id from coordination.template_actors a
               where a.template_id = m.id and ${visible('coordination.template_actors', 'a')} order by 1) as "actorIds"
  from coordination.task_templates m`;

const columnsOf = ({ title, description, priority, policyDomain, objectives, dueDays, checklist }: TemplateFields) => [
  ...[title, description, priority, policyDomain, objectives, dueDays, checklist],
];

/** The templates of partnerships. */
@Injectable()
export class TemplatesStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Those in use, by title. */
  async of(partnershipIds: readonly string[]): Promise<TemplateRow[]> {
    return this.db.query(
      `${select()} where m.partnership_id = any ($1) and m.removed_at is null and ${readable()}
       order by coordination.fold(m.title), m.id`,
      [partnershipIds],
    );
  }

  async byIds(ids: readonly string[]): Promise<TemplateRow[]> {
    return this.db.query(`${select()} where m.id = any ($1) and m.removed_at is null and ${readable()}`, [ids]);
  }

  /** Whether another template in use has this title, as people read it. */
  isTaken(partnershipId: string, title: string, exceptId: string | null): Promise<boolean> {
    return isNameTaken(this.db, list, partnershipId, title, exceptId);
  }

  async add(row: { id: string; partnershipId: string }, fields: TemplateFields): Promise<void> {
    await this.db.query(
      `insert into coordination.task_templates
         (id, partnership_id, title, description, priority, policy_domain, objectives, due_days, checklist)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [row.id, row.partnershipId, ...columnsOf(fields)],
    );
  }

  /** Changes a template that still has the expected version; answers whether it had. */
  async update(id: string, expectedVersion: number, fields: TemplateFields): Promise<boolean> {
    const rows = await this.db.query(
      `update coordination.task_templates
       set title = $3, description = $4, priority = $5, policy_domain = $6, objectives = $7, due_days = $8, checklist = $9,
           version = version + 1
       where id = $1 and version = $2 and removed_at is null returning id`,
      [id, expectedVersion, ...columnsOf(fields)],
    );
    return rows.length === 1;
  }

  /** Makes a template bear exactly these labels, or name exactly these actors. */
  async link(
    table: 'template_labels' | 'template_actors',
    { id, partnershipId }: { id: string; partnershipId: string },
    others: readonly string[],
  ): Promise<void> {
    const column = { template_labels: 'label_id', template_actors: 'actor_id' }[table];
    await this.db.query(`delete from coordination.${table} where template_id = $1`, [id]);
    await this.db.query(
      `insert into coordination.${table} (partnership_id, template_id, ${column})
       select $1, $2, other from unnest($3::uuid[]) other group by other`,
      [partnershipId, id, others],
    );
  }

  /** Takes a template out of use; answers whether it still had the expected version. */
  remove(id: string, expectedVersion: number): Promise<boolean> {
    return takeOutOfUse(this.db, list, id, expectedVersion, this.clock.now());
  }
}
