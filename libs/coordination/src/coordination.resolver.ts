import { internalId } from '#libs/platform';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { AddTaskComment, AddTaskCommentInput } from './actions/add-task-comment.js';
import {
  AddChecklistItemInput,
  ChangeChecklist,
  RemoveChecklistItemInput,
  UpdateChecklistItemInput,
} from './actions/change-checklist.js';
import { CreateTask } from './actions/create-task.js';
import { MoveTask } from './actions/move-task.js';
import { UpdateTask } from './actions/update-task.js';
import { CreateTaskInput, MoveTaskInput, UpdateTaskInput } from './task.inputs.js';
import * as payload from './task.payloads.js';
import { ChecklistItemType, TaskCommentType, TaskType } from './task.types.js';
import { TasksStore } from './tasks.store.js';

/** Root fields of the room. */
@Resolver()
export class CoordinationResolver {
  constructor(
    private readonly store: TasksStore,
    private readonly creating: CreateTask,
    private readonly updating: UpdateTask,
    private readonly moving: MoveTask,
    private readonly steps: ChangeChecklist,
    private readonly commenting: AddTaskComment,
  ) {}

  @Query(() => TaskType, {
    nullable: true,
    description: 'A task by its readable number in a partnership; null when it is not there for the caller.',
  })
  async taskByNumber(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) partnershipId: string,
    @Args('number', { type: () => Int, description: '231 for T-0231.' }) number: number,
  ): Promise<TaskType | null> {
    const id = await this.store.idByNumber(internalId('Partnership', partnershipId, 'partnershipId'), number);
    const [task] = id ? await this.store.byIds([id]) : [];
    return task ? TaskType.of(task) : null;
  }

  @Mutation(() => payload.CreateTaskPayload, { description: 'Makes a task, on top of its column.' })
  async createTask(@Args('input') input: CreateTaskInput): Promise<payload.CreateTaskPayload> {
    return { task: TaskType.of(await this.creating.run(input)) };
  }

  @Mutation(() => payload.UpdateTaskPayload, { description: 'Changes fields of a task.' })
  async updateTask(@Args('input') input: UpdateTaskInput): Promise<payload.UpdateTaskPayload> {
    return { task: TaskType.of(await this.updating.run(input)) };
  }

  @Mutation(() => payload.MoveTaskPayload, { description: 'Puts a task in a column, at a place in it.' })
  async moveTask(@Args('input') input: MoveTaskInput): Promise<payload.MoveTaskPayload> {
    return { task: TaskType.of(await this.moving.run(input)) };
  }

  @Mutation(() => payload.AddChecklistItemPayload, { description: 'Adds a step at the end.' })
  async addChecklistItem(@Args('input') input: AddChecklistItemInput): Promise<payload.AddChecklistItemPayload> {
    const { task, item } = await this.steps.add(input);
    return { task: TaskType.of(task), item: ChecklistItemType.of(item) };
  }

  @Mutation(() => payload.UpdateChecklistItemPayload, { description: 'Ticks, unticks or rewrites a step.' })
  async updateChecklistItem(
    @Args('input') input: UpdateChecklistItemInput,
  ): Promise<payload.UpdateChecklistItemPayload> {
    const { task, item } = await this.steps.update(input);
    return { task: TaskType.of(task), item: ChecklistItemType.of(item) };
  }

  @Mutation(() => payload.RemoveChecklistItemPayload, { description: 'Removes a step.' })
  async removeChecklistItem(
    @Args('input') input: RemoveChecklistItemInput,
  ): Promise<payload.RemoveChecklistItemPayload> {
    const { task } = await this.steps.remove(input);
    return { task: TaskType.of(task), removedId: input.id };
  }

  @Mutation(() => payload.AddTaskCommentPayload, {
    description: 'Writes under a task; read only inside the partnership.',
  })
  async addTaskComment(@Args('input') input: AddTaskCommentInput): Promise<payload.AddTaskCommentPayload> {
    const { task, comment } = await this.commenting.run(input);
    return { task: TaskType.of(task), comment: TaskCommentType.of(comment) };
  }
}
