import { Actors, Municipalities } from '#libs/directory';
import { Clock, type CursorKeys } from '#libs/kernel';
import { Partnerships } from '#libs/partnerships';
import { Injectable } from '@nestjs/common';
import { isLate } from '../lifecycle/request.workflow.js';
import { reference } from '../request.rules.js';
import { RequestsStore, type RequestView } from '../requests.store.js';
import type { ExportRequest } from './export.filter.js';
import { exportColumns, kindWords, statusWords, yes, type ExportColumn, type Language } from './export.words.js';

const PAGE = 500;
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' });
const dayOf = (moment: string | null): string | null => moment && DAY.format(new Date(moment));

/** Pages of a list as rows of a file. Notes, proposed steps and contacts are no columns: what stays inside has no way out. */
@Injectable()
export class RequestLists {
  constructor(
    private readonly store: RequestsStore,
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly actors: Actors,
    private readonly clock: Clock,
  ) {}

  heads(language: Language): string[] {
    return Object.values(exportColumns).map((head) => head[language]);
  }

  /** How many rows there are now. */
  length({ scope, query }: ExportRequest): Promise<number> {
    return this.store.count(scope, query, this.clock.today());
  }

  /** A page of rows, and where the next one begins; undefined after the last. */
  async page(
    { scope, query, order, language }: ExportRequest,
    after?: CursorKeys,
  ): Promise<{ rows: (string | null)[][]; next?: CursorKeys }> {
    const today = this.clock.today();
    const found = await this.store.page(scope, query, order, today, PAGE - 1, after);
    // All at once, so that names are asked for once per page.
    const rows = await Promise.all(found.map((request) => this.row(request, language, today)));
    const next = found.at(-1)?.place;
    return found.length === PAGE && next ? { rows, next } : { rows };
  }

  private async row(request: RequestView, language: Language, today: string): Promise<(string | null)[]> {
    const municipalities = await this.municipalities.byIds(request.municipalityIds);
    const cells: Record<ExportColumn, string | null> = {
      REFERENCE: reference(request),
      TITLE: request.title,
      TEXT: request.body,
      KIND: kindWords[request.kind][language],
      PARTNERSHIP: (await this.partnerships.byId(request.partnershipId))?.name ?? null,
      MUNICIPALITIES: municipalities.map(({ name }) => name).join(', ') || null,
      ACTOR: (await this.actors.byId(request.actorId))?.name ?? null,
      SERVICE: request.service,
      STATUS: statusWords[request.status][language],
      LATE: isLate(request, today) ? yes[language] : null,
      LEVEL: String(request.level),
      SENT_ON: dayOf(request.sentAt),
      FIRST_DUE_ON: request.firstDueOn,
      DUE_ON: request.dueOn,
      READ_ON: dayOf(request.firstReadAt),
      REMINDERS: String(request.reminders),
      ANSWERED_ON: dayOf(request.firstAnsweredAt),
      COMMITMENT_ON: request.nextCommitmentOn,
      CLOSED_ON: dayOf(request.closedAt),
    };
    return Object.values(cells);
  }
}
