import { commonErrors, fromGlobalId } from '#libs/kernel';
import type { ItemPicture, PresencePicture } from '#libs/live';
import { internalId, loadNodes, partnershipOf } from '#libs/platform';
import { Args, ID, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { ItemPresenceType, PersonType, PresenceChangeType } from './access.types.js';
import { worksIn } from './caller.js';
import { Persons } from './persons.js';

/** @throws NOT_FOUND: who is there is for those to know who work there. */
const requireInside = (globalId: string): string => {
  const partnershipId = internalId('Partnership', globalId, 'partnershipId');
  if (!worksIn(partnershipId)) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
  return partnershipId;
};

/** What comes is delivered to all readers at once; here is only where somebody is refused. */
async function* nothing(): AsyncGenerator<never> {}

/** Who has a partnership open now, and what in it; only for those who work in it. */
@Resolver(() => PresenceChangeType)
export class PresenceResolver {
  constructor(private readonly persons: Persons) {}

  @Subscription(() => PresenceChangeType, {
    description:
      'Who is in the partnership now: the list at once and after every change. Holding this open is being present, ' +
      'unless `visible` is false. Actors outside the partnership never see it.',
    resolve: (picture: PresencePicture) => picture,
  })
  async presence(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) globalId: string,
    @Args('visible', { defaultValue: true, description: 'Be seen by the others while looking.' }) _visible: boolean,
  ): Promise<AsyncGenerator<never>> {
    requireInside(globalId);
    return nothing();
  }

  @Subscription(() => ItemPresenceType, {
    description:
      'Who looks at one thing of the partnership now, and who types there: at once and after every change. Holding this ' +
      'open is looking at it, unless `visible` is false. Actors outside the partnership never see it.',
    resolve: (picture: ItemPicture) => picture,
  })
  async itemPresence(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) globalId: string,
    @Args('nodeId', { type: () => ID, description: 'Global id of what is looked at, for example a task.' })
    nodeId: string,
    @Args('typing', {
      defaultValue: false,
      description: 'Be seen typing there, for eight seconds; open it again, every five seconds or so, to go on.',
    })
    _typing: boolean,
    @Args('visible', { defaultValue: true, description: 'Be seen by the others while looking.' }) _visible: boolean,
  ): Promise<AsyncGenerator<never>> {
    const partnershipId = requireInside(globalId);
    const [node] = await loadNodes([fromGlobalId(nodeId)]);
    if (!node || partnershipOf(node) !== partnershipId) throw commonErrors.NOT_FOUND({ field: 'nodeId' });
    return nothing();
  }

  @ResolveField(() => [PersonType], { description: 'Everybody who has the partnership open now, in order of arrival.' })
  people(@Parent() change: PresencePicture): Promise<PersonType[]> {
    return this.persons.byIds(change.people);
  }

  @ResolveField(() => [ItemPresenceType], {
    description: 'The things somebody looks at or types in now, as far as the caller may see them.',
  })
  async items(@Parent() change: PresencePicture & { partnershipId: string }): Promise<object[]> {
    const nodes = await loadNodes(change.items.map(({ item }) => fromGlobalId(item)));
    return change.items
      .filter((_, index) => nodes[index])
      .map((item) => ({ ...item, partnershipId: change.partnershipId }));
  }
}

/** Who is at one thing. */
@Resolver(() => ItemPresenceType)
export class ItemPresenceFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => [PersonType], { description: 'Who has it open, in order of arrival.' })
  viewers(@Parent() { viewers }: ItemPicture): Promise<PersonType[]> {
    return this.persons.byIds(viewers);
  }

  @ResolveField(() => [PersonType], { description: 'Who types there at this moment.' })
  typing(@Parent() { typing }: ItemPicture): Promise<PersonType[]> {
    return this.persons.byIds(typing);
  }
}
