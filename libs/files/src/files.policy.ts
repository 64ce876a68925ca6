import { definePolicy, inside, rights, visible, type Caller } from '#libs/access';
import type { AttachmentType } from './attachment.type.js';
import { ownerTables } from './owners.js';

const unfinishedOnlyTo = (a: string): string =>
  `(${a}.status <> 'UPLOADING' or ${a}.created_by = nullif(current_setting('app.account_id', true), '')::uuid)`;

const withItsItem = (a: string): string =>
  ownerTables()
    .map(
      ([type, table]) =>
        `(${a}.owner_type = '${type}' and exists (
           select from ${table} item where item.id = ${a}.owner_id and ${visible(table, 'item')}))`,
    )
    .join(' or ') || 'false';

/** An attachment is seen by whom the item it hangs on is seen; what is still being sent, by who sends it. */
export const filesPolicy = definePolicy({
  fields: { 'Mutation.removeAttachment': 'signedIn' },
  types: {
    Attachment: ({ row, item }: AttachmentType, caller: Caller) => {
      const rule = rights.types.get(row.ownerType);
      return typeof rule === 'function' && rule(item as never, caller);
    },
    RemoveAttachmentPayload: 'within',
  },
  rows: {
    'files.attachments': (a) => `${unfinishedOnlyTo(a)} and (${withItsItem(a)})`,
    'files.parts': (p) =>
      `exists (select from files.attachments a where a.id = ${p}.attachment_id and ${visible('files.attachments', 'a')})`,
    'files.usage': (u) => inside(`${u}.partnership_id`),
  },
});
