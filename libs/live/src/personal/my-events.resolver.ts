import { toGlobalId } from '#libs/kernel';
import { askedAt, CursorScalar, DateTimeScalar, loadNodes, NodeType } from '#libs/platform';
import { Args, Field, ID, Info, Int, ObjectType, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { EventType } from '../live.types.js';
import type { PersonalEvent } from './personal-log.js';

@ObjectType('MyEvent', {
  description:
    'One change that concerns the signed-in person. Numbers are gapless per person, but events about partnerships one may ' +
    'no longer see are left out.',
})
export class MyEventType {
  @Field(() => CursorScalar, { description: 'Hand it back as `after` to go on right behind this event.' })
  cursor: string;

  @Field(() => Int, { description: 'Number in the log of this person: 1, 2, 3, in the order of commit.' })
  sequence: number;

  @Field(() => EventType, { description: 'What happened.' })
  type: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  at: string;

  @Field(() => ID, { description: 'Global id of the partnership it happened in.' })
  partnershipId: string;

  @Field(() => ID, { description: 'Global id of what changed, for example a task or the own mandate.' })
  subjectId: string;

  @Field(() => [String], { description: 'Names of the fields that changed.' })
  changedFields: string[];

  @Field(() => Int, { nullable: true, description: 'Version of the subject after the change.' })
  version: number | null;

  /** For rules and for the rooms that add fields. */
  event: PersonalEvent;

  static of(event: PersonalEvent): MyEventType {
    const { cursor, sequence, type, at, changedFields, version } = event;
    return Object.assign(new MyEventType(), {
      ...{ event, cursor, sequence, type, at, changedFields, version },
      partnershipId: toGlobalId('Partnership', event.partnershipId),
      subjectId: toGlobalId(event.subjectType, event.subjectId),
    });
  }
}

/** The event stream of a person. */
@Resolver(() => MyEventType)
export class MyEventsResolver {
  @Subscription(() => MyEventType, {
    description:
      'Everything that concerns the signed-in person over all partnerships, in order, from `after` on; without `after`: ' +
      'from now on. Ends with RESYNC_REQUIRED when the cursor is too old.',
    resolve: (event: PersonalEvent) => MyEventType.of(event),
  })
  async *myEvents(
    @Args('after', { type: () => CursorScalar, nullable: true, description: 'Cursor of the last event seen.' })
    _after?: string | null,
  ): AsyncGenerator<never> {
    // Nothing comes from here: each reader's own stream delivers.
  }

  @ResolveField(() => NodeType, {
    nullable: true,
    description: 'What changed, as it is now; null when the caller may not see it, or no longer.',
  })
  async subject(@Parent() { event }: MyEventType, @Info() info: GraphQLResolveInfo): Promise<object | null> {
    return (await loadNodes([{ type: event.subjectType, id: event.subjectId }], askedAt(info)))[0] ?? null;
  }
}
