import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { limits } from '../limits/limits.js';

const { object, leaf, mutation, subscription, list, page, maximumPage, introspected } = limits.cost;

type Variables = Readonly<Record<string, unknown>>;

/** What is asked of one operation. */
interface Measured {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, { selectionSet: SelectionSetNode; on: string }>;
  variables: Variables;
}

const argument = (node: FieldNode, name: string, variables: Variables): unknown => {
  const value = node.arguments?.find((given) => given.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value];
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.LIST ? value.values : undefined;
};

const bounded = (size: number): number => Math.min(Math.max(Math.trunc(size), 0), maximumPage);

/** How long the lists in a page of this field are; undefined for a field that is no page. */
const pageSize = (node: FieldNode, field: GraphQLField<unknown, unknown>, variables: Variables): number | undefined => {
  if (!field.args.some(({ name }) => name === 'first')) return undefined;
  const first = argument(node, 'first', variables);
  return typeof first === 'number' ? bounded(first) : page;
};

/** How many items a list is taken to have: the page it stands in, the ids it was asked for, or a guess. */
const length = (node: FieldNode, field: GraphQLField<unknown, unknown>, variables: Variables, inPage?: number) => {
  if (!isListType(getNullableType(field.type))) return 1;
  if (inPage !== undefined) return inPage;
  if (!field.args.some(({ name }) => name === 'ids')) return list;
  const ids = argument(node, 'ids', variables);
  return Array.isArray(ids) ? bounded(ids.length) : maximumPage;
};

const introspectionSizes: Record<string, number> = { types: 300, fields: 6 };

// The description of the schema is in memory: an object of it is cheap, but the lists in it are long.
const introspectionOf = (set: SelectionSetNode, measured: Measured): number =>
  set.selections.reduce((total, selection) => {
    if (selection.kind !== Kind.FIELD) {
      const inside = selection.kind === Kind.INLINE_FRAGMENT ? selection : measured.fragments.get(selection.name.value);
      return total + (inside ? introspectionOf(inside.selectionSet, measured) : 0);
    }
    const children = selection.selectionSet ? introspectionOf(selection.selectionSet, measured) : 0;
    const plural = selection.name.value.endsWith('s') ? 2 : 1;
    return total + introspected + (introspectionSizes[selection.name.value] ?? plural) * children;
  }, 0);

const fieldOf = (type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined =>
  'getFields' in type ? type.getFields()[name] : undefined;

const selectionCost = (
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  measured: Measured,
  inPage?: number,
): number => {
  const { schema, fragments, variables } = measured;
  const heavy = {
    [schema.getMutationType()?.name ?? '']: mutation,
    [schema.getSubscriptionType()?.name ?? '']: subscription,
  };
  let total = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.kind === Kind.INLINE_FRAGMENT) {
      const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : undefined;
      const name = spread?.on ?? (selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : '');
      const target = name ? schema.getType(name) : type;
      const inside = spread?.selectionSet ?? (selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : null);
      if (inside && isCompositeType(target)) total += selectionCost(inside, target, measured, inPage);
      continue;
    }
    const name = selection.name.value;
    const children = selection.selectionSet;
    total += heavy[type.name] ?? 0;
    if (name.startsWith('__')) {
      total += children ? introspected + introspectionOf({ ...children, selections: [selection] }, measured) : leaf;
      continue;
    }
    const field = fieldOf(type, name);
    const fieldType = field && getNamedType(field.type);
    if (!field || !children || !isCompositeType(fieldType)) {
      total += leaf;
      continue;
    }
    const each = object + selectionCost(children, fieldType, measured, pageSize(selection, field, variables));
    total += length(selection, field, variables, inPage) * each;
  }
  return total;
};

/**
 * What an operation may cost at most, in points: about one for every object that is fetched, so a field in a list counts as
 * often as the list is long. What `@skip` leaves out counts too.
 * @param document valid for the schema, so without fragments in circles
 */
export const costOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number => {
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[definition.name.value, { selectionSet: definition.selectionSet, on: definition.typeCondition.name.value }]]
        : [],
    ),
  );
  const points = selectionCost(operation.selectionSet, root, { schema, fragments, variables });
  // Tenths do not add up exactly in binary.
  return Math.ceil(Number(points.toFixed(3)));
};
