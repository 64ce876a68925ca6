import { definePolicy, inside, own, rolesWith, roleIn, type Caller } from '#libs/access';
import { markPersonal } from '#libs/platform';
import type { LineRow } from './audit.store.js';

/** Who reads the log of a partnership; everybody reads what was done by and about themselves. */
export const auditPolicy = definePolicy({
  fields: {},
  types: {
    AuditLine: ({ row }: { row: LineRow }, caller: Caller) => {
      const role = roleIn(row.chainId, caller);
      return (
        row.accountId === caller.accountId ||
        row.personIds.includes(caller.accountId) ||
        (role !== undefined && rolesWith('audit.read').includes(role))
      );
    },
    AuditLineConnection: 'within',
    AuditLineEdge: 'within',
  },
  rows: {
    // Which roles read the lines of others, the capability says before anybody asks for rows.
    'audit.lines': (l) =>
      `${inside(`${l}.chain_id`)} or (${own(`${l}.account_id`)})
       or exists (select from unnest(${l}.person_ids) as person (id) where ${own('person.id')})`,
  },
  capabilities: {
    /** The log of a partnership, on screen and as a file. */
    'audit.read': ['MANAGER', 'AUDITOR'],
  },
});

// Who did what is personal too.
markPersonal('Partnership.auditLog', 'Viewer.auditLog');
