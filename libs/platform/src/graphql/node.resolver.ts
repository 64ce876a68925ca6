import { fromGlobalId } from '#libs/kernel';
import { Args, ID, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { commonErrors } from '#libs/kernel';
import { askedAt } from './loaded.js';
import { loadNodes, NodeType } from './node.js';

const MAX_NODES = 100;

/** `node` and `nodes`: any object one may see, by its global id. */
@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description: 'Any object by its global id; null when it is not there for the caller.',
  })
  async node(@Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo): Promise<object | null> {
    return (await loadNodes([fromGlobalId(id)], askedAt(info)))[0] ?? null;
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description:
      'Objects by their global ids, at most 100, in the order asked; null for what is not there for the caller.',
  })
  async nodes(
    @Args('ids', { type: () => [ID] }) ids: string[],
    @Info() info: GraphQLResolveInfo,
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_NODES)
      throw commonErrors.INVALID_INPUT({ field: 'ids', args: { reason: 'TOO_MANY', limit: MAX_NODES } });
    return loadNodes(ids.map(fromGlobalId), askedAt(info));
  }
}
