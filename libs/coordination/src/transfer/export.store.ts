import { Persons } from '#libs/access';
import { Actors, Municipalities } from '#libs/directory';
import type { CursorKeys } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { LabelsStore } from '../labels/labels.store.js';
import type { TaskOrderName, TaskQuery } from '../task-filter.js';
import { TaskPages } from '../task-pages.js';
import { reference } from '../task.rules.js';
import type { TaskType } from '../task.types.js';
import { exportColumns, priorityWords, statusWords, type ExportColumn, type Language } from './words.js';

/** What is exported: a list as a screen shows it. */
export interface ExportRequest {
  partnershipId: string;
  query: TaskQuery;
  order: TaskOrderName;
  language: Language;
}

const PAGE = 500;
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' });

/** Pages of a list as rows of a file. */
@Injectable()
export class ExportStore {
  constructor(
    private readonly pages: TaskPages,
    private readonly persons: Persons,
    private readonly municipalities: Municipalities,
    private readonly actors: Actors,
    private readonly labels: LabelsStore,
  ) {}

  heads(language: Language): string[] {
    return Object.values(exportColumns).map((head) => head[language]);
  }

  /** How many rows there are now. */
  async length(request: ExportRequest): Promise<number> {
    return (await this.pages.read({ ...request, size: 1 }, new Set(), true)).totalCount ?? 0;
  }

  /** A page of rows, and where the next one begins; undefined after the last. */
  async page(request: ExportRequest, after?: CursorKeys): Promise<{ rows: (string | null)[][]; next?: CursorKeys }> {
    const { tasks } = await this.pages.read(
      { ...request, size: PAGE - 1, after },
      new Set(['description', 'labels']),
      false,
    );
    // All at once, so that names are asked for once per page.
    const rows = await Promise.all(tasks.map((task) => this.row(task, request.language)));
    const last = tasks.at(-1)?.row.place;
    return tasks.length === PAGE && last ? { rows, next: last } : { rows };
  }

  private async row({ row }: TaskType, language: Language): Promise<(string | null)[]> {
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
    };
    return Object.values(cells);
  }
}
