import { commonErrors, dayInBrussels } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { EscalationsStore } from '../../escalation/escalations.store.js';
import { RequestWriter } from '../../request-writer.js';
import { requestEvents } from '../../request.events.js';
import type { ChangeRequestStatusInput } from '../../request.inputs.js';
import { clean } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import { Terms } from '../../terms/terms.js';
import { isEnded, type RequestStatus } from '../request.workflow.js';

const entryOf = { RECEIVED: 'RECEIVED', IN_PROGRESS: 'STARTED', CLOSED: 'CLOSED', WITHDRAWN: 'WITHDRAWN' } as const;

/** Received, taken up, closed or withdrawn: the steps without words of their own. */
@Injectable()
export class ChangeRequestStatus {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly terms: Terms,
    private readonly escalations: EscalationsStore,
  ) {}

  run(input: ChangeRequestStatusInput): Promise<RequestView> {
    const id = internalId('Request', input.id, 'id');
    const reason = clean.reason(input.reason);
    return this.db.transaction(async () => {
      const { request: before, side } = await this.writer.asEither(id);
      this.writer.mustAllow(before.status, input.status, { side, deed: 'STATUS', reason });
      const ends = isEnded(input.status);
      const received = input.status === 'RECEIVED' ? await this.receipt(before, input.receivedOn) : {};
      const request = await this.writer.change(before, input.expectedVersion, {
        ...{ status: input.status, ...received },
        ...(ends && { closedAt: this.writer.clock.now() }),
      });
      if (ends) await this.escalations.lapse(request.id);
      // A draft that is given up was never anybody else's to know.
      if (request.sentAt) {
        const kind = entryOf[input.status as keyof typeof entryOf];
        await this.writer.tell(request, kind, side, { body: reason, day: received.receivedOn ?? null });
      }
      await this.writer.report(requestEvents.REQUEST_STATUS_CHANGED, request, ['status', ...Object.keys(received)]);
      return request;
    });
  }

  /** The day of receipt; where the law counts from it, the term ends accordingly later. */
  private async receipt(
    request: RequestView & { status: RequestStatus },
    day: string | null | undefined,
  ): Promise<{ receivedOn?: string; dueOn?: string; firstDueOn?: string }> {
    const receivedOn = day ?? this.writer.today();
    if (receivedOn > this.writer.today() || receivedOn < dayInBrussels(new Date(request.sentAt!)))
      throw commonErrors.INVALID_INPUT({ field: 'receivedOn', args: { reason: 'OUT_OF_RANGE' } });
    if (request.dueOn !== request.firstDueOn || !(await this.terms.runsFromReceipt(request.legalTermCode)))
      return { receivedOn };
    return { receivedOn, dueOn: await this.terms.dueOn(request, receivedOn) };
  }
}
