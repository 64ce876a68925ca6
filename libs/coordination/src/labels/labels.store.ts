import { visible } from '#libs/access';
import { Clock } from '#libs/kernel';
import { Db, rowLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { isNameTaken, type KeptList, takeOutOfUse } from '../kept-list.js';
import type { LabelColour } from './label.rules.js';

/** A label of a partnership. */
export interface LabelRow {
  id: string;
  partnershipId: string;
  name: string;
  colour: LabelColour;
  version: number;
}

const columns = `l.id, l.partnership_id as "partnershipId", l.name, l.colour, l.version`;

const list: KeptList = { table: 'labels', name: 'name' };

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('coordination.labels', 'l');

/** Labels whose ids a select statement answers, as JSON: for statements that read more than labels. */
export const labelsJson = (ids: string): string =>
  `(select json_agg(label) from (select ${columns} from coordination.labels l
     where l.id in (${ids}) and l.removed_at is null and ${readable()}) label)`;

/** Ids of the labels a task bears, over anything with the id of a task as `t`. */
export const labelIds = (): string => `array(
  select b.label_id from coordination.task_labels b join coordination.labels l on l.id = b.label_id
  where b.task_id = t.id and l.removed_at is null and ${readable()} and ${visible('coordination.task_labels', 'b')}
  order by 1)`;

/** The labels of partnerships. */
@Injectable()
export class LabelsStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Those in use, by name. */
  async of(partnershipIds: readonly string[]): Promise<LabelRow[]> {
    return this.db.query(
      `select ${columns} from coordination.labels l
       where l.partnership_id = any ($1) and l.removed_at is null and ${readable()} order by coordination.fold(l.name), l.id`,
      [partnershipIds],
    );
  }

  /** Also those that were removed, which the history goes on naming. */
  async byIds(ids: readonly string[], alsoRemoved = false): Promise<LabelRow[]> {
    return this.db.query(
      `select ${columns} from coordination.labels l
       where l.id = any ($1) and ($2 or l.removed_at is null) and ${readable()}`,
      [ids, alsoRemoved],
    );
  }

  /** Those in use, in the order of the ids; what is asked for at one moment comes in one statement. */
  async byIdsTogether(ids: readonly string[]): Promise<LabelRow[]> {
    const loader = rowLoader(
      LabelsStore,
      (wanted) => this.byIds(wanted),
      (label) => label.id,
    );
    return (await Promise.all(ids.map((id) => loader.load(id)))).filter((label) => label !== null);
  }

  /** Whether another label in use has this name, as people read it. */
  isTaken(partnershipId: string, name: string, exceptId: string | null): Promise<boolean> {
    return isNameTaken(this.db, list, partnershipId, name, exceptId);
  }

  async add({ id, partnershipId, name, colour }: Omit<LabelRow, 'version'>): Promise<void> {
    await this.db.query(`insert into coordination.labels (id, partnership_id, name, colour) values ($1, $2, $3, $4)`, [
      ...[id, partnershipId, name, colour],
    ]);
  }

  /** Changes a label that still has the expected version; answers whether it had. */
  async update(id: string, expectedVersion: number, name: string, colour: LabelColour): Promise<boolean> {
    const rows = await this.db.query(
      `update coordination.labels set name = $3, colour = $4, version = version + 1
       where id = $1 and version = $2 and removed_at is null returning id`,
      [id, expectedVersion, name, colour],
    );
    return rows.length === 1;
  }

  /** Takes a label out of use; answers whether it still had the expected version. */
  remove(id: string, expectedVersion: number): Promise<boolean> {
    return takeOutOfUse(this.db, list, id, expectedVersion, this.clock.now());
  }
}
