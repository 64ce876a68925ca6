// The parts of the first wall one by one: what a rule lets through when nothing else stands in the way. Over the API the
// parts cover for each other; here each one has to be right by itself.
import { may, visible, type Caller } from '#libs/access';
import { fromGlobalId } from '#libs/kernel';
import { isObjectType, type GraphQLObjectType } from 'graphql';
import type { Cell } from './cells.js';
import { tables } from './expected-rows.js';
import { capabilities, nobodies, relations, scopes, types } from './expected.js';
import type { House } from './house.js';
import type { Walls } from './judge.js';
import { type EventFacts, type Knowledge, type Subject } from './knowledge.js';
import { callerKeys, type CallerKey } from './people.js';
import type { Rows } from './rows.js';
import { tenants } from './words.js';
import type { MatrixWorld } from './world.js';

/** An object as resolvers hand it over, and what it is. */
interface Harvested {
  object: object;
  subject?: Subject;
  event?: EventFacts;
}

type Raw = {
  id?: string;
  partnershipId?: string;
  accountId?: string;
  sequence?: number;
  hash?: string;
  /** Of a person's own log. */
  event?: { accountId: string };
};

/** Rules for types, rows and capabilities, each asked directly. */
export class Layers {
  private readonly objects = new Map<string, Map<string, Harvested>>();

  constructor(
    private readonly house: House,
    private readonly world: MatrixWorld,
    private readonly knowledge: Knowledge,
    private readonly rows: Rows,
    private readonly walls: Walls,
  ) {}

  /** Keeps one object of every kind that passes while `work` runs. */
  async harvest<T>(work: () => Promise<T>): Promise<T> {
    const restore = this.guarded().map((type) => {
      const check = type.isTypeOf!;
      type.isTypeOf = (object, ...rest) => {
        this.keep(type.name, object as object);
        return check(object, ...rest);
      };
      return () => (type.isTypeOf = check);
    });
    try {
      return await work();
    } finally {
      restore.forEach((back) => back());
    }
  }

  /** Types with a rule of which no object came by. */
  missing(): string[] {
    return this.guarded()
      .map(({ name }) => name)
      .filter((name) => !this.objects.has(name) && !['within', 'public'].includes(types[name]!.seenBy));
  }

  cells(who: readonly CallerKey[] = callerKeys): Cell[] {
    return who.flatMap((caller) => [
      ...this.typeCells(caller),
      ...this.rowCells(caller),
      ...this.capabilityCells(caller),
    ]);
  }

  private guarded(): GraphQLObjectType[] {
    return Object.values(this.house.schema.getTypeMap()).filter(
      (type): type is GraphQLObjectType => isObjectType(type) && Boolean(type.isTypeOf) && !type.name.startsWith('__'),
    );
  }

  private keep(type: string, object: object): void {
    const { id, partnershipId, sequence, hash, event: own, accountId = own?.accountId } = object as Raw;
    const known = this.objects.get(type) ?? new Map<string, Harvested>();
    this.objects.set(type, known);
    // The first one counts: who may see most asks first, and parties hold less of the same object.
    const add = (key: string, harvested: Harvested) => known.has(key) || known.set(key, harvested);
    const seenBy = types[type]?.seenBy;
    if (seenBy === 'public' || seenBy === 'signedIn') {
      add('any', { object });
      return;
    }
    const tenant = partnershipId ? this.knowledge.tenant(partnershipId) : undefined;
    if (seenBy === 'event') {
      const event = this.knowledge.events.find((each) => each.tenant === tenant && each.sequence === sequence);
      if (event) add(`${tenant} ${sequence}`, { object, event });
      return;
    }
    const line = hash ? this.knowledge.lines.get(hash) : undefined;
    if (line) {
      add(hash!, { object, subject: line });
      return;
    }
    const uuid = id ? fromGlobalId(id)?.id : undefined;
    const person = accountId ? this.knowledge.person(accountId) : undefined;
    const subject =
      (uuid && this.knowledge.subject(uuid, type)) ??
      (person ? { type, person, tenant } : tenant ? { type, tenant } : undefined);
    if (subject) add(uuid ?? JSON.stringify(subject), { object, subject });
  }

  private typeCells(caller: CallerKey): Cell[] {
    return this.guarded()
      .filter(({ name }) => types[name]?.seenBy !== 'within')
      .map((type) => ({
        ...{ name: `type ${type.name}`, caller },
        run: async () => {
          const identity = await this.house.identity(this.world.tokens[caller]);
          return this.house.as(identity, async () =>
            [...(this.objects.get(type.name)?.values() ?? [])].flatMap((harvested) => {
              const passes = this.passes(type, harvested.object);
              const should = this.should(caller, type.name, harvested);
              return passes === should
                ? []
                : [
                    `${passes ? 'is let through to' : 'is refused'} ${JSON.stringify(harvested.subject ?? harvested.event)}`,
                  ];
            }),
          );
        },
      }));
  }

  private passes(type: GraphQLObjectType, object: object): boolean {
    try {
      return Boolean(type.isTypeOf!(object, undefined, undefined as never));
    } catch {
      return false;
    }
  }

  private should(caller: CallerKey, type: string, { subject, event }: Harvested): boolean {
    const { seenBy } = types[type]!;
    if (seenBy === 'public') return true;
    if (nobodies.includes(caller)) return false;
    // People are told apart by the rows that may be read, not by their type.
    if (seenBy === 'signedIn' || seenBy === 'known') return true;
    if (event) return this.knowledge.seesEvent(caller, event);
    return this.knowledge.sees(caller, subject!);
  }

  private rowCells(caller: CallerKey): Cell[] {
    return Object.entries(tables)
      .filter(([table]) => this.hasRule(table))
      .map(([table, { select, policy }]) => ({
        ...{ name: `rows ${table}`, caller },
        run: async () => {
          const identity = await this.house.identity(this.world.tokens[caller]);
          const found = await this.house.as(identity, () =>
            this.house.db.query<{ key: string }>(
              `select ${tables[table]!.key ?? 'ctid'}::text as key from ${table} r where ${visible(table, 'r')}`,
            ),
          );
          const keys = new Set(found.map(({ key }) => key));
          const wrong = this.rows.factsOf(table).filter((row) => {
            const lets = this.rows.isWhose(caller, policy ?? select, row);
            // With the database as it is, a row has to pass both.
            const should = this.walls === 'both' ? lets && this.rows.isWhose(caller, select, row) : lets;
            return keys.has(row.key) !== should;
          });
          return wrong.map((row) => `${keys.has(row.key) ? 'reads' : 'does not read'} ${JSON.stringify(row)}`);
        },
      }));
  }

  private hasRule(table: string): boolean {
    try {
      return visible(table, 'r').length > 0;
    } catch {
      return false;
    }
  }

  private capabilityCells(caller: CallerKey): Cell[] {
    return Object.entries(capabilities).map(([capability, roles]) => ({
      ...{ name: `capability ${capability}`, caller },
      run: async () => {
        const identity = (await this.house.identity(this.world.tokens[caller])) as Caller;
        return this.house.as(identity, async () =>
          tenants.flatMap((tenant) => {
            const relation = relations[caller][tenant];
            const bounds = scopes[caller];
            const granted = !bounds || bounds.includes(capability);
            const should = granted && relation !== undefined && roles.includes(relation);
            const can = may(fromGlobalId(this.world.things[tenant].partnership)!.id, capability);
            return can === should ? [] : [`${can ? 'may' : 'may not'} ${capability} in ${tenant}`];
          }),
        );
      },
    }));
  }
}
