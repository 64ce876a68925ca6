import { callerOrNobody, may, worksIn } from '#libs/access';
import { Clock, commonErrors } from '#libs/kernel';
import {
  Authenticator,
  AuditTrail,
  Db,
  limits,
  MAX_SPREADSHEET_ROWS,
  pagesFrom,
  sendList,
  Throttle,
} from '#libs/platform';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestErrors } from '../request.errors.js';
import { requestFrom, type ExportRequest } from './export.filter.js';
import { columnWidths } from './export.words.js';
import { RequestLists } from './request-lists.js';

/** Lists of requests as files, under the rights and filters of the screen. */
@Controller('requests')
export class RequestExportController {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly authenticator: Authenticator,
    private readonly trail: AuditTrail,
    private readonly throttle: Throttle,
    private readonly lists: RequestLists,
  ) {}

  /** With `partnershipId` its requests as far as the caller sees them; without it what was asked of the actor one acts for. */
  @Get('export')
  async export(
    @Query() parameters: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cookie, authorization } = request.headers;
    const identify = () => this.authenticator.authenticate({ cookie, authorization });
    const asked = await this.db.run(await identify(), () => this.permit(parameters));
    const format = parameters.format === 'xlsx' ? 'xlsx' : 'csv';
    if (format === 'xlsx') {
      const length = await this.db.run(await identify(), () => this.lists.length(asked));
      if (length > MAX_SPREADSHEET_ROWS)
        throw requestErrors.REQUEST_EXPORT_TOO_LONG({ args: { limit: MAX_SPREADSHEET_ROWS } });
    }
    await sendList(reply, format, {
      ...{ name: `samenregie-verzoeken-${this.clock.today()}`, title: 'Verzoeken', widths: columnWidths },
      heads: this.lists.heads(asked.language),
      // Each under the rights of its moment.
      pages: pagesFrom(async (after) => this.db.run(await identify(), () => this.lists.page(asked, after))),
    });
  }

  /** Checks rights and filter, and records the export before anything leaves. */
  private async permit(parameters: Record<string, unknown>): Promise<ExportRequest> {
    const caller = callerOrNobody();
    if (!caller) throw commonErrors.UNAUTHENTICATED();
    const { points, windowSeconds } = limits.requestExport;
    await this.throttle.take(`requests ${caller.accountId}`, points, windowSeconds);
    const asked = requestFrom(parameters);
    const partnershipId = 'partnershipId' in asked.scope ? asked.scope.partnershipId : null;
    if (partnershipId && !worksIn(partnershipId) && !may(partnershipId, 'request.answer'))
      throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    const fields = [partnershipId ? 'Partnership.requests' : 'Viewer.actorRequests'];
    await this.trail.note({ kind: 'READ', action: 'exportRequests', result: 'OK', partnershipId, fields });
    return asked;
  }
}
