import { visible } from '#libs/access';
import type { Db } from '#libs/platform';

/** A list that a partnership keeps: what goes out of use stays for what names it, and frees its name. */
export interface KeptList {
  table: 'labels' | 'custom_fields' | 'task_templates';
  /** What people call an entry by. */
  name: 'name' | 'title';
}

/** Whether another entry in use has this name, as people read it. */
export const isNameTaken = async (
  db: Db,
  { table, name }: KeptList,
  partnershipId: string,
  text: string,
  exceptId: string | null,
): Promise<boolean> => {
  const rows = await db.query(
    `select from coordination.${table} k
     where k.partnership_id = $1 and coordination.fold(k.${name}) = coordination.fold($2)
           and k.removed_at is null and k.id is distinct from $3::uuid and ${visible(`coordination.${table}`, 'k')}`,
    [partnershipId, text, exceptId],
  );
  return rows.length > 0;
};

/** Takes an entry out of use; answers whether it still had the expected version. */
export const takeOutOfUse = async (
  db: Db,
  { table }: KeptList,
  id: string,
  expectedVersion: number,
  now: Date,
): Promise<boolean> => {
  const rows = await db.query(
    `update coordination.${table} set removed_at = $3, version = version + 1
     where id = $1 and version = $2 and removed_at is null returning id`,
    [id, expectedVersion, now],
  );
  return rows.length === 1;
};
