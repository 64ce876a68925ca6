import { loadNodes } from '#libs/platform';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TaskType } from '../task.types.js';
import {
  CopyTaskToMunicipalitiesInput,
  CopyTaskToMunicipalitiesPayload,
  CopyToMunicipalities,
} from './copy-to-municipalities.js';

/** Copies of tasks. */
@Resolver(() => CopyTaskToMunicipalitiesPayload)
export class CopiesResolver {
  constructor(private readonly copying: CopyToMunicipalities) {}

  @Mutation(() => CopyTaskToMunicipalitiesPayload, {
    description:
      'Makes a copy of a task for each of some municipalities: the same work, begun anew, with a number of its own.',
  })
  async copyTaskToMunicipalities(
    @Args('input') input: CopyTaskToMunicipalitiesInput,
  ): Promise<CopyTaskToMunicipalitiesPayload> {
    const { task, copies } = await this.copying.run(input);
    return { task: TaskType.of(task), copyIds: copies.map(({ id }) => id) };
  }

  @ResolveField(() => [TaskType], { description: 'The copies, in the order of the municipalities.' })
  async copies(@Parent() { copyIds }: CopyTaskToMunicipalitiesPayload): Promise<object[]> {
    const found = await loadNodes(copyIds.map((id) => ({ type: 'CoordinationTask', id })));
    return found.filter((task) => task !== null);
  }
}
