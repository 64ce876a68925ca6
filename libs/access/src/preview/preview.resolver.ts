import { commonErrors, fromGlobalId } from '#libs/kernel';
import { askedAt, Db, internalId, loadNodes, NodeType } from '#libs/platform';
import { Args, Context, ID, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Kind, type GraphQLResolveInfo } from 'graphql';
import { AccessStore } from '../access.store.js';
import { OrganisationType, PersonType } from '../access.types.js';
import { caller, callerFor, may, roleIn } from '../caller.js';
import { Organisations } from '../organisations.js';
import { Persons } from '../persons.js';
import { capabilitiesOf } from '../policy.js';
import { lookThrough, type PreviewContext } from './preview-scope.js';
import { PreviewType } from './preview.types.js';

/** Looking at a partnership through somebody else's eyes. */
@Resolver(() => PreviewType)
export class PreviewResolver {
  constructor(
    private readonly db: Db,
    private readonly store: AccessStore,
    private readonly persons: Persons,
    private readonly organisations: Organisations,
  ) {}

  @Query(() => PreviewType, {
    nullable: true,
    description:
      'What a person, or the staff of an organisation, would receive in a partnership: the same fields through the same ' +
      'rules, as them, but for what stays inside another organisation than your own. For managers and auditors; null when ' +
      'there is nobody such with rights now. Stands alone in its query.',
  })
  async previewAs(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) partnership: string,
    @Args('personId', { type: () => ID, nullable: true, description: 'Through the eyes of this person.' })
    person: string | null | undefined,
    @Args('organisationId', {
      type: () => ID,
      nullable: true,
      description: 'Through the eyes of staff of this organisation; of those with the strongest role.',
    })
    organisation: string | null | undefined,
    @Context() context: PreviewContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PreviewType | null> {
    const partnershipId = internalId('Partnership', partnership, 'partnershipId');
    const accountId = person ? internalId('Person', person, 'personId') : null;
    const organisationId = organisation ? internalId('Organisation', organisation, 'organisationId') : null;
    if (!accountId && !organisationId)
      throw commonErrors.INVALID_INPUT({ field: 'personId', args: { reason: 'REQUIRED' } });
    const [first, second] = info.operation.selectionSet.selections;
    if (first?.kind !== Kind.FIELD || second)
      throw commonErrors.INVALID_INPUT({ field: 'previewAs', args: { reason: 'ALONE' } });
    if (!may(partnershipId, 'members.preview')) return null;
    const found = await this.store.previewOf(partnershipId, accountId, organisationId);
    if (!found) return null;
    const eyes = callerFor(found, partnershipId, found.organisationId !== caller().organisationId);
    const role = roleIn(partnershipId, eyes)!;
    await lookThrough(this.db, context, eyes);
    return Object.assign(new PreviewType(), { role, capabilities: capabilitiesOf(role), partnershipId, eyes });
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Through whose eyes.' })
  person(@Parent() { eyes }: PreviewType): Promise<PersonType | null> {
    return this.persons.byId(eyes.accountId);
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'On whose behalf they act.' })
  organisation(@Parent() { eyes }: PreviewType): Promise<OrganisationType | null> {
    return eyes.organisationId ? this.organisations.byId(eyes.organisationId) : Promise.resolve(null);
  }

  @ResolveField(() => NodeType, { nullable: true, description: 'An object as they would receive it; null when not.' })
  async node(
    @Args('id', { type: () => ID, description: 'Global id.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return (await loadNodes([fromGlobalId(id)], askedAt(info)))[0] ?? null;
  }
}
