import { PersonType, Persons } from '#libs/access';
import { Actors, ActorType, Municipalities, MunicipalityType } from '#libs/directory';
import { decodeCursor, pageSize, toConnection } from '#libs/kernel';
import { listLoader, loadNodes, PageInput, registerNode, rowLoader, type AskedAt } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ChecklistStore } from './checklist.store.js';
import { CommentsStore } from './comments.store.js';
import { ChecklistItemType, TaskCommentConnectionType, TaskCommentType, TaskType } from './task.types.js';
import { TaskPages } from './task-pages.js';
import { TasksStore } from './tasks.store.js';

/** What a task leads to. */
@Resolver(() => TaskType)
export class TaskFields implements OnModuleInit {
  constructor(
    private readonly store: TasksStore,
    private readonly pages: TaskPages,
    private readonly checklists: ChecklistStore,
    private readonly conversation: CommentsStore,
    private readonly persons: Persons,
    private readonly directory: Municipalities,
    private readonly authorities: Actors,
  ) {}

  onModuleInit(): void {
    const inOrder =
      <R extends { id: string }, T extends object>(
        load: (ids: readonly string[]) => Promise<R[]>,
        toType: (row: R) => T,
      ) =>
      async (ids: readonly string[]): Promise<(T | null)[]> => {
        const rows = new Map((await load(ids)).map((row) => [row.id, row]));
        return ids.map((id) => (rows.has(id) ? toType(rows.get(id)!) : null));
      };
    const wholeTask = async (id: string) => {
      const row = await rowLoader(
        TaskType,
        (ids) => this.store.byIds(ids),
        (found) => found.id,
      ).load(id);
      return row && TaskType.of(row);
    };
    // What is asked of tasks is the same object wherever the same place of a document asks: they are read together.
    const askedTask = (id: string, asked: AskedAt) =>
      rowLoader(
        asked(),
        (ids) => this.pages.byIds(ids, asked),
        (found) => found.row.id,
      ).load(id);
    registerNode('CoordinationTask', (ids, asked) =>
      Promise.all(ids.map((id) => (asked ? askedTask(id, asked) : wholeTask(id)))),
    );
    registerNode(
      'ChecklistItem',
      inOrder(
        (ids) => this.checklists.byIds(ids),
        (row) => ChecklistItemType.of(row),
      ),
    );
    registerNode(
      'TaskComment',
      inOrder(
        (ids) => this.conversation.byIds(ids),
        (row) => TaskCommentType.of(row),
      ),
    );
  }

  @ResolveField(() => PartnershipType, { description: 'The partnership it belongs to.' })
  async partnership(@Parent() { row }: TaskType): Promise<object | null> {
    return (await loadNodes([{ type: 'Partnership', id: row.partnershipId }]))[0] ?? null;
  }

  @ResolveField(() => ActorType, { nullable: true, description: 'The actor it waits on.' })
  waitingOnActor(@Parent() { row }: TaskType): Promise<ActorType | null> {
    return this.authorities.byId(row.waitingOnActorId);
  }

  @ResolveField(() => [MunicipalityType], { description: 'Member municipalities it concerns.' })
  municipalities(@Parent() { row }: TaskType): Promise<MunicipalityType[]> {
    return this.directory.byIds(row.municipalityIds);
  }

  @ResolveField(() => [ActorType], { description: 'Actors involved: federal, Flemish or other.' })
  actors(@Parent() { row }: TaskType): Promise<ActorType[]> {
    return this.authorities.byIds(row.actorIds);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who does it.' })
  assignee(@Parent() { row }: TaskType): Promise<PersonType | null> {
    return this.persons.byId(row.assigneeId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who made it.' })
  createdBy(@Parent() { row }: TaskType): Promise<PersonType | null> {
    return this.persons.byId(row.createdBy);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who changed it last.' })
  updatedBy(@Parent() { row }: TaskType): Promise<PersonType | null> {
    return this.persons.byId(row.updatedBy);
  }

  @ResolveField(() => [ChecklistItemType], {
    description: 'Its steps, in order; empty for actors outside the partnership.',
  })
  async checklist(@Parent() { row }: TaskType): Promise<ChecklistItemType[]> {
    const loader = listLoader(
      ChecklistStore,
      (ids) => this.checklists.byTasks(ids),
      (item) => item.taskId,
    );
    return (await loader.load(row.id)).map((item) => ChecklistItemType.of(item));
  }

  @ResolveField(() => [TaskCommentType], {
    description: 'Its last three comments that the caller may read, oldest of them first.',
  })
  async lastComments(@Parent() { row }: TaskType): Promise<TaskCommentType[]> {
    const loader = listLoader(
      'last comments',
      (ids) => this.conversation.last(ids),
      (comment) => comment.taskId,
    );
    return (await loader.load(row.id)).map((comment) => TaskCommentType.of(comment));
  }

  @ResolveField(() => TaskCommentConnectionType, {
    description: 'The conversation, oldest first; of it, actors outside the partnership get what is meant for them.',
  })
  async comments(@Parent() { row }: TaskType, @Args() page: PageInput) {
    const size = pageSize(page);
    const after = page.after ? decodeCursor(page.after, 2) : undefined;
    const comments = (await this.conversation.page(row.id, size, after)).map((comment) => TaskCommentType.of(comment));
    const keys = (comment: TaskCommentType) => [new Date(comment.createdAt).toISOString(), comment.commentId];
    return toConnection(comments, size, row.commentCount, keys, page.after);
  }
}

/** Who wrote a comment. */
@Resolver(() => TaskCommentType)
export class TaskCommentFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who wrote it.' })
  author(@Parent() comment: TaskCommentType): Promise<PersonType | null> {
    return this.persons.byId(comment.authorId);
  }
}
