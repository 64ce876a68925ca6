import { Persons } from '#libs/access';
import { Actors, Municipalities } from '#libs/directory';
import type { CursorKeys } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { CustomValues, type OwnValues } from '../fields/custom-values.js';
import { CustomFieldsStore, type CustomFieldRow } from '../fields/fields.store.js';
import { LabelsStore } from '../labels/labels.store.js';
import type { TaskOrderName, TaskQuery } from '../task-filter.js';
import { TaskPages } from '../task-pages.js';
import { reference } from '../task.rules.js';
import type { TaskType } from '../task.types.js';
import { recurrenceWords } from './recurrence.words.js';
import { exportColumns, priorityWords, statusWords, yesNoWords, type ExportColumn, type Language } from './words.js';

/** What is exported: a list as a screen shows it. */
export interface ExportRequest {
  partnershipId: string;
  query: TaskQuery;
  order: TaskOrderName;
  language: Language;
  /** Fields of the partnership's own, a column each: those the caller sees when the export begins. */
  own: readonly CustomFieldRow[];
}

type Cell = string | number | null;

const PAGE = 500;
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' });

/** Columns of tasks that a file is made of. */
const EXPORTED = new Set([
  'title',
  'description',
  'waitingOnActorId',
  'waitingOnNote',
  'dueOn',
  'priority',
  'municipalityIds',
  'assigneeId',
  'labelIds',
  'createdAt',
  'completedAt',
  'recurrence',
]);

/** Pages of a list as rows of a file. */
@Injectable()
export class ExportStore {
  constructor(
    private readonly pages: TaskPages,
    private readonly persons: Persons,
    private readonly municipalities: Municipalities,
    private readonly actors: Actors,
    private readonly labels: LabelsStore,
    private readonly fields: CustomFieldsStore,
    private readonly customValues: CustomValues,
  ) {}

  heads({ language, own }: ExportRequest): string[] {
    return [...Object.values(exportColumns).map((head) => head[language]), ...own.map(({ name }) => name)];
  }

  /** Fields of its own that tasks of a partnership have, as far as the caller sees them. */
  ownFields(partnershipId: string): Promise<CustomFieldRow[]> {
    return this.fields.of([partnershipId]);
  }

  /** How many rows there are now. */
  async length(request: ExportRequest): Promise<number> {
    return (await this.pages.read({ ...request, size: 1 }, () => new Set(), true)).totalCount ?? 0;
  }

  /** A page of rows, and where the next one begins; undefined after the last. */
  async page(request: ExportRequest, after?: CursorKeys): Promise<{ rows: Cell[][]; next?: CursorKeys }> {
    const { tasks } = await this.pages.read({ ...request, size: PAGE - 1, after }, () => EXPORTED, false);
    // All at once, so that names are asked for once per page.
    const values =
      request.own.length > 0
        ? await this.customValues.of(tasks.map(({ row }) => row.id))
        : new Map<string, OwnValues>();
    const rows = await Promise.all(tasks.map((task) => this.row(task, request, values.get(task.row.id))));
    const last = tasks.at(-1)?.row.place;
    return tasks.length === PAGE && last ? { rows, next: last } : { rows };
  }

  private async row(
    { row }: TaskType,
    { language, own }: ExportRequest,
    values: OwnValues | undefined,
  ): Promise<Cell[]> {
    const names = async (list: Promise<{ name: string }[]>) => (await list).map(({ name }) => name).join(', ') || null;
    const waiting = [(await this.actors.byId(row.waitingOnActorId))?.name, row.waitingOnNote]
      .filter(Boolean)
      .join(', ');
    const cells: Record<ExportColumn, string | null> = {
      REFERENCE: reference(row.number),
      TITLE: row.title,
      DESCRIPTION: row.description || null,
      STATUS: statusWords[row.status][language],
      WAITING_ON: waiting || null,
      DUE_ON: row.dueOn,
      PRIORITY: priorityWords[row.priority][language],
      MUNICIPALITIES: await names(this.municipalities.byIds(row.municipalityIds)),
      ASSIGNEE: (await this.persons.byId(row.assigneeId))?.displayName ?? null,
      ACTORS: await names(this.actors.byIds(row.actorIds)),
      LABELS: await names(this.labels.byIdsTogether(row.labelIds)),
      CREATED_ON: DAY.format(new Date(row.createdAt)),
      COMPLETED_ON: row.completedAt && DAY.format(new Date(row.completedAt)),
      RECURRENCE: row.recurrence && recurrenceWords(row.recurrence, language),
    };
    const ownCells = own.map((field) => this.ownCell(field, values?.get(field.id), language));
    return [...Object.values(cells), ...(await Promise.all(ownCells))];
  }

  /** As its type says: a number is a number, a person a name. */
  private async ownCell({ type }: CustomFieldRow, value: string | undefined, language: Language): Promise<Cell> {
    if (value === undefined) return null;
    if (type === 'NUMBER') return Number(value);
    if (type === 'YES_NO') return yesNoWords[value as keyof typeof yesNoWords][language];
    if (type === 'PERSON') return (await this.persons.byId(value))?.displayName ?? null;
    return value;
  }
}
