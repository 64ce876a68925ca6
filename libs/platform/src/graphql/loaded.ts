import {
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

const LOADED = Symbol('loaded');

type Holder = Partial<Record<typeof LOADED, Readonly<Record<string, unknown>>>>;

/**
 * Lays values beside an object for fields that lead elsewhere and were read in the same statement: their resolvers are not
 * asked. Null is a value, undefined is none. What is laid here has to be what the resolver would have answered.
 */
export const withLoaded = <T extends object>(object: T, values: Readonly<Record<string, unknown>>): T => {
  (object as Holder)[LOADED] = values;
  return object;
};

/** Lets fields without arguments, below the roots, answer what was laid beside their object. Rules still stand before it. */
export const preferLoaded = (schema: GraphQLSchema): GraphQLSchema => {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || roots.has(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { name, resolve, args } = field;
      if (!resolve || args.length > 0) continue;
      const prefer: GraphQLFieldResolver<Holder, unknown> = (source, given, context, info) => {
        const value = source[LOADED]?.[name];
        return value === undefined ? resolve(source, given, context, info) : value;
      };
      field.resolve = prefer as typeof field.resolve;
    }
  }
  return schema;
};

/** Names of the fields that are asked of an object, or of what a path of its fields leads to. */
export type AskedAt = (...path: readonly string[]) => ReadonlySet<string>;

const remembered = new WeakMap<readonly FieldNode[], Map<string, ReadonlySet<string>>>();

/**
 * Names of the fields asked at paths below a field, whatever `@skip` and `@include` say of them: what a statement should
 * read with the rest. `selectedAt(info, 'nodes', 'edges.node')` is about the items of a
 * connection, `selectedAt(info, '')` about the connection itself.
 */
export const selectedAt = (
  { fieldNodes, fragments }: GraphQLResolveInfo,
  ...paths: readonly string[]
): ReadonlySet<string> => {
  const known = remembered.get(fieldNodes) ?? new Map<string, ReadonlySet<string>>();
  remembered.set(fieldNodes, known);
  const key = paths.join();
  const before = known.get(key);
  if (before) return before;
  const found = new Set<string>();
  const walk = (set: SelectionSetNode | undefined, path: readonly string[]): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) walk(fragments[selection.name.value]?.selectionSet, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, path);
      else if (path.length === 0) found.add(selection.name.value);
      else if (selection.name.value === path[0]) walk(selection.selectionSet, path.slice(1));
    }
  };
  for (const path of paths) for (const node of fieldNodes) walk(node.selectionSet, path ? path.split('.') : []);
  known.set(key, found);
  return found;
};

/** What is asked of the objects at one of the places below a field: of the field itself, or for example of `nodes`. */
export const askedAt = (info: GraphQLResolveInfo, ...places: readonly string[]): AskedAt => {
  const under = places.length > 0 ? places : [''];
  return (...path) => selectedAt(info, ...under.map((place) => [place, ...path].filter(Boolean).join('.')));
};
