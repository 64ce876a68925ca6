import { callerOrNobody } from '#libs/access';
import { commonErrors } from '#libs/kernel';
import { Authenticator, AuditTrail, Db, internalId, limits, Throttle } from '#libs/platform';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestsStore } from '../requests.store.js';
import { requestFilePdf } from './request-file.pdf.js';
import { RequestFiles, type RequestFile } from './request-file.js';

/** The file of a request, for whoever sees the request: what both sides know, and nothing that stays inside. */
@Controller('requests')
export class RequestFileController {
  constructor(
    private readonly db: Db,
    private readonly authenticator: Authenticator,
    private readonly trail: AuditTrail,
    private readonly throttle: Throttle,
    private readonly store: RequestsStore,
    private readonly files: RequestFiles,
  ) {}

  /** `id`: the global id of the request; `format`: `pdf`, or `json` when absent. */
  @Get('file')
  async file(
    @Query() parameters: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cookie, authorization } = request.headers;
    const identity = await this.authenticator.authenticate({ cookie, authorization });
    const file = await this.db.run(identity, () => this.permit(parameters));
    const pdf = parameters.format === 'pdf';
    const name = `verzoek-${file.reference}.${pdf ? 'pdf' : 'json'}`;
    await reply
      .header('content-type', pdf ? 'application/pdf' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(pdf ? await requestFilePdf(file) : JSON.stringify(file, null, 2));
  }

  /** Checks rights, and records that the file was taken before anything leaves. */
  private async permit({ id, format = 'json' }: Record<string, unknown>): Promise<RequestFile> {
    const caller = callerOrNobody();
    if (!caller) throw commonErrors.UNAUTHENTICATED();
    const { points, windowSeconds } = limits.requestFile;
    await this.throttle.take(`request file ${caller.accountId}`, points, windowSeconds);
    if (format !== 'json' && format !== 'pdf')
      throw commonErrors.INVALID_INPUT({ field: 'format', args: { reason: 'UNKNOWN_VALUE' } });
    // A parameter given twice is a list, and no id.
    const requestId = internalId('Request', typeof id === 'string' ? id : '', 'id');
    const request = await this.store.get(requestId);
    const file = await this.files.of(request);
    await this.trail.note({
      ...{ kind: 'READ', action: 'exportRequestFile', result: 'OK', partnershipId: request.partnershipId },
      ...{ subject: { type: 'Request', id: request.id }, fields: ['Request.timeline', 'Request.answers'] },
    });
    return file;
  }
}
