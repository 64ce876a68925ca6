import { TaskType } from '#libs/coordination';
import { LinkedTasks, RequestsModule, RequestType } from '#libs/requests';
import { loadNodes } from '#libs/platform';
import { Module } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

/** Tasks and requests are strangers of one floor: only here, above both, does one lead to the other. */
@Resolver(() => RequestType)
export class RequestTaskFields {
  @ResolveField(() => [TaskType], {
    description: 'Tasks it comes from, as far as the caller may see them; empty for the actor.',
  })
  async tasks(@Parent() { row }: RequestType): Promise<object[]> {
    const tasks = await loadNodes(row.taskIds.map((id) => ({ type: 'CoordinationTask', id })));
    return tasks.filter((task) => task !== null);
  }
}

@Resolver(() => TaskType)
export class TaskRequestFields {
  constructor(private readonly links: LinkedTasks) {}

  @ResolveField(() => [RequestType], { description: 'Requests that come from it; empty for actors outside.' })
  requests(@Parent() { row }: TaskType): Promise<RequestType[]> {
    return this.links.requestsOf(row.id);
  }
}

/** What leads from one room of a floor to another. */
@Module({ imports: [RequestsModule], providers: [RequestTaskFields, TaskRequestFields] })
export class LinksModule {}
