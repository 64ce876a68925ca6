import { Clock } from '#libs/kernel';
import { DateScalar, listLoader } from '#libs/platform';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LinkedTaskType } from '../links/linked-task.type.js';
import { TaskType } from '../task.types.js';
import { nextDay } from './series.rules.js';
import { SeriesStore } from './series.store.js';

/** The tasks before and after one that repeats. */
@Resolver(() => TaskType)
export class SeriesResolver {
  constructor(
    private readonly store: SeriesStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => DateScalar, {
    nullable: true,
    description: 'When the next one would be due if it were done today; null when none comes, or it is there already.',
  })
  nextOccurrenceOn(@Parent() { row }: TaskType): string | null {
    return nextDay(row, this.clock.today());
  }

  @ResolveField(() => LinkedTaskType, { nullable: true, description: 'The task of its series that it came after.' })
  previousInSeries(@Parent() { row }: TaskType): Promise<LinkedTaskType | null> {
    return this.neighbour(-1, row.id);
  }

  @ResolveField(() => LinkedTaskType, {
    nullable: true,
    description: 'The task of its series that came when it was done.',
  })
  nextInSeries(@Parent() { row }: TaskType): Promise<LinkedTaskType | null> {
    return this.neighbour(1, row.id);
  }

  private async neighbour(step: 1 | -1, id: string): Promise<LinkedTaskType | null> {
    const loader = listLoader(
      `tasks of a series ${String(step)}`,
      (ids) => this.store.neighbours(step, ids),
      (row) => row.ofId,
    );
    const [row] = await loader.load(id);
    return row ? LinkedTaskType.of(row) : null;
  }
}
