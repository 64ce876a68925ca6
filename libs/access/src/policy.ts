import type { Caller } from './caller.js';
import type { WorkspaceRole } from './roles.js';

/** Who may call a root field at all: everybody, whoever is signed in, or of those only people and no service client. */
export type FieldRule = 'public' | 'signedIn' | 'person';

/** What a service client can be granted besides reading. */
export interface MachineScope {
  /** One English sentence for whoever grants it. */
  description: string;
  /** The mutations it opens, as `Mutation.name`; no other mutation is open to a service client. */
  opens: readonly string[];
}

/** Whether a caller may see one object; asked for every object that is about to be delivered. */
export type ObjectRule = (object: never, caller: Caller) => boolean;

/**
 * Who may see objects of a type: everybody, everybody who signed in, those an ObjectRule lets through, or `within`: the
 * type has no rows of its own and is seen only inside something that has a rule (payloads, pages of a list).
 */
export type TypeRule = 'public' | 'signedIn' | 'within' | ObjectRule;

/** Which rows of a table a caller may read, as a condition in SQL over the alias of the table. */
export type RowRule = (alias: string) => string;

/** A room's rights as one readable table. */
export interface Policy {
  /** Every root field of the room, as `Query.name`, `Mutation.name` or `Subscription.name`. */
  fields: Record<string, FieldRule>;
  /** Every object type of the room. */
  types: Record<string, TypeRule>;
  /** Every table of the room whose rows are not for everybody who signed in, as `schema.table`. */
  rows?: Record<string, RowRule>;
  /** What one can do in a partnership, and the roles that may. */
  capabilities?: Record<string, readonly WorkspaceRole[]>;
  /** Capabilities that may be granted to a service client; none is, unless it is named here. */
  scopes?: Record<string, MachineScope>;
}

/** All rooms' rights together. */
export interface Rights {
  fields: Map<string, FieldRule>;
  types: Map<string, TypeRule>;
  rows: Map<string, RowRule>;
  capabilities: Map<string, readonly WorkspaceRole[]>;
  scopes: Map<string, MachineScope>;
}

/** The rules declared so far: what every check reads. */
export const rights: Rights = {
  fields: new Map(),
  types: new Map(),
  rows: new Map(),
  capabilities: new Map(),
  scopes: new Map(),
};

/**
 * Declares a room's policy, once.
 * @throws Error at start-up when something is declared twice.
 */
export const definePolicy = <P extends Policy>(policy: P): P => {
  const add = <V>(table: Map<string, V>, entries: Record<string, V> = {}) => {
    for (const [key, value] of Object.entries(entries)) {
      if (table.has(key)) throw new Error(`policy declares ${key} twice`);
      table.set(key, value);
    }
  };
  add(rights.fields, policy.fields);
  add(rights.types, policy.types);
  add(rights.rows, policy.rows);
  add(rights.capabilities, policy.capabilities);
  add(rights.scopes, policy.scopes);
  return policy;
};

/** The roles that have a capability; none when no room declares it. */
export const rolesWith = (capability: string): readonly WorkspaceRole[] => rights.capabilities.get(capability) ?? [];

/** Everything a role may do in a partnership, in alphabetical order. */
export const capabilitiesOf = (role: WorkspaceRole): string[] =>
  [...rights.capabilities].flatMap(([name, roles]) => (roles.includes(role) ? [name] : [])).sort();

/**
 * The condition every statement that reads a table carries, so that rows, counts and places in lists are those the caller
 * may know of. Row-level security says the same again, on its own.
 * @throws Error for a table without a rule.
 */
export const visible = (table: string, alias: string): string => {
  const rule = rights.rows.get(table);
  if (!rule) throw new Error(`${table} has no rule for its rows: name it in its room's policy`);
  return `(${rule(alias)})`;
};

const list = (setting: string): string =>
  `string_to_array(nullif(current_setting('app.${setting}', true), ''), ',')::uuid[]`;
/** Ids of a setting of the caller's, as SQL: read once per statement; nobody's setting fits nothing. */
const ids = (setting: string): string => `any ((select ${list(setting)})::uuid[])`;

/** Rows of partnerships the caller works in. */
export const inside = (column: string): string => `${column} = ${ids('inside')}`;
/** Rows of partnerships in which the caller answers for an actor. */
export const asParty = (column: string): string => `${column} = ${ids('party')}`;
/** Rows of partnerships the caller manages. */
export const managed = (column: string): string => `${column} = ${ids('managed')}`;
/** Rows about the municipalities and actors the caller acts for. */
export const mine = (column: string): string => `${column} = ${ids('directory')}`;
/** Rows that carry, in a list, an actor the caller acts for. */
export const shared = (column: string): string => `${column} && (select ${list('directory')})::uuid[]`;
/** Rows of the organisation the caller acts for. */
export const acting = (column: string): string => `${column} = ${ids('organisations')}`;
/** What no organisation keeps to itself carries this id in the column that says which one does. */
export const EVERYBODY = '00000000-0000-0000-0000-000000000000';
/** Rows that no organisation keeps to itself, or the one the caller acts for. */
export const kept = (column: string): string => `(${column} = '${EVERYBODY}' or ${acting(column)})`;
/** People who hold or held a mandate where the caller has one, and the caller. */
export const known = (column: string): string =>
  `${column} = nullif(current_setting('app.account_id', true), '')::uuid
   or ${column} in (select access.accounts_in(coalesce(${list('inside')}, '{}') || coalesce(${list('party')}, '{}')))`;
/** The caller's own rows; nobody's while somebody else looks through their eyes. */
export const own = (column: string): string =>
  `${column} = nullif(current_setting('app.account_id', true), '')::uuid and nullif(current_setting('app.partnership_id', true), '') is null`;
