import { AsyncLocalStorage } from 'node:async_hooks';
import { rights, workspaceRoles, type WorkspaceRole } from '#libs/access';
import type { Cell } from './cells.js';
import { nobodies, relations, scopes } from './expected.js';
import type { Matrix } from './matrix.js';
import type { CallerKey } from './people.js';

/** One rule made weaker, and how to put it back. */
export interface Weakening {
  rule: string;
  weaken: () => Promise<() => Promise<unknown>> | (() => Promise<unknown>);
  /** Cells that may notice, those most likely first. */
  suspects: () => Cell[];
}

/** What became of one weakening: noticed by whom, or by nobody. */
export interface Outcome {
  rule: string;
  noticed?: { by: string; finding: string };
}

/** A question about something that is not there any more is a failure as well. */
const findingsOf = async (cell: Cell): Promise<string[]> =>
  cell.run().catch((error: unknown) => [`breaks: ${error instanceof Error ? error.message : String(error)}`]);

/** Weakens one rule after the other; for each the matrix has to fail, and is not asked further once it does. */
export const weakenAll = async (weakenings: readonly Weakening[], afterwards: () => void): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const { rule, weaken, suspects } of weakenings) {
    const restore = await weaken();
    afterwards();
    const outcome: Outcome = { rule };
    try {
      for (const cell of suspects()) {
        const [finding] = await findingsOf(cell);
        if (finding === undefined) continue;
        outcome.noticed = { by: `${cell.caller} · ${cell.name}`, finding: finding.slice(0, 300) };
        break;
      }
    } finally {
      await restore();
      afterwards();
    }
    outcomes.push(outcome);
  }
  return outcomes;
};

/** Rules that are known not to be noticed, each with the reason; one that is noticed after all must leave the list. */
export type Excuses = Readonly<Record<string, string>>;

/** The score of a run: how many were noticed, those that were not, and what is wrong with the excuses. */
export const scoreOf = (outcomes: readonly Outcome[], excuses: Excuses) => {
  const missed = outcomes.filter(({ noticed }) => !noticed).map(({ rule }) => rule);
  return {
    caught: outcomes.length - missed.length,
    of: outcomes.length,
    uncaught: missed.map((rule) => ({ rule, reason: excuses[rule] ?? 'no reason is known' })),
    wrong: [
      ...missed.filter((rule) => !(rule in excuses)).map((rule) => `${rule} is weakened and nothing fails`),
      ...Object.keys(excuses)
        .filter((rule) => !missed.includes(rule))
        .map((rule) => `${rule} is excused and not needed: it is noticed, or gone`),
    ],
  };
};

type Kind = 'fields' | 'types' | 'rows' | 'capabilities' | 'scopes';
const kinds: readonly Kind[] = ['fields', 'types', 'rows', 'capabilities'];

/** A question that is being asked. */
interface Asked {
  cell: Cell;
  began: number;
}

/** Which cells looked at which rule. */
export class Coverage {
  private readonly cells = new Map<string, Map<Cell, number>>();
  /** Whose question is at work, where several are. */
  private readonly asking = new AsyncLocalStorage<Asked>();
  /** The one question at work: streams are answered on the other side of a socket. */
  private alone?: Asked;

  /** Notes every look at a rule while `work` runs. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    for (const kind of kinds) {
      const map = rights[kind] as Map<string, unknown>;
      map.get = (key: string) => {
        this.note(`${kind} ${key}`);
        return Map.prototype.get.call(map, key) as unknown;
      };
    }
    try {
      return await work();
    } finally {
      // The method of the class comes back when the one of the object goes.
      for (const kind of kinds) delete (rights[kind] as { get?: unknown }).get;
    }
  }

  around = async (cell: Cell, ask: () => Promise<string[]>): Promise<string[]> => {
    const asked = { cell, began: performance.now() };
    this.alone = cell.reads ? undefined : asked;
    return this.asking.run(asked, ask);
  };

  private note(rule: string): void {
    const asked = this.asking.getStore() ?? this.alone;
    if (!asked) return;
    const known = this.cells.get(rule) ?? new Map<Cell, number>();
    this.cells.set(rule, known);
    known.set(asked.cell, performance.now() - asked.began);
  }

  /** Cells that looked at a rule, the quickest first. */
  of(rule: string): Cell[] {
    return [...(this.cells.get(rule) ?? [])].sort(([, a], [, b]) => a - b).map(([cell]) => cell);
  }
}

