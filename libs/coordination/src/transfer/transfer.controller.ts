import { callerOrNobody, may, worksIn } from '#libs/access';
import { BYTE_ORDER_MARK, Clock, commonErrors, csvLine, toGlobalId } from '#libs/kernel';
import {
  AuditTrail,
  Authenticator,
  Db,
  internalId,
  limits,
  listFileTypes,
  MAX_SPREADSHEET_ROWS,
  pagesFrom,
  sendList,
  textOf,
  Throttle,
  type Identity,
} from '#libs/platform';
import { Controller, Get, Param, Post, Query, Req, Res, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CustomFieldFilters } from '../fields/field-filter.js';
import { taskErrors } from '../task.rules.js';
import { requestFrom } from './export.filter.js';
import { ExportStore, type ExportRequest } from './export.store.js';
import { FILE_BOUNDS } from './file.rules.js';
import { ImportStore, type ImportRow } from './import.store.js';
import { ImportTasks } from './import-tasks.js';
import type { RowProblem } from './row.rules.js';
import { isOwnTarget } from './words.js';

/** Widths of the columns of a spreadsheet. */
const WIDTHS = [10, 50, 40, 20, 24, 12, 12, 30, 22, 30, 24, 12, 12, 24];
const OWN_WIDTH = 20;

/** A field of the partnership's own goes by the head of its column. */
const headOf = ({ columns, mapping }: ImportRow, field: RowProblem['field']): string =>
  isOwnTarget(field) ? (columns[mapping.indexOf(field)] ?? '') : field;

type Parameters = Record<string, unknown>;

/** Tasks as files, in and out, under the rights and filters of the screen. */
@Controller('tasks')
export class TransferController implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly authenticator: Authenticator,
    private readonly trail: AuditTrail,
    private readonly throttle: Throttle,
    private readonly exports: ExportStore,
    private readonly filters: CustomFieldFilters,
    private readonly imports: ImportStore,
    private readonly importing: ImportTasks,
    private readonly http: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // There is none where no server is started, as when the schema is written.
    const { httpAdapter } = this.http as { httpAdapter: AbstractHttpAdapter | undefined };
    const fastify = httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify || fastify.hasContentTypeParser('application/octet-stream')) return;
    fastify.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: FILE_BOUNDS.bytes + 1 },
      (_request, body, done) => done(null, body),
    );
  }

  /** A list of tasks as CSV or XLSX: exactly what the same filters show on screen. */
  @Get('export')
  async export(@Query() parameters: Parameters, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const identify = this.identity(request);
    const asked = await this.db.run(await identify(), () => this.permit(parameters));
    const format = parameters.format === 'xlsx' ? 'xlsx' : 'csv';
    if (format === 'xlsx') {
      const length = await this.db.run(await identify(), () => this.exports.length(asked));
      if (length > MAX_SPREADSHEET_ROWS)
        throw taskErrors.TASK_EXPORT_TOO_LONG({ args: { limit: MAX_SPREADSHEET_ROWS } });
    }
    await sendList(reply, format, {
      ...{ name: `samenregie-taken-${this.clock.today()}`, title: 'Taken' },
      widths: [...WIDTHS, ...asked.own.map(() => OWN_WIDTH)],
      heads: this.exports.heads(asked),
      decimal: asked.language === 'en' ? '.' : ',',
      // Each under the rights of its moment.
      pages: pagesFrom(async (after) => this.db.run(await identify(), () => this.exports.page(asked, after))),
    });
  }

  /** Brings a file, as it is, in the body; answers the id of its `TaskImport`. */
  @Post('import')
  async import(@Query() parameters: Parameters, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const identify = this.identity(request);
    const file = await this.db.run(await identify(), async () => {
      const caller = callerOrNobody();
      if (!caller) throw commonErrors.UNAUTHENTICATED();
      // Mutations with files are for people: a service client has the API.
      if (caller.kind !== 'PERSON' || caller.scopes) throw commonErrors.FORBIDDEN({ args: { capability: null } });
      const { points, windowSeconds } = limits.taskImport;
      await this.throttle.take(`import ${caller.accountId}`, points, windowSeconds);
      const partnershipId = internalId('Partnership', textOf(parameters.partnershipId), 'partnershipId');
      if (!Buffer.isBuffer(request.body)) throw taskErrors.TASK_FILE_UNREADABLE();
      const brought = await this.importing.bring(partnershipId, textOf(parameters.name) || 'bestand', request.body);
      await this.trail.note({
        ...{ kind: 'CHANGE', action: 'bringTaskImport', result: 'OK', partnershipId },
        subject: { type: 'TaskImport', id: brought.id },
      });
      return brought;
    });
    await reply.status(201).send({ id: toGlobalId('TaskImport', file.id) });
  }

  /** The refused rows of a file as they were, with the reasons beside them: mend them and bring them again. */
  @Get('import/:id/refused')
  async refused(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const text = await this.db.run(await this.identity(request)(), async () => {
      if (!callerOrNobody()) throw commonErrors.UNAUTHENTICATED();
      const [file] = await this.imports.byIds([internalId('TaskImport', id, 'id')]);
      if (!file) throw commonErrors.NOT_FOUND({ field: 'id' });
      const rows = await this.imports.refused(file.id);
      const lines = rows.map(({ number, cells, problems }) =>
        csvLine([
          ...cells,
          number,
          (problems ?? []).map(({ field, code }) => `${headOf(file, field)} ${code}`).join(', '),
        ]),
      );
      return BYTE_ORDER_MARK + csvLine([...file.columns, '#', '!']) + lines.join('');
    });
    await reply
      .header('content-type', listFileTypes.csv)
      .header('content-disposition', 'attachment; filename="samenregie-geweigerde-rijen.csv"')
      .header('cache-control', 'no-store')
      .send(text);
  }

  private identity({ headers: { cookie, authorization } }: FastifyRequest): () => Promise<Identity> {
    return () => this.authenticator.authenticate({ cookie, authorization });
  }

  /** Checks rights and filter, and records the export before anything leaves. */
  private async permit(parameters: Parameters): Promise<ExportRequest> {
    const caller = callerOrNobody();
    if (!caller) throw commonErrors.UNAUTHENTICATED();
    const { points, windowSeconds } = limits.taskExport;
    await this.throttle.take(`tasks ${caller.accountId}`, points, windowSeconds);
    const { ownFilters, ...request } = requestFrom(parameters);
    const { partnershipId } = request;
    if (!worksIn(partnershipId) && !may(partnershipId, 'request.answer'))
      throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    const fields = ['Partnership.tasks'];
    await this.trail.note({ kind: 'READ', action: 'exportTasks', result: 'OK', partnershipId, fields });
    const customFields = await this.filters.read(partnershipId, ownFilters);
    return {
      ...request,
      query: { ...request.query, customFields },
      own: await this.exports.ownFields(partnershipId),
    };
  }
}
