import { PersonType, Persons } from '#libs/access';
import { Actors, ActorType } from '#libs/directory';
import { Clock } from '#libs/kernel';
import { listLoader, registerNode } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { inOrder } from '../in-order.js';
import { RequestType } from '../request.types.js';
import { RequestAnswerType, RequestCommitmentType, RequestExtensionType } from './answer.types.js';
import { AnswersStore } from './answers.store.js';

/** What the actor answered, promised and asked. */
@Resolver(() => RequestType)
export class RequestAnswerFields implements OnModuleInit {
  constructor(
    private readonly store: AnswersStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    registerNode(
      'RequestAnswer',
      inOrder(
        (ids) => this.store.answers('id', ids),
        (row) => RequestAnswerType.of(row),
      ),
    );
    registerNode(
      'RequestCommitment',
      inOrder(
        (ids) => this.store.commitments('id', ids),
        (row) => RequestCommitmentType.of(row, this.clock.today()),
      ),
    );
    registerNode(
      'RequestExtension',
      inOrder(
        (ids) => this.store.extensions('id', ids),
        (row) => RequestExtensionType.of(row),
      ),
    );
  }

  @ResolveField(() => [RequestAnswerType], { description: 'Answers, newest first.' })
  async answers(@Parent() { row }: RequestType): Promise<RequestAnswerType[]> {
    const loader = listLoader(
      'request answers',
      (ids) => this.store.answers('request_id', ids),
      (answer) => answer.requestId,
    );
    return (await loader.load(row.id)).map((answer) => RequestAnswerType.of(answer));
  }

  @ResolveField(() => [RequestCommitmentType], { description: 'Promises, first due first.' })
  async commitments(@Parent() { row }: RequestType): Promise<RequestCommitmentType[]> {
    const loader = listLoader(
      'request commitments',
      (ids) => this.store.commitments('request_id', ids),
      (promise) => promise.requestId,
    );
    return (await loader.load(row.id)).map((promise) => RequestCommitmentType.of(promise, this.clock.today()));
  }

  @ResolveField(() => [RequestExtensionType], { description: 'More time asked for, newest first.' })
  async extensions(@Parent() { row }: RequestType): Promise<RequestExtensionType[]> {
    const loader = listLoader(
      'request extensions',
      (ids) => this.store.extensions('request_id', ids),
      (extension) => extension.requestId,
    );
    return (await loader.load(row.id)).map((extension) => RequestExtensionType.of(extension));
  }
}

/** Whose answer it is. */
@Resolver(() => RequestAnswerType)
export class AnswerFields {
  constructor(
    private readonly persons: Persons,
    private readonly authorities: Actors,
  ) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who wrote it here.' })
  author(@Parent() { row }: RequestAnswerType): Promise<PersonType | null> {
    return this.persons.byId(row.authorId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who judged it.' })
  judgedBy(@Parent() { row }: RequestAnswerType): Promise<PersonType | null> {
    return this.persons.byId(row.judgedBy);
  }

  @ResolveField(() => ActorType, { nullable: true, description: 'The actor that could be asked instead.' })
  forwardActor(@Parent() { row }: RequestAnswerType): Promise<ActorType | null> {
    return this.authorities.byId(row.forwardActorId);
  }
}

/** Who asked for time, and who decided. */
@Resolver(() => RequestExtensionType)
export class ExtensionFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who asked.' })
  askedBy(@Parent() { row }: RequestExtensionType): Promise<PersonType | null> {
    return this.persons.byId(row.askedBy);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who decided.' })
  decidedBy(@Parent() { row }: RequestExtensionType): Promise<PersonType | null> {
    return this.persons.byId(row.decidedBy);
  }
}
