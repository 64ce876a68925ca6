import { pageSize } from '#libs/kernel';
import { listLoader, registerNode } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ImportStore, type ImportRow } from './import.store.js';
import {
  asSchemaHasIt,
  MapTaskImportInput,
  MapTaskImportPayload,
  RemoveTaskImportInput,
  RemoveTaskImportPayload,
  RunTaskImportInput,
  RunTaskImportPayload,
  TaskImportColumnType,
  TaskImportProblemType,
  TaskImportType,
} from './import.types.js';
import { ImportTasks } from './import-tasks.js';

const SAMPLE = 3;

/** What a file of tasks leads to, and what is done with it. */
@Resolver(() => TaskImportType)
export class TaskImportResolver implements OnModuleInit {
  constructor(
    private readonly store: ImportStore,
    private readonly importing: ImportTasks,
  ) {}

  onModuleInit(): void {
    registerNode('TaskImport', async (ids) => {
      const rows = new Map((await this.store.byIds(ids)).map((row) => [row.id, row]));
      return ids.map((id) => (rows.has(id) ? TaskImportType.of(rows.get(id)!) : null));
    });
  }

  @Mutation(() => MapTaskImportPayload, { description: 'Says what each column of a file holds.' })
  async mapTaskImport(@Args('input') input: MapTaskImportInput): Promise<MapTaskImportPayload> {
    return { taskImport: TaskImportType.of(await this.importing.map(input)) };
  }

  @Mutation(() => RunTaskImportPayload, {
    description: 'Makes tasks of the next rows of a file; ask again until it is finished. Each row becomes one once.',
  })
  async runTaskImport(@Args('input') input: RunTaskImportInput): Promise<RunTaskImportPayload> {
    return { taskImport: TaskImportType.of(await this.importing.run(input)) };
  }

  @Mutation(() => RemoveTaskImportPayload, { description: 'Forgets a file; tasks that were made of it stay.' })
  async removeTaskImport(@Args('input') input: RemoveTaskImportInput): Promise<RemoveTaskImportPayload> {
    await this.importing.remove(input);
    return { removedId: input.id };
  }

  @ResolveField(() => [TaskImportColumnType], { description: 'Its columns, in order.' })
  async columns(@Parent() { row }: TaskImportType): Promise<TaskImportColumnType[]> {
    const first = await this.store.rows(row.id, 1, SAMPLE);
    return row.columns.map((title, index) => ({
      ...{ title, ...asSchemaHasIt(row.mapping[index] ?? '') },
      sample: first.map(({ cells }) => (cells[index] ?? '').slice(0, 200)),
    }));
  }

  @ResolveField(() => Int, { description: 'How many problems there are in all.' })
  async problemCount(@Parent() { row }: TaskImportType): Promise<number> {
    return (await this.found(row)).length;
  }

  @ResolveField(() => [TaskImportProblemType], {
    description: 'Why rows were, or would be, refused, by row: of those dealt with and of those to come.',
  })
  async problems(
    @Parent() { row }: TaskImportType,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, at most 100.' }) first: number,
  ): Promise<TaskImportProblemType[]> {
    const size = pageSize({ first });
    return (await this.found(row)).slice(0, size).map(({ row: number, problem: { field, code, value } }) => {
      const { field: column, customFieldId } = asSchemaHasIt(field);
      return { row: number, column: column!, customFieldId, code, value };
    });
  }

  /** Found once for the count and the list. */
  private async found(row: ImportRow) {
    const loader = listLoader(
      `import problems ${row.nextRow}`,
      async () => (await this.importing.problems(row)).map((found) => ({ ...found, id: row.id })),
      ({ id }) => id,
    );
    return loader.load(row.id);
  }
}

/** The files the caller brought to a partnership. */
@Resolver(() => PartnershipType)
export class PartnershipImportFields {
  constructor(private readonly store: ImportStore) {}

  @ResolveField(() => [TaskImportType], { description: 'Files of tasks that the caller brought, newest first.' })
  async taskImports(@Parent() partnership: PartnershipType): Promise<TaskImportType[]> {
    const loader = listLoader(
      'task imports',
      (ids) => this.store.ofPartnerships(ids),
      (row) => row.partnershipId,
    );
    return (await loader.load(partnership.row.id)).map((row) => TaskImportType.of(row));
  }
}
