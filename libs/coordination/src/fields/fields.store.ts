import { visible } from '#libs/access';
import { Clock } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { isNameTaken, type KeptList, takeOutOfUse } from '../kept-list.js';
import type { CustomFieldKind } from './field.rules.js';

/** A field that a partnership added to its tasks. */
export interface CustomFieldRow {
  id: string;
  partnershipId: string;
  name: string;
  type: CustomFieldKind;
  choices: string[];
  version: number;
}

/** What a task has in such a field. */
export interface CustomValueRow {
  taskId: string;
  value: string;
  fieldId: string;
}

const columns = `f.id, f.partnership_id as "partnershipId", f.name, f.type, f.choices, f.version`;

const list: KeptList = { table: 'custom_fields', name: 'name' };

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.custom_fields', 'f');

/** Fields that partnerships added, and their values. */
@Injectable()
export class CustomFieldsStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Those in use, in the order in which they were made. */
  async of(partnershipIds: readonly string[]): Promise<CustomFieldRow[]> {
    return this.db.query(
      `select ${columns} from coordination.custom_fields f
       where f.partnership_id = any ($1) and f.removed_at is null and ${readable()} order by f.id`,
      [partnershipIds],
    );
  }

  async byIds(ids: readonly string[]): Promise<CustomFieldRow[]> {
    return this.db.query(
      `select ${columns} from coordination.custom_fields f where f.id = any ($1) and f.removed_at is null and ${readable()}`,
      [ids],
    );
  }

  isTaken(partnershipId: string, name: string, exceptId: string | null): Promise<boolean> {
    return isNameTaken(this.db, list, partnershipId, name, exceptId);
  }

  async add({ id, partnershipId, name, type, choices }: Omit<CustomFieldRow, 'version'>): Promise<void> {
    await this.db.query(
      `insert into coordination.custom_fields (id, partnership_id, name, type, choices) values ($1, $2, $3, $4, $5)`,
      [id, partnershipId, name, type, choices],
    );
  }

  /** Changes a field that still has the expected version; answers whether it had. */
  async update(id: string, expectedVersion: number, name: string, choices: readonly string[]): Promise<boolean> {
    const rows = await this.db.query(
      `update coordination.custom_fields set name = $3, choices = $4, version = version + 1
       where id = $1 and version = $2 and removed_at is null returning id`,
      [id, expectedVersion, name, choices],
    );
    return rows.length === 1;
  }

  /** Takes a field out of use; answers whether it still had the expected version. */
  remove(id: string, expectedVersion: number): Promise<boolean> {
    return takeOutOfUse(this.db, list, id, expectedVersion, this.clock.now());
  }

  /** What tasks have in fields that are in use. */
  async values(taskIds: readonly string[]): Promise<CustomValueRow[]> {
    return this.db.query(
      `select v.task_id as "taskId", v.field_id as "fieldId", v.value from coordination.custom_values v
       join coordination.custom_fields f on f.id = v.field_id
       where v.task_id = any ($1) and f.removed_at is null and ${readable()}
             and ${visible('coordination.custom_values', 'v')} order by f.id`,
      [taskIds],
    );
  }

  /** Gives a task values in fields, or none: one statement, however many. */
  async put(
    task: { id: string; partnershipId: string },
    values: readonly { fieldId: string; value: string | null }[],
  ): Promise<void> {
    if (values.length === 0) return;
    await this.db.query(
      `with wanted as (
         select w."fieldId" as field_id, w.value from json_to_recordset($3) w ("fieldId" uuid, value text)),
       emptied as (
         delete from coordination.custom_values v using wanted w
         where v.task_id = $2 and v.field_id = w.field_id and w.value is null)
       insert into coordination.custom_values (partnership_id, task_id, field_id, value)
       select $1, $2, w.field_id, w.value from wanted w where w.value is not null
       on conflict (task_id, field_id) do update set value = excluded.value`,
      [task.partnershipId, task.id, JSON.stringify(values)],
    );
  }
}
