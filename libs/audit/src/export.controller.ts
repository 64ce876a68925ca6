import { callerOrNobody, may, Persons } from '#libs/access';
import { BYTE_ORDER_MARK, Clock, commonErrors, csvLine } from '#libs/kernel';
import { Authenticator, AuditTrail, Db, internalId, limits, loadNodes, Throttle, type Identity } from '#libs/platform';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { filterFromAddress, toQuery } from './audit-filter.js';
import { AuditStore, placeOf, type LineQuery, type LineRow } from './audit.store.js';

const PAGE = 500;
const COLUMNS = ['number', 'at', 'person', 'person_id', 'on_behalf_of', 'service_client_id', 'kind', 'action'];
const MORE_COLUMNS = ['subject_type', 'subject_id', 'fields', 'result', 'partnership_id', 'hash'];

/** The log as a file, under the rights and filters of the screen. */
@Controller('audit')
export class ExportController {
  constructor(
    private readonly db: Db,
    private readonly authenticator: Authenticator,
    private readonly trail: AuditTrail,
    private readonly throttle: Throttle,
    private readonly store: AuditStore,
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

  /** With `partnershipId` its log, for its managers and auditors; without it what was done by and about the caller. */
  @Get('export')
  async export(
    @Query() parameters: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cookie, authorization } = request.headers;
    const identify = () => this.authenticator.authenticate({ cookie, authorization });
    const query = await this.db.run(await identify(), () => this.permit(parameters));
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="samenregie-log-${this.clock.today()}.csv"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(this.lines(query, identify)));
  }

  /** Checks rights and filter, and records the export before anything leaves. */
  private async permit(parameters: Record<string, unknown>): Promise<LineQuery> {
    const caller = callerOrNobody();
    if (!caller) throw commonErrors.UNAUTHENTICATED();
    const { points, windowSeconds } = limits.auditExport;
    await this.throttle.take(`export ${caller.accountId}`, points, windowSeconds);
    const { partnershipId: wanted } = parameters;
    // A parameter given twice is a list, and no id.
    const globalId = typeof wanted === 'string' ? wanted : '';
    const partnershipId = wanted === undefined ? null : internalId('Partnership', globalId, 'partnershipId');
    if (partnershipId && !may(partnershipId, 'audit.read')) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    const of = partnershipId ? { partnershipId } : { accountId: caller.accountId };
    const query = toQuery(of, filterFromAddress(parameters));
    const fields = [partnershipId ? 'Partnership.auditLog' : 'Viewer.auditLog'];
    await this.trail.note({ kind: 'READ', action: 'exportAuditLog', result: 'OK', partnershipId, fields });
    return query;
  }

  /** Page after page, each under the rights of its moment. */
  private async *lines(query: LineQuery, identify: () => Promise<Identity>): AsyncGenerator<string> {
    yield `${BYTE_ORDER_MARK}${csvLine([...COLUMNS, ...MORE_COLUMNS])}`;
    for (let after: LineRow | undefined; ;) {
      const from = after && placeOf(after);
      const { rows, text } = await this.db.run(await identify(), async () => {
        const page = (await this.store.page(query, PAGE - 1, from)).slice(0, PAGE);
        return { rows: page, text: (await this.written(page)).join('') };
      });
      if (text) yield text;
      if (rows.length < PAGE) return;
      after = rows.at(-1);
    }
  }

  private async written(rows: readonly LineRow[]): Promise<string[]> {
    const people = await Promise.all(rows.map(({ accountId }) => this.persons.byId(accountId)));
    const organisations = await loadNodes(
      rows.map(({ organisationId: id }) => (id ? { type: 'Organisation', id } : undefined)),
    );
    return rows.map((row, index) => {
      const organisation = organisations[index] as { name?: string } | null | undefined;
      // As on the screen: who it was stays unsaid, the id too, when the reader does not know the person.
      const person = people[index];
      const who = person ? [person.displayName, row.accountId] : [null, null];
      return csvLine([
        ...[row.sequence, row.at, ...who, organisation?.name ?? null],
        ...[row.clientId, row.kind, row.action, row.subjectType, row.subjectId, row.fields.join(' '), row.result],
        ...[row.chainId, row.hash],
      ]);
    });
  }
}
