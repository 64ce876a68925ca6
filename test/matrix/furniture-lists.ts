// Saved views, a change of several tasks and a file that is being imported, made by the first manager of a partnership.
import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import type { Run } from './as-caller.js';
import { canary, type Tenant } from './words.js';
import type { MatrixWorld, Things } from './world.js';

export const makeLists = async (
  world: Omit<MatrixWorld, 'things'>,
  run: Run,
  { tenant, partnershipId, task, account }: { tenant: Tenant; partnershipId: string; task: string; account: string },
): Promise<Pick<Things, 'view' | 'bulkChange' | 'taskImport'>> => {
  const save = async (of: 'inside' | 'manage', shared: boolean) => {
    const input = { partnershipId, name: `Lijst ${canary(tenant, of)}`, query: 'weergave=lijst', shared };
    return (await run<{ view: { id: string } }>('createSavedView', input, 'view { id }')).view.id;
  };
  await save('inside', true);
  const view = await save('manage', false);
  const { bulkChange } = await run<{ bulkChange: { id: string } }>(
    'changeTasks',
    { partnershipId, tasks: [{ id: task, expectedVersion: 1 }], change: { priority: 'NORMAL' } },
    'bulkChange { id }',
  );
  await run('renewCalendarFeed', {}, 'url');
  // A file arrives over HTTP; here its rows are laid down as the API lays them down.
  const file = newId();
  await world.owner.rows(
    `insert into coordination.task_imports (id, partnership_id, account_id, file_name, created_at, columns, mapping, row_count)
     values ($1, $2, $3, $4, now(), $5, '{TITLE}', 1)`,
    [file, fromGlobalId(partnershipId)!.id, account, `${canary(tenant, 'manage')}.csv`, ['Titel']],
  );
  await world.owner.rows(
    `insert into coordination.task_import_rows (partnership_id, import_id, account_id, number, cells)
     values ($1, $2, $3, 1, $4)`,
    [fromGlobalId(partnershipId)!.id, file, account, [`Rij ${canary(tenant, 'manage')}`]],
  );
  return { view, bulkChange: bulkChange.id, taskImport: toGlobalId('TaskImport', file) };
};
