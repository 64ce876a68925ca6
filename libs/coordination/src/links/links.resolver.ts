import { listLoader } from '#libs/platform';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TaskType } from '../task.types.js';
import { AddTaskNeedInput, LinkTasks, RemoveTaskNeedInput, SetTaskParentInput } from './link-tasks.js';
import { AddTaskNeedPayload, LinkedTaskType, RemoveTaskNeedPayload, SetTaskParentPayload } from './linked-task.type.js';
import { LinksStore, type LinkEnd, type LinkKind } from './links.store.js';

/** Which tasks lean on which. */
@Resolver(() => TaskType)
export class LinksResolver {
  constructor(
    private readonly linking: LinkTasks,
    private readonly store: LinksStore,
  ) {}

  @Mutation(() => AddTaskNeedPayload, { description: 'Says that a task can only begin after another.' })
  async addTaskNeed(@Args('input') input: AddTaskNeedInput): Promise<AddTaskNeedPayload> {
    return { task: TaskType.of(await this.linking.addNeed(input)) };
  }

  @Mutation(() => RemoveTaskNeedPayload, { description: 'Says that a task need no longer wait for another.' })
  async removeTaskNeed(@Args('input') input: RemoveTaskNeedInput): Promise<RemoveTaskNeedPayload> {
    return { task: TaskType.of(await this.linking.removeNeed(input)) };
  }

  @Mutation(() => SetTaskParentPayload, { description: 'Makes a task part of another, or of none.' })
  async setTaskParent(@Args('input') input: SetTaskParentInput): Promise<SetTaskParentPayload> {
    return { task: TaskType.of(await this.linking.setParent(input)) };
  }

  @ResolveField(() => [LinkedTaskType], {
    description: 'Tasks that have to be done before it can begin; empty for actors outside the partnership.',
  })
  needs(@Parent() { row }: TaskType): Promise<LinkedTaskType[]> {
    return this.linked('NEEDS', 'from', row.id);
  }

  @ResolveField(() => [LinkedTaskType], {
    description: 'Tasks that can only begin after it; empty for actors outside the partnership.',
  })
  neededBy(@Parent() { row }: TaskType): Promise<LinkedTaskType[]> {
    return this.linked('NEEDS', 'to', row.id);
  }

  @ResolveField(() => LinkedTaskType, {
    nullable: true,
    description: 'The task it is part of; null for actors outside the partnership.',
  })
  async parent(@Parent() { row }: TaskType): Promise<LinkedTaskType | null> {
    return (await this.linked('PART_OF', 'from', row.id))[0] ?? null;
  }

  @ResolveField(() => [LinkedTaskType], {
    description: 'Tasks that are part of it, which have no parts themselves; empty for actors outside the partnership.',
  })
  subtasks(@Parent() { row }: TaskType): Promise<LinkedTaskType[]> {
    return this.linked('PART_OF', 'to', row.id);
  }

  private async linked(kind: LinkKind, end: LinkEnd, id: string): Promise<LinkedTaskType[]> {
    const loader = listLoader(
      `linked tasks ${kind} ${end}`,
      (ids) => this.store.linked(kind, end, ids),
      (row) => row.ofId,
    );
    return (await loader.load(id)).map((row) => LinkedTaskType.of(row));
  }
}
