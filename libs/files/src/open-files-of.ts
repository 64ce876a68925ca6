import { API_ROLE } from '#libs/platform';
import type { QueryRunner } from 'typeorm';

/** What the rows of a type say about their attachments, as conditions on `item`, the row. */
export interface FileWalls {
  /** On which rows files are added. */
  added?: string;
  /** From which rows files that arrived are taken away. */
  removed?: string;
  /** Staff of an actor adds too, on what it sees. */
  parties?: boolean;
}

/**
 * For the migration of a room above: opens attachments of its items. Row-level security shows an attachment to whom it shows
 * the row of the item, whatever that says by then; who may write in the partnership may add and remove. Attachments go with
 * their item. The table needs `id` and `partnership_id`.
 */
export const openFilesOf = async (
  runner: QueryRunner,
  type: string,
  table: string,
  { added = 'true', removed = 'true', parties = false }: FileWalls = {},
): Promise<void> => {
  const me = `(select platform.account_id())`;
  const itemThat = (holds: string) => `owner_type = '${type}' and exists (
    select from ${table} item where item.id = owner_id and item.partnership_id = attachments.partnership_id and (${holds}))`;
  const item = itemThat('true');
  const writable = [
    `partnership_id = any ((select access.writable_ids())::uuid[])`,
    ...(parties ? [`partnership_id = any ((select access.party_workspace_ids())::uuid[])`] : []),
  ].join(' or ');
  const own = `created_by = ${me} and ${itemThat(added)}`;
  const policies = {
    select: `using ((status <> 'UPLOADING' or created_by = ${me}) and ${item})`,
    insert: `with check ((${writable}) and status = 'UPLOADING' and received = 0 and ${own})`,
    update: `using ((${writable}) and status = 'UPLOADING' and ${own}) with check ((${writable}) and ${own})`,
    delete: `using ((${writable}) and ((status = 'UPLOADING' and created_by = ${me} and ${item})
                                   or (status <> 'UPLOADING' and ${itemThat(removed)})))`,
  };
  for (const [operation, rule] of Object.entries(policies))
    await runner.query(
      `create policy ${type.toLowerCase()}_${operation} on files.attachments for ${operation} to ${API_ROLE} ${rule}`,
    );
  await runner.query(
    `create trigger files_go_with_it after delete on ${table} for each row execute function files.forget_item('${type}')`,
  );
};
