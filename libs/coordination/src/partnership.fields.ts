import { Clock, decodeCursor, pageSize, toConnection } from '#libs/kernel';
import { askedAt, internalIds, listLoader } from '#libs/platform';
import { PartnershipMemberType, PartnershipType } from '#libs/partnerships';
import { Args, Info, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CustomFieldFilters } from './fields/field-filter.js';
import { taskOrderings, type TaskQuery } from './task-filter.js';
import { TaskFilter, TaskListArgs } from './task.inputs.js';
import { taskStatuses } from './task.rules.js';
import { TaskConnectionType, TaskStatusCountType } from './task.types.js';
import { TaskPages } from './task-pages.js';
import { TasksStore } from './tasks.store.js';

const toQuery = async (
  partnershipId: string,
  filter: TaskFilter | null | undefined,
  fields: CustomFieldFilters,
): Promise<TaskQuery> => ({
  ...filter,
  municipalityIds: filter?.municipalityIds && internalIds('Municipality', filter.municipalityIds, 'municipalityIds'),
  assigneeIds: filter?.assigneeIds && internalIds('Person', filter.assigneeIds, 'assigneeIds'),
  labelIds: filter?.labelIds && internalIds('Label', filter.labelIds, 'labelIds'),
  actorIds: filter?.actorIds && internalIds('Actor', filter.actorIds, 'actorIds'),
  customFields: await fields.read(partnershipId, filter?.customFields),
});

/** The tasks of a partnership, which itself never hears of tasks. */
@Resolver(() => PartnershipType)
export class PartnershipTaskFields {
  constructor(
    private readonly store: TasksStore,
    private readonly pages: TaskPages,
    private readonly fields: CustomFieldFilters,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => TaskConnectionType, { description: 'Its tasks, as far as the caller may see them.' })
  async tasks(
    @Parent() partnership: PartnershipType,
    @Args() { filter, orderBy: order, ...page }: TaskListArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const partnershipId = partnership.row.id;
    const query = await toQuery(partnershipId, filter, this.fields);
    const size = pageSize(page);
    const after = page.after ? decodeCursor(page.after, taskOrderings[order].keys.length) : undefined;
    const asked = askedAt(info, 'nodes', 'edges.node');
    const counting = askedAt(info)().has('totalCount');
    const { tasks, totalCount } = await this.pages.read({ partnershipId, query, order, size, after }, asked, counting);
    return toConnection(
      tasks,
      size,
      totalCount ?? (() => this.store.count(partnershipId, query)),
      ({ row }) => row.place ?? [],
      page.after,
    );
  }

  @ResolveField(() => [TaskStatusCountType], { description: 'How many tasks stand in each column, all four of them.' })
  async taskCounts(
    @Parent() partnership: PartnershipType,
    @Args('filter', {
      type: () => TaskFilter,
      nullable: true,
      description: 'Which tasks; all on the board when absent.',
    })
    filter?: TaskFilter | null,
  ): Promise<TaskStatusCountType[]> {
    const partnershipId = partnership.row.id;
    const query = await toQuery(partnershipId, filter, this.fields);
    const counted = await this.store.counts(partnershipId, query, this.clock.today());
    return taskStatuses.map(
      (status) => counted.find((row) => row.status === status) ?? { status, count: 0, overdue: 0 },
    );
  }
}

/** The tasks of a member. */
@Resolver(() => PartnershipMemberType)
export class MemberTaskFields {
  constructor(private readonly store: TasksStore) {}

  @ResolveField(() => Int, { description: 'Open tasks that concern this municipality.' })
  async openTaskCount(@Parent() member: PartnershipMemberType): Promise<number> {
    const load = listLoader(
      'open tasks',
      (ids) => this.store.openPerMunicipality(ids),
      (row) => row.partnershipId,
    );
    const rows = await load.load(member.row.partnershipId);
    return rows.find((row) => row.municipalityId === member.row.municipalityId)?.count ?? 0;
  }
}
