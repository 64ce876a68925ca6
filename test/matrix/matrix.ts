import { rights } from '#libs/access';
import { fromGlobalId } from '#libs/kernel';
import { isObjectType } from 'graphql';
import { bypassLogin } from '../support/bypass.js';
import { Cells, type Cell } from './cells.js';
import { capabilities, nobodies, types } from './expected.js';
import { House } from './house.js';
import type { Walls } from './judge.js';
import { Knowledge } from './knowledge.js';
import { Layers } from './layers.js';
import { callerKeys, type CallerKey } from './people.js';
import { mutations, queries, subscriptions } from './roots.js';
import { variants } from './variants.js';
import { withoutPolicy } from './permissive.js';
import { Rows } from './rows.js';
import { tenants } from './words.js';
import { furnish, settle, type MatrixWorld } from './world.js';

/** What a cell that does not answer as it should said. */
export interface Finding {
  cell: Cell;
  findings: string[];
}

/** Row-level security knows tables, not ways to them: where it stands alone, paths need not be followed to the end. */
const SECOND_WALL_REACH = 2;

/** A world, a house with certain walls around it, and every question about it. */
export class Matrix {
  readonly cells: Cell[];
  readonly apart: Cell[];

  private constructor(
    readonly walls: Walls,
    readonly world: MatrixWorld,
    readonly house: House,
    readonly rows: Rows,
    readonly asked: Cells,
    readonly layers: Layers,
    readonly knowledge: Knowledge,
    private readonly who: readonly CallerKey[],
    private readonly end: () => Promise<void>,
  ) {
    this.cells = asked.all(who);
    this.apart = layers.cells(who);
  }

  /** The database as it is, behind the policy or alone; for `first` it lets everything through. */
  static async open(walls: 'both' | 'first', who: readonly CallerKey[] = callerKeys, reach = 4): Promise<Matrix> {
    const settled = await settle();
    const bypass = walls === 'first' ? await bypassLogin(settled.database) : undefined;
    const house = await House.open(bypass?.url ?? settled.database.apiUrl);
    const world = await furnish(settled, house);
    const knowledge = await Knowledge.of(world);
    const rows = await Rows.open(world, knowledge);
    house.dry = true;
    const asked = new Cells(house, world, knowledge, walls, reach);
    const layers = new Layers(house, world, knowledge, rows, walls);
    return new Matrix(walls, world, house, rows, asked, layers, knowledge, who, async () => {
      await rows.close();
      await house.close();
      await bypass?.drop();
      await world.close();
    });
  }

  /** How many questions there are. */
  get size(): number {
    return this.cells.length + this.apart.length;
  }

  /** Asks everything; what was delivered meanwhile is then asked of each rule by itself. */
  async run(around?: Around): Promise<Finding[]> {
    const found = await this.layers.harvest(() => run(this.cells, around));
    return [...found, ...(await run(this.apart, around))];
  }

  close(): Promise<void> {
    return this.end();
  }

  /** The same questions with the policy switched off and every caller taken for a manager everywhere. */
  async behindSecondWall<T>(work: (cells: Cell[]) => Promise<T>): Promise<T> {
    const restore = withoutPolicy();
    this.house.deceivedAbout = tenants.map((tenant) => fromGlobalId(this.world.things[tenant].partnership)!.id);
    try {
      const cells = new Cells(this.house, this.world, this.knowledge, 'second', SECOND_WALL_REACH).all(this.who);
      return await this.quietly(() => work(cells));
    } finally {
      this.house.deceivedAbout = [];
      restore();
    }
  }

  /** While a rule is missing, what the database refuses is an unexpected error for the API, which would log each one. */
  async quietly<T>(work: () => Promise<T>): Promise<T> {
    this.house.app.useLogger(false);
    try {
      return await work();
    } finally {
      this.house.app.useLogger(['error', 'warn']);
    }
  }

  /** Everything that was asked for and did not come, once all cells ran. */
  blindSpots(who: readonly CallerKey[] = this.who): string[] {
    const { judge } = this.asked;
    return who.flatMap((caller) => {
      if (nobodies.includes(caller)) return [];
      const found = judge.delivered.get(caller)!;
      const read = judge.read.get(caller)!;
      return [
        ...this.knowledge
          .mustFind(caller, this.asked.nodeTypes())
          .filter((what) => !found.has(what))
          .map((what) => `${caller} never saw ${what}`),
        ...[...this.knowledge.canariesFor(caller)]
          .filter((word) => this.knowledge.written.has(word) && !read.has(word))
          .map((word) => `${caller} never read ${word}`),
      ];
    });
  }

  /** Fields, root fields and arguments of the schema that no expectation names, and the other way round. */
  unknown(): string[] {
    const { schema } = this.house;
    const roots = { Query: queries, Mutation: mutations, Subscription: subscriptions } as const;
    const expected = [
      ...Object.entries(roots).flatMap(([root, fields]) => Object.keys(fields).map((field) => `${root}.${field}`)),
      ...['Query.node', 'Query.nodes'],
      ...Object.entries(types).flatMap(([name, { fields, only = {}, depends = '' }]) =>
        `${fields} ${Object.values(only).join(' ')} ${depends}`
          .split(' ')
          .filter(Boolean)
          .map((field) => `${name}.${field}`),
      ),
      ...[...Object.keys(capabilities)].map((capability) => `capability ${capability}`),
    ];
    const found = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .flatMap((type) =>
        isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
      );
    found.push(...[...rights.capabilities.keys()].map((capability) => `capability ${capability}`));
    const args = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !(type.name in roots) && !type.name.startsWith('__')
        ? Object.values(type.getFields()).flatMap(({ name, args: each }) =>
            each.map((arg) => ({ field: `${type.name}.${name}`, arg: arg.name })),
          )
        : [],
    );
    return [
      ...found.filter((name) => !expected.includes(name)).map((name) => `${name} has no expectation`),
      ...expected.filter((name) => !found.includes(name)).map((name) => `${name} is expected and does not exist`),
      ...args
        .filter(({ field, arg }) => !variants[field]?.some((call) => call.includes(`${arg}:`)))
        .map(({ field, arg }) => `${field}(${arg}) is never used`),
    ];
  }
}

/** Something to do around each cell. */
export type Around = (cell: Cell, ask: () => Promise<string[]>) => Promise<string[]>;

/** So many questions of one caller that only read are asked at the same time: the database answers while others think. */
const AT_ONCE = 3;

/** Runs cells and answers those with findings. */
export const run = async (cells: readonly Cell[], around: Around = (_cell, ask) => ask()): Promise<Finding[]> => {
  const wrong: Finding[] = [];
  const waiting = [...cells];
  const ask = async (cell: Cell): Promise<void> => {
    const findings = await around(cell, cell.run);
    if (findings.length > 0) wrong.push({ cell, findings });
  };
  while (waiting.length > 0) {
    // What one caller reads does not depend on the order; what others read is compared with it.
    const { caller, reads } = waiting[0]!;
    const alike = reads ? waiting.findIndex((cell) => !cell.reads || cell.caller !== caller) : 1;
    const together = waiting.splice(0, alike < 0 ? waiting.length : alike);
    const worker = async (): Promise<void> => {
      for (let cell = together.shift(); cell; cell = together.shift()) await ask(cell);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }
  return wrong;
};

/** Findings as sentences. */
export const sentences = (found: readonly Finding[]): string[] =>
  found.flatMap(({ cell, findings }) => findings.map((each) => `${cell.caller} · ${cell.name}: ${each}`.slice(0, 600)));
