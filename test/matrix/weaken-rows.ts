import type { Cell } from './cells.js';
import { tables } from './expected-rows.js';
import { callerKeys } from './people.js';
import type { Rows } from './rows.js';
import type { Weakening } from './weaken.js';
import type { MatrixWorld } from './world.js';

interface PolicyFacts {
  name: string;
  table: string;
  condition: string | null;
  check: string | null;
}

/** What a function that answers ids answers when it no longer looks at who asks. */
const everything: Record<string, string> = {
  workspace_ids: `select array_agg(id) from live.streams`,
  party_workspace_ids: `select array_agg(id) from live.streams`,
  writable_ids: `select array_agg(id) from live.streams`,
  managed_ids: `select array_agg(id) from live.streams`,
  auditable_ids: `select array_agg(id) from live.streams`,
  directory_ids: `select array_agg(id) from (select id from directory.actors union select id from directory.municipalities) d`,
  my_organisation_ids: `select array_agg(id) from access.organisations`,
  visible_accounts: `select id from access.accounts`,
};

/** Row-level security, one policy and one function after the other, told by table and by function. */
export const wallWeakenings = async (world: MatrixWorld, rows: Rows): Promise<Weakening[]> => {
  const { owner } = world;
  const cellsOf = (table: string): Cell[] =>
    callerKeys.map((caller) => ({ name: `table ${table}`, caller, run: () => rows.cell(table, caller) }));
  const functionCells = callerKeys.map((caller): Cell => ({
    ...{ name: 'functions', caller },
    run: () => rows.functions(caller),
  }));
  const others = Object.keys(tables).filter((name) => tables[name]!.of);
  const suspectsOf = (table?: string) => () => [
    ...(table ? cellsOf(table) : []),
    ...functionCells,
    ...others.filter((name) => name !== table).flatMap(cellsOf),
  ];
  const policies = await owner.rows<PolicyFacts>(
    `select p.polname as name, p.polrelid::regclass::text as table, pg_get_expr(p.polqual, p.polrelid) as condition,
            pg_get_expr(p.polwithcheck, p.polrelid) as check
     from pg_policy p where p.polname <> 'maintenance' order by 2, 1`,
  );
  const ofPolicies = policies.flatMap(({ name, table, condition, check }) =>
    [
      { part: 'using', expression: condition },
      { part: 'with check', expression: check },
    ].flatMap(({ part, expression }): Weakening[] =>
      expression === null
        ? []
        : [
            {
              rule: `policy ${name} on ${table}: ${part} true`,
              weaken: async () => {
                await owner.rows(`alter policy ${name} on ${table} ${part} (true)`);
                return () => owner.rows(`alter policy ${name} on ${table} ${part} (${expression})`);
              },
              suspects: suspectsOf(table),
            },
          ],
    ),
  );
  const definers = await owner.rows<{ name: string; definition: string }>(
    `select p.proname as name, pg_get_functiondef(p.oid) as definition from pg_proc p
     join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname = 'access' order by 1`,
  );
  const ofFunctions = definers.flatMap(({ name, definition }): Weakening[] => {
    const body = everything[name];
    const weaker = body
      ? definition
          .replace(/LANGUAGE \w+/, 'LANGUAGE sql')
          .replace(/AS \$(\w*)\$[\s\S]*\$\1\$/, `AS $weak$ ${body} $weak$`)
      : definition
          .replaceAll('access.my_organisation_ids()', '(array(select id from access.organisations))')
          .replace('m.account_id = platform.account_id() and m.organisation_id = platform.organisation_id()', 'true')
          .replaceAll(/access\.\w+_ids\(\)/g, '(array(select id from live.streams))');
    if (weaker === definition) return [];
    return [
      {
        rule: `function access.${name} for everybody`,
        weaken: async () => {
          await owner.rows(weaker);
          return () => owner.rows(definition);
        },
        suspects: suspectsOf(),
      },
    ];
  });
  return [...ofPolicies, ...ofFunctions];
};
