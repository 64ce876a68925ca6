import { PersonType, Persons, worksIn } from '#libs/access';
import { loadNodes } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TaskType } from '../task.types.js';
import { DecideOnSteps } from './decide-on-steps.js';
import { StarterPaths } from './starter-paths.js';
import * as types from './starter.types.js';

const { StarterPathType, StarterStepState, StarterStepType } = types;

const partnershipOf = async (id: string): Promise<PartnershipType> =>
  (await loadNodes([{ type: 'Partnership', id }]))[0] as PartnershipType;

/** The path of a partnership through its first year. */
@Resolver(() => PartnershipType)
export class StarterResolver {
  constructor(
    private readonly paths: StarterPaths,
    private readonly deciding: DecideOnSteps,
  ) {}

  @ResolveField(() => StarterPathType, {
    nullable: true,
    description: 'What it may do in its first year; null for actors outside.',
  })
  async starterPath(@Parent() { row }: PartnershipType): Promise<types.StarterPathType | null> {
    if (!worksIn(row.id)) return null;
    const { startsOn, asksSubsidy, version, profile, steps, choices } = await this.paths.of(row);
    const found = steps.map((step) => StarterStepType.of(step, choices.get(step.code)));
    const inState = (wanted: types.StarterStepState): number => found.filter(({ state }) => state === wanted).length;
    return {
      ...{ openCount: inState(StarterStepState.PROPOSED), takenCount: inState(StarterStepState.TAKEN), steps: found },
      ...{ startsOn, asksSubsidy, version, memberCount: profile.members.length, hasOfficer: profile.hasOfficer },
    };
  }

  @Mutation(() => types.SetStarterPathPayload, {
    description: 'Chooses from which day the path of a partnership counts, and whether it asks for a subsidy.',
  })
  async setStarterPath(@Args('input') input: types.SetStarterPathInput): Promise<types.SetStarterPathPayload> {
    return { partnership: await partnershipOf(await this.deciding.set(input)) };
  }

  @Mutation(() => types.TakeOverStarterStepsPayload, {
    description: 'Makes a task of each of some steps, all of them or none; a step becomes a task once.',
  })
  async takeOverStarterSteps(
    @Args('input') input: types.TakeOverStarterStepsInput,
  ): Promise<types.TakeOverStarterStepsPayload> {
    const { partnershipId, taskIds, leftOut } = await this.deciding.takeOver(input);
    return { partnership: await partnershipOf(partnershipId), taskIds, leftOut };
  }

  @Mutation(() => types.SkipStarterStepPayload, { description: 'Decides not to do a step, and says why.' })
  async skipStarterStep(@Args('input') input: types.SkipStarterStepInput): Promise<types.SkipStarterStepPayload> {
    return { partnership: await partnershipOf(await this.deciding.skip(input)) };
  }

  @Mutation(() => types.UnskipStarterStepPayload, { description: 'Proposes a step again that was skipped.' })
  async unskipStarterStep(@Args('input') input: types.UnskipStarterStepInput): Promise<types.UnskipStarterStepPayload> {
    return { partnership: await partnershipOf(await this.deciding.unskip(input)) };
  }
}

/** Who decided on a step. */
@Resolver(() => StarterStepType)
export class StarterStepFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who took it over or skipped it.' })
  decidedBy(@Parent() { choice }: types.StarterStepType): Promise<PersonType | null> {
    return this.persons.byId(choice?.decidedBy ?? null);
  }
}

/** The tasks that steps became. */
@Resolver(() => types.TakeOverStarterStepsPayload)
export class TakenOverFields {
  @ResolveField(() => [TaskType], { description: 'The tasks that were made, in order of time.' })
  async tasks(@Parent() { taskIds }: types.TakeOverStarterStepsPayload): Promise<object[]> {
    const found = await loadNodes(taskIds.map((id) => ({ type: 'CoordinationTask', id })));
    return found.filter((task) => task !== null);
  }
}
