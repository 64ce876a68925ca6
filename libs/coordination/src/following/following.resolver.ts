import { PersonType, Persons } from '#libs/access';
import { listLoader } from '#libs/platform';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TaskAudienceEnum } from '../task.enums.js';
import type { TaskAudience } from '../task.rules.js';
import { TaskCommentType, TaskType } from '../task.types.js';
import { FollowersStore } from './followers.store.js';
import { FollowTask, FollowTaskInput, FollowTaskPayload } from './follow-task.js';
import { Mentions } from './mentions.js';

/** Following a task, and who does. */
@Resolver(() => TaskType)
export class FollowingResolver {
  constructor(
    private readonly following: FollowTask,
    private readonly store: FollowersStore,
    private readonly mentions: Mentions,
    private readonly persons: Persons,
  ) {}

  @Mutation(() => FollowTaskPayload, { description: 'Lets the caller hear of the changes of a task, or no longer.' })
  async followTask(@Args('input') input: FollowTaskInput): Promise<FollowTaskPayload> {
    return { task: TaskType.of(await this.following.run(input)) };
  }

  @ResolveField(() => [PersonType], {
    description:
      'Who hears of its changes: who made it, does it, wrote or is named under it, and who chose to; empty for actors ' +
      'outside the partnership.',
  })
  async followers(@Parent() { row }: TaskType): Promise<PersonType[]> {
    const loader = listLoader(
      FollowersStore,
      (ids) => this.store.of(ids),
      (follower) => follower.taskId,
    );
    return this.persons.byIds((await loader.load(row.id)).map(({ accountId }) => accountId));
  }

  @ResolveField(() => [PersonType], {
    description: 'Who can be named in a comment under it: those inside who may read it; empty for actors outside.',
  })
  mentionable(
    @Parent() { row }: TaskType,
    @Args('audience', { type: () => TaskAudienceEnum, description: 'Who may read the comment.' })
    audience: TaskAudience,
  ): Promise<PersonType[]> {
    return this.mentions.possible(row, audience);
  }
}

/** Who is named in a comment. */
@Resolver(() => TaskCommentType)
export class MentionFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => [PersonType], { description: 'Who is named in it.' })
  mentions(@Parent() comment: TaskCommentType): Promise<PersonType[]> {
    return this.persons.byIds(comment.mentionedIds);
  }
}
