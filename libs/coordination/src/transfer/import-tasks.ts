import { caller, requireCapability, Workspaces } from '#libs/access';
import { Actors, Municipalities } from '#libs/directory';
import { AppError, cleanLine, Clock, commonErrors, conflict, fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import { Partnerships } from '#libs/partnerships';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { CreateTask } from '../actions/create-task.js';
import { CustomFieldsStore } from '../fields/fields.store.js';
import { taskErrors } from '../task.rules.js';
import { readSheet } from './file.rules.js';
import { ImportStore, type ImportRow } from './import.store.js';
import type { MapTaskImportInput, RemoveTaskImportInput, RunTaskImportInput } from './import.types.js';
import { readRow, type Names, type RowProblem, type RowTask } from './row.rules.js';
import { folded, guessFields, ownTarget, type ColumnTarget, type ImportField } from './words.js';

/** Most rows one mutation makes tasks of. */
const MAX_BATCH = 200;
const KEPT_DAYS = 7;

const named = (entries: readonly (readonly [string, string])[]): Map<string, string> =>
  new Map(entries.map(([name, id]) => [folded(name), fromGlobalId(id)!.id]));

/** What a column is said to fill. @throws NOT_FOUND for a field of another partnership */
const targetOf = (input: MapTaskImportInput, index: number, own: readonly string[]): ColumnTarget => {
  const field = input.fields[index];
  if (field !== 'CUSTOM_FIELD') return field ?? '';
  const id = internalId('CustomField', input.customFieldIds?.[index] ?? '', 'customFieldIds');
  if (!own.includes(id)) throw commonErrors.NOT_FOUND({ field: 'customFieldIds' });
  return ownTarget(id);
};

/**
 * Files of tasks. One arrives whole and is kept; then its rows become tasks, a batch a mutation, under the rights of who
 * brought it. The row of the file is held meanwhile and moves on in the same transaction: whatever is cut off or sent twice,
 * each row becomes a task at most once.
 */
@Injectable()
export class ImportTasks {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: ImportStore,
    private readonly creating: CreateTask,
    private readonly workspaces: Workspaces,
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly actors: Actors,
    private readonly fields: CustomFieldsStore,
  ) {}

  /** @throws TASK_FILE_UNREADABLE, TASK_FILE_TOO_LARGE */
  async bring(partnershipId: string, fileName: string, bytes: Buffer): Promise<ImportRow> {
    requireCapability(partnershipId, 'task.write', 'partnershipId');
    const name = cleanLine(fileName, { field: 'name', max: 200 });
    const sheet = await readSheet(bytes);
    const { accountId } = caller();
    return this.db.transaction(async () => {
      const mapping = guessFields(sheet.columns, await this.fields.of([partnershipId]));
      const row = { id: newId(), partnershipId, accountId, fileName: name, mapping };
      const now = this.clock.now();
      await this.store.forget(accountId, new Date(now.getTime() - KEPT_DAYS * 86_400_000));
      await this.store.insert(row, sheet, now);
      return this.get(row.id);
    });
  }

  /** Says what each column holds, as long as no row was imported. @throws TASK_IMPORT_NO_TITLE, TASK_IMPORT_RUNNING */
  map(input: MapTaskImportInput): Promise<ImportRow> {
    return this.db.transaction(async () => {
      const file = await this.held(input.id);
      if (file.nextRow > 1) throw taskErrors.TASK_IMPORT_RUNNING({ field: 'id' });
      const own = (await this.fields.of([file.partnershipId])).map(({ id }) => id);
      const mapping = file.columns.map((_column, index) => targetOf(input, index, own));
      const used = mapping.filter((field) => field !== '');
      if (!used.includes('TITLE') || new Set(used).size < used.length || input.fields.length > mapping.length)
        throw taskErrors.TASK_IMPORT_NO_TITLE({ field: 'fields' });
      if (!(await this.store.map(file.id, input.expectedVersion, mapping))) {
        const now = await this.get(file.id);
        throw conflict({ version: now.version, changedBy: null, changedAt: null });
      }
      return this.get(file.id);
    });
  }

  /** Makes tasks of the next rows; a row with problems is refused and keeps them, the others go on. */
  run(input: RunTaskImportInput): Promise<ImportRow> {
    if (input.count < 1 || input.count > MAX_BATCH)
      throw commonErrors.INVALID_INPUT({ field: 'count', args: { reason: 'PAGE_SIZE', limit: MAX_BATCH } });
    return this.db.transaction(async () => {
      const file = await this.held(input.id);
      if (!file.mapping.includes('TITLE')) throw taskErrors.TASK_IMPORT_NO_TITLE({ field: 'id' });
      const rows = await this.store.rows(file.id, file.nextRow, input.count);
      const names = await this.names(file.partnershipId);
      for (const { number, cells } of rows) {
        const { task, problems } = readRow(cells, file.mapping, names);
        const made = problems.length > 0 ? problems : await this.make(file.partnershipId, task, names);
        await this.store.settle(
          file.id,
          number,
          typeof made === 'string' ? made : null,
          Array.isArray(made) ? made : [],
        );
      }
      const nextRow = (rows.at(-1)?.number ?? file.rowCount) + 1;
      const finished = nextRow > file.rowCount;
      await this.store.advance(
        file.id,
        nextRow,
        finished ? (file.finishedAt ? new Date(file.finishedAt) : this.clock.now()) : null,
      );
      return this.get(file.id);
    });
  }

  remove(input: RemoveTaskImportInput): Promise<void> {
    return this.db.transaction(async () => {
      const file = await this.held(input.id);
      await this.store.remove(file.id);
    });
  }

  /** What would be refused of the rows that are not dealt with, and what was. */
  async problems(file: ImportRow): Promise<{ row: number; problem: RowProblem }[]> {
    const [rows, names] = [await this.store.rows(file.id, 1, file.rowCount), await this.names(file.partnershipId)];
    return rows.flatMap(({ number, cells, problems }) => {
      const found = number < file.nextRow ? (problems ?? []) : readRow(cells, file.mapping, names).problems;
      return found.map((problem) => ({ row: number, problem }));
    });
  }

  private async make(partnershipId: string, task: RowTask, { own }: Names): Promise<string | RowProblem[]> {
    const people = new Set(own.flatMap(({ id, type }) => (type === 'PERSON' ? [id] : [])));
    const global = (type: string) => (id: string) => toGlobalId(type, id);
    try {
      const made = await this.creating.run({
        ...{ partnershipId: toGlobalId('Partnership', partnershipId), audience: 'PARTNERSHIP' },
        ...{ title: task.title, description: task.description, status: task.status, waitingOnNote: task.waitingOnNote },
        ...{ dueOn: task.dueOn, priority: task.priority },
        municipalityIds: task.municipalityIds.map(global('Municipality')),
        actorIds: task.actorIds.map(global('Actor')),
        assigneeId: task.assigneeId && toGlobalId('Person', task.assigneeId),
        recurrence: task.recurrence,
        customValues: task.customValues.map(({ fieldId, value }) => ({
          fieldId: toGlobalId('CustomField', fieldId),
          value: people.has(fieldId) ? toGlobalId('Person', value) : value,
        })),
      });
      return made.id;
    } catch (error) {
      // Rules are asked before anything is written: the transaction goes on.
      if (!(error instanceof AppError)) throw error;
      const fields: Record<string, ImportField> = {
        assigneeId: 'ASSIGNEE',
        municipalityIds: 'MUNICIPALITIES',
        actorIds: 'ACTORS',
        recurrence: 'RECURRENCE',
      };
      return [{ field: fields[error.field ?? ''] ?? 'TITLE', code: 'REFUSED', value: task.title.slice(0, 200) }];
    }
  }

  private async names(partnershipId: string): Promise<Names> {
    const towns = await this.municipalities.byIds(await this.partnerships.memberMunicipalityIds(partnershipId));
    const people = await this.workspaces.people(partnershipId);
    const { nodes } = await this.actors.list({ first: 100 });
    return {
      municipalities: named(towns.map(({ name, id }) => [name, id])),
      people: named(people.map(({ displayName, id }) => [displayName, id])),
      actors: named(nodes.flatMap(({ code, name, id }) => [[code, id] as const, [name, id] as const])),
      own: await this.fields.of([partnershipId]),
    };
  }

  private async held(globalId: string): Promise<ImportRow> {
    const file = await this.store.hold(internalId('TaskImport', globalId, 'id'));
    if (!file) throw commonErrors.NOT_FOUND({ field: 'id' });
    requireCapability(file.partnershipId, 'task.write', 'id');
    return file;
  }

  private async get(id: string): Promise<ImportRow> {
    const [file] = await this.store.byIds([id]);
    if (!file) throw commonErrors.NOT_FOUND({ field: 'id' });
    return file;
  }
}
