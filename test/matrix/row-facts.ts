import { fromGlobalId } from '#libs/kernel';
import { tables } from './expected-rows.js';
import { requestKeys, taskKeys, tenants, type RequestKey, type TaskKey, type Tenant } from './words.js';
import type { MatrixWorld } from './world.js';

/** One row of the world, and what it belongs to. */
export interface RowFacts {
  key: string;
  tenant?: Tenant;
  account?: string;
  task?: TaskKey;
  audience?: string;
  request?: RequestKey;
  actor?: string;
  sequence?: number;
  concerns?: string[];
  organisation?: string;
}

/** What there is in a table. */
export interface TableFacts {
  facts: RowFacts[];
  /** One row of each partnership or account to copy, by key. */
  samples: Map<string, Record<string, unknown>>;
  columns: string[];
}

/** Reads as the owner what is in a table and what it belongs to, and one row of each partnership or account to copy. */
export const learn = async ({ owner, things, actors }: MatrixWorld, table: string): Promise<TableFacts> => {
  const { of = {}, key: column = 'ctid' } = tables[table]!;
  const names = [
    'partnership',
    'account',
    'task',
    'request',
    'audience',
    'actor',
    'sequence',
    'concerns',
    'organisation',
  ] as const;
  type Row = Record<(typeof names)[number], string | null> & { key: string; content: Record<string, unknown> };
  const rows = await owner.rows<Row>(
    `select ${column}::text as key, row_to_json(r) as content, ${names.map((name) => `${of[name] ?? 'null'}::text as ${name}`).join()}
     from ${table} r order by ctid`,
  );
  const tenantOf = new Map(tenants.map((tenant) => [fromGlobalId(things[tenant].partnership)!.id, tenant]));
  const taskOf = new Map(
    tenants.flatMap((tenant) => taskKeys.map((key) => [fromGlobalId(things[tenant].tasks[key])!.id, key] as const)),
  );
  const requestOf = new Map(
    tenants.flatMap((tenant) =>
      requestKeys.map((key) => [fromGlobalId(things[tenant].requests[key])!.id, key] as const),
    ),
  );
  const codeOf = new Map([
    [actors.fedasil, 'FEDASIL'],
    [actors.vdab, 'VDAB'],
  ]);
  const facts = rows.map(
    ({ key, partnership, account, task, request, audience, actor, sequence, concerns, organisation }): RowFacts => ({
      key,
      ...(partnership && { tenant: tenantOf.get(partnership) }),
      ...(account && { account }),
      ...(task && { task: taskOf.get(task) }),
      ...(request && { request: requestOf.get(request) }),
      ...(audience && { audience }),
      ...(actor && { actor: codeOf.get(actor) }),
      ...(sequence && { sequence: Number(sequence) }),
      ...(organisation && { organisation }),
      ...(concerns && { concerns: concerns.slice(1, -1).split(',') }),
    }),
  );
  const samples = new Map<string, Record<string, unknown>>();
  const taken = new Set<string>();
  facts.forEach((fact, index) => {
    const of = fact.tenant ?? fact.account ?? 'all';
    if (taken.has(of)) return;
    taken.add(of);
    samples.set(fact.key, rows[index]!.content);
  });
  const columns = await owner.rows<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
     and attgenerated = ''`,
  );
  return { facts, samples, columns: columns.map(({ name }) => name) };
};