/** How many questions over the API are asked before the rule itself is. */
const FIRST_TRIES = 40;

/** Every rule of the policy, weakened: fields, types, rows, each capability for each role without it, scopes. */
export const policyWeakenings = (matrix: Matrix, coverage: Coverage): Weakening[] => {
  const among = (rule: string, direct: string, who: (caller: CallerKey) => boolean) => () => {
    const all = coverage.of(rule).filter(({ caller }) => who(caller));
    const overApi = all.filter((cell) => matrix.cells.includes(cell));
    const itself = matrix.apart.filter(({ name, caller }) => name === direct && who(caller));
    return [...overApi.slice(0, FIRST_TRIES), ...itself, ...overApi.slice(FIRST_TRIES)];
  };
  const replace =
    <V>(map: Map<string, V>, key: string, weaker: V) =>
    () => {
      const before = map.get(key)!;
      map.set(key, weaker);
      return async () => map.set(key, before);
    };
  const isNobody = (caller: CallerKey) => nobodies.includes(caller);
  const isSystem = (caller: CallerKey) => Boolean(scopes[caller]);
  const everybody = () => true;
  return [
    ...[...rights.fields].flatMap(([name, rule]): Weakening[] => {
      if (rule === 'public') return [];
      const weaker = rule === 'person' ? 'signedIn' : 'public';
      const who = rule === 'person' ? isSystem : isNobody;
      const suspects = () => {
        const named = matrix.cells.filter(
          (cell) => who(cell.caller) && (cell.name === name || cell.name.startsWith(`${name} `)),
        );
        return [...named, ...among(`fields ${name}`, '', who)()];
      };
      return [{ rule: `${name}: ${rule} → ${weaker}`, weaken: replace(rights.fields, name, weaker), suspects }];
    }),
    ...[...rights.types].flatMap(([name, rule]): Weakening[] =>
      rule === 'public' || rule === 'within'
        ? []
        : [
            {
              rule: `type ${name} → public`,
              weaken: replace(rights.types, name, 'public'),
              suspects: among(`types ${name}`, `type ${name}`, rule === 'signedIn' ? isNobody : everybody),
            },
          ],
    ),
    ...[...rights.rows.keys()].map((table): Weakening => ({
      rule: `rows of ${table} → true`,
      weaken: replace(rights.rows, table, () => 'true'),
      suspects: among(`rows ${table}`, `rows ${table}`, everybody),
    })),
    ...[...rights.capabilities].flatMap(([name, roles]) =>
      workspaceRoles
        .filter((role) => !roles.includes(role))
        .map((role): Weakening => ({
          rule: `${name} also for ${role}`,
          weaken: replace(rights.capabilities, name, [...roles, role]),
          suspects: among(`capabilities ${name}`, `capability ${name}`, (caller) => has(caller, role)),
        })),
    ),
    ...[...rights.fields.keys()]
      .filter((name) => name.startsWith('Mutation.') && !rights.scopes.get('task.write')!.opens.includes(name))
      .map((name): Weakening => {
        const scope = rights.scopes.get('task.write')!;
        return {
          rule: `task.write also opens ${name} to systems`,
          weaken: replace(rights.scopes, 'task.write', { ...scope, opens: [...scope.opens, name] }),
          suspects: () => matrix.cells.filter((cell) => isSystem(cell.caller) && cell.name === name),
        };
      }),
  ];
};

const has = (caller: CallerKey, role: WorkspaceRole): boolean =>
  Object.values(relations[caller]).some((relation) =>
    role === 'ANSWERER' ? relation === 'FEDASIL' || relation === 'VDAB' : relation === role,
  );
