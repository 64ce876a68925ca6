import { PersonType, Persons } from '#libs/access';
import { Actors, Municipalities } from '#libs/directory';
import { decodeCursor, pageSize, toConnection } from '#libs/kernel';
import { connectionOf, DateTimeScalar, PageInput, rowLoader } from '#libs/platform';
import { Args, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LabelsStore } from '../labels/labels.store.js';
import { reference } from '../task.rules.js';
import { TaskType } from '../task.types.js';
import { TasksStore } from '../tasks.store.js';
import { HistoryStore, type ChangeRow } from './history.store.js';

@ObjectType('TaskChange', { description: 'One field of a task that somebody changed.' })
export class TaskChangeType {
  @Field({
    description:
      'The field, as the task has it; `step` for a step that came, went or got another text, `stepDone` when ticked.',
  })
  field: string;

  @Field(() => DateTimeScalar, { description: 'When it changed.' })
  at: string;

  /** For rules and for the fields that lead elsewhere. */
  row: ChangeRow;

  static of(row: ChangeRow): TaskChangeType {
    return Object.assign(new TaskChangeType(), { field: row.field, at: row.at, row });
  }
}

const TaskChangeConnectionType = connectionOf(TaskChangeType, 'TaskChange');

/** The history of a task. */
@Resolver(() => TaskType)
export class HistoryFields {
  constructor(private readonly store: HistoryStore) {}

  @ResolveField(() => TaskChangeConnectionType, {
    description: 'What was changed about it, newest first; empty for actors outside the partnership.',
  })
  async history(@Parent() { row }: TaskType, @Args() page: PageInput) {
    const size = pageSize(page);
    const after = page.after ? decodeCursor(page.after, 2) : undefined;
    const changes = (await this.store.page(row.id, size, after)).map((change) => TaskChangeType.of(change));
    const keys = ({ row: change }: TaskChangeType) => [new Date(change.at).toISOString(), change.id];
    return toConnection(changes, size, () => this.store.count(row.id), keys, page.after);
  }
}

/** Whose values are ids of what. */
const references: Record<string, 'people' | 'actors' | 'municipalities' | 'tasks' | 'labels'> = {
  labels: 'labels',
  needs: 'tasks',
  parent: 'tasks',
  previousInSeries: 'tasks',
  nextInSeries: 'tasks',
  assignee: 'people',
  actors: 'actors',
  waitingOnActor: 'actors',
  municipalities: 'municipalities',
};

/** Who changed what, from what to what. */
@Resolver(() => TaskChangeType)
export class TaskChangeFields {
  constructor(
    private readonly persons: Persons,
    private readonly authorities: Actors,
    private readonly directory: Municipalities,
    private readonly tasks: TasksStore,
    private readonly labels: LabelsStore,
  ) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Who changed it.' })
  by(@Parent() { row }: TaskChangeType): Promise<PersonType | null> {
    return this.persons.byId(row.byId);
  }

  @ResolveField(() => [String], {
    description:
      'What it was: texts, days, codes, or names of people, actors, municipalities, labels and tasks; empty for nothing.',
  })
  before(@Parent() { row }: TaskChangeType): Promise<string[]> {
    return this.texts(row.field, row.before);
  }

  @ResolveField(() => [String], { description: 'What it became, likewise.' })
  after(@Parent() { row }: TaskChangeType): Promise<string[]> {
    return this.texts(row.field, row.after);
  }

  /** Of tasks the caller sees, number and title as they are now. */
  private async titles(ids: readonly string[]): Promise<string[]> {
    const loader = rowLoader(
      TaskType,
      (wanted) => this.tasks.byIds(wanted),
      (row) => row.id,
    );
    const rows = await Promise.all(ids.map((id) => loader.load(id)));
    return rows.flatMap((row) => (row ? [`${reference(row.number)} ${row.title}`] : []));
  }

  /** Also of labels that are out of use. */
  private async labelNames(ids: readonly string[]): Promise<string[]> {
    const loader = rowLoader(
      'labels, also removed',
      (wanted) => this.labels.byIds(wanted, true),
      (row) => row.id,
    );
    return (await Promise.all(ids.map((id) => loader.load(id)))).flatMap((row) => (row ? [row.name] : []));
  }

  private async texts(field: string, values: string[]): Promise<string[]> {
    const kind = references[field];
    if (kind === 'people') return (await this.persons.byIds(values)).map(({ displayName }) => displayName);
    if (kind === 'actors') return (await this.authorities.byIds(values)).map(({ name }) => name);
    if (kind === 'municipalities') return (await this.directory.byIds(values)).map(({ name }) => name);
    if (kind === 'labels') return this.labelNames(values);
    if (kind === 'tasks') return this.titles(values);
    return values;
  }
}
