import type { WorkspaceRole } from './roles.js';

/** Who may call a root field at all: everybody, or only somebody who is signed in. */
export type FieldRule = 'public' | 'signedIn';

/** A room's rights as one readable table. */
export interface Policy {
  /** Every root field of the room, as `Query.name`, `Mutation.name` or `Subscription.name`. */
  fields: Record<string, FieldRule>;
  /** What one can do in a partnership, and the roles that may. */
  capabilities?: Record<string, readonly WorkspaceRole[]>;
}

const fieldRules = new Map<string, FieldRule>();
const capabilityRoles = new Map<string, readonly WorkspaceRole[]>();

/**
 * Declares a room's policy, once.
 * @throws Error at start-up when a field or capability is declared twice.
 */
export const definePolicy = <P extends Policy>(policy: P): P => {
  const add = <V>(table: Map<string, V>, entries: Record<string, V> = {}) => {
    for (const [key, value] of Object.entries(entries)) {
      if (table.has(key)) throw new Error(`policy declares ${key} twice`);
      table.set(key, value);
    }
  };
  add(fieldRules, policy.fields);
  add(capabilityRoles, policy.capabilities);
  return policy;
};

/** The rule of a root field; undefined when no room declares one. */
export const fieldRule = (field: string): FieldRule | undefined => fieldRules.get(field);

/** Every root field that has a rule. */
export const ruledFields = (): string[] => [...fieldRules.keys()];

/** The roles that have a capability; none when no room declares it. */
export const rolesWith = (capability: string): readonly WorkspaceRole[] => capabilityRoles.get(capability) ?? [];
