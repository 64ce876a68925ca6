import { ViewerType } from '#libs/access';
import { cleanLine, Clock, decodeCursor, pageSize, toConnection } from '#libs/kernel';
import { PartnershipType } from '#libs/partnerships';
import { internalId, internalIds } from '#libs/platform';
import { Args, ID, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { requestStatuses } from './lifecycle/request.workflow.js';
import { requestOrderings, type RequestQuery, type RequestScope } from './request-filter.js';
import { RequestFilter, RequestListArgs } from './request.inputs.js';
import { RequestConnectionType, RequestStatusCountType, RequestType } from './request.types.js';
import { RequestsStore } from './requests.store.js';

/** How many requests that look alike are worth showing. */
const MOST_SIMILAR = 5;

const toQuery = (filter: RequestFilter | null | undefined): RequestQuery => ({
  ...filter,
  municipalityIds: filter?.municipalityIds && internalIds('Municipality', filter.municipalityIds, 'municipalityIds'),
  actorIds: filter?.actorIds && internalIds('Actor', filter.actorIds, 'actorIds'),
  taskId: filter?.taskId && internalId('CoordinationTask', filter.taskId, 'taskId'),
});

/** A page of requests, wherever they are read. */
const listOf = async (
  store: RequestsStore,
  scope: RequestScope,
  { filter, orderBy, ...page }: RequestListArgs,
  today: string,
) => {
  const query = toQuery(filter);
  const size = pageSize(page);
  const after = page.after ? decodeCursor(page.after, requestOrderings[orderBy].keys.length) : undefined;
  const rows = await store.page(scope, query, orderBy, today, size, after);
  return toConnection(
    rows.map((row) => RequestType.of(row)),
    size,
    () => store.count(scope, query, today),
    ({ row }) => row.place ?? [],
    page.after,
  );
};

/** The requests of a partnership, which itself never hears of requests. */
@Resolver(() => PartnershipType)
export class PartnershipRequestFields {
  constructor(
    private readonly store: RequestsStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => RequestConnectionType, { description: 'Its requests, as far as the caller may see them.' })
  requests(@Parent() { row }: PartnershipType, @Args() args: RequestListArgs) {
    return listOf(this.store, { partnershipId: row.id }, args, this.clock.today());
  }

  @ResolveField(() => [RequestStatusCountType], { description: 'How many requests have each status, all of them.' })
  async requestCounts(
    @Parent() { row }: PartnershipType,
    @Args('filter', { type: () => RequestFilter, nullable: true, description: 'Which requests; all when absent.' })
    filter?: RequestFilter | null,
  ): Promise<RequestStatusCountType[]> {
    const counted = await this.store.counts(row.id, toQuery(filter), this.clock.today());
    return requestStatuses.map(
      (status) => counted.find((count) => count.status === status) ?? { status, count: 0, late: 0 },
    );
  }

  @ResolveField(() => [RequestType], {
    description: 'Drafts and open requests that look like what is being typed, at most five: to join instead.',
  })
  async similarRequests(
    @Parent() { row }: PartnershipType,
    @Args('actorId', { type: () => ID, nullable: true, description: 'To this actor; to any when absent.' })
    actorId?: string | null,
    @Args('text', { type: () => String, nullable: true, description: 'What is being typed; all when absent.' })
    text?: string | null,
  ): Promise<RequestType[]> {
    const wanted = cleanLine(text ?? '', { field: 'text', max: 500, optional: true });
    const actor = actorId ? internalId('Actor', actorId, 'actorId') : null;
    const rows = await this.store.similar(row.id, actor, wanted, MOST_SIMILAR);
    return rows.map((request) => RequestType.of(request));
  }
}

/** The inbox of somebody who answers for an actor. */
@Resolver(() => ViewerType)
export class ViewerRequestFields {
  constructor(
    private readonly store: RequestsStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => RequestConnectionType, {
    description:
      'What was asked of the actor one acts for now, over all partnerships, first due first; empty for everybody else.',
  })
  actorRequests(@Args() args: RequestListArgs) {
    return listOf(this.store, { askedOfMe: true }, args, this.clock.today());
  }
}
