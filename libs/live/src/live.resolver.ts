import { askedAt, CursorScalar, loadNodes, NodeType } from '#libs/platform';
import { Args, ID, Info, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { eventTypeEnum, PartnershipEventType } from './live.types.js';

/** The event stream of a partnership. */
@Resolver(() => PartnershipEventType)
export class LiveResolver {
  @Subscription(() => PartnershipEventType, {
    description:
      'Everything the caller may see in a partnership, in order, from `after` on; without `after`: from now on. ' +
      'Ends with RESYNC_REQUIRED when the cursor is too old, with ACCESS_ENDED when the right to see it ends.',
    resolve: (event: Parameters<typeof PartnershipEventType.of>[0]) => PartnershipEventType.of(event),
  })
  async *partnershipEvents(
    @Args('partnershipId', { type: () => ID, description: 'The partnership to follow.' }) _partnershipId: string,
    @Args('after', { type: () => CursorScalar, nullable: true, description: 'Cursor of the last event seen.' })
    _after?: string | null,
    @Args('types', { type: () => [eventTypeEnum()], nullable: true, description: 'Only these types; all when absent.' })
    _types?: string[] | null,
  ): AsyncGenerator<never> {
    // Nothing comes from here: the engine delivers to all who see the same at once.
  }

  @ResolveField(() => NodeType, {
    nullable: true,
    description: 'What changed, as it is now; null when the caller may not see it, or no longer.',
  })
  async subject(@Parent() event: PartnershipEventType, @Info() info: GraphQLResolveInfo): Promise<object | null> {
    return (await loadNodes([event.subject], askedAt(info)))[0] ?? null;
  }
}
