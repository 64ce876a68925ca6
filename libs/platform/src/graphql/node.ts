import { commonErrors, fromGlobalId } from '#libs/kernel';
import { Field, ID, InterfaceType } from '@nestjs/graphql';
import type { AskedAt } from './loaded.js';

/** Anything with a global id; rows carry their internal id and say of which GraphQL type they are. */
@InterfaceType('Node', {
  description: 'Anything with a global id, to be fetched again with node(id).',
  resolveType: (value: { __typename?: string }) => value.__typename,
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Global id: opaque, stable, unique over all types.' })
  id: string;
}

/**
 * Finds the visible objects of one type; the answer has the order of the ids, null for what is not visible. Objects need
 * no more than is asked of them; without `asked`, everything.
 */
export type NodeLoader = (ids: readonly string[], asked?: AskedAt) => Promise<(object | null)[]>;

const loaders = new Map<string, NodeLoader>();

/** A room offers its type to `node` and `nodes`. */
export const registerNode = (type: string, loader: NodeLoader): void => {
  loaders.set(type, loader);
};

/**
 * Objects by internal id and type, each marked with its type; null for what is unknown or not visible. With `asked` they
 * have what is asked of them, and need not have more.
 */
export const loadNodes = async (
  refs: readonly ({ type: string; id: string } | undefined)[],
  asked?: AskedAt,
): Promise<(object | null)[]> => {
  const byType = Map.groupBy(
    refs.filter((ref) => ref !== undefined),
    (ref) => ref.type,
  );
  const found = new Map<string, object>();
  for (const [type, wanted] of byType) {
    const ids = [...new Set(wanted.map((ref) => ref.id))];
    const objects = (await loaders.get(type)?.(ids, asked)) ?? [];
    ids.forEach((id, index) => {
      const object = objects[index];
      if (object) found.set(`${type}:${id}`, Object.assign(object, { __typename: type }));
    });
  }
  return refs.map((ref) => (ref && found.get(`${ref.type}:${ref.id}`)) ?? null);
};

/**
 * The internal id in a global id of the given type.
 * @throws NOT_FOUND when the text is an id of nothing or of another type: the same answer as for an unknown id.
 */
export const internalId = (type: string, globalId: string, field?: string): string => {
  const ref = fromGlobalId(globalId);
  if (ref?.type !== type) throw commonErrors.NOT_FOUND({ field });
  return ref.id;
};

/** Internal ids of a list of global ids, without repeats. */
export const internalIds = (type: string, globalIds: readonly string[], field?: string): string[] => [
  ...new Set(globalIds.map((id) => internalId(type, id, field))),
];
