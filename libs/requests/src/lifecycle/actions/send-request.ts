import { caller } from '#libs/access';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestMails } from '../../conversation/request-mails.js';
import { RequestWriter } from '../../request-writer.js';
import { requestEvents } from '../../request.events.js';
import type { SendRequestInput } from '../../request.inputs.js';
import type { RequestView } from '../../requests.store.js';
import { Terms } from '../../terms/terms.js';

/** Sends a draft: from now on its term runs, and the actor sees it. */
@Injectable()
export class SendRequest {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly terms: Terms,
    private readonly mails: RequestMails,
  ) {}

  run(input: SendRequestInput): Promise<RequestView> {
    const id = internalId('Request', input.id, 'id');
    return this.db.transaction(async () => {
      const draft = await this.writer.asAsking(id, 'request.write');
      this.writer.mustAllow(draft.status, 'SENT', { side: 'ASKING', deed: 'SEND' });
      // The actor may be gone from the list, or the law have changed, since it was drafted.
      await this.writer.checkActor(draft.actorId);
      const basis = await this.terms.check(draft);
      const dueOn = await this.terms.dueOn(basis, this.writer.today());
      const request = await this.writer.change(draft, input.expectedVersion, {
        ...{ status: 'SENT', sentAt: this.writer.clock.now(), sentBy: caller().accountId },
        ...{ sentFor: await this.writer.actsFor(draft.partnershipId), firstDueOn: dueOn, dueOn },
        ...{ termDays: basis.termDays, termUnit: basis.termUnit },
      });
      await this.writer.tell(request, 'SENT', 'ASKING', { day: dueOn });
      await this.writer.report(requestEvents.REQUEST_SENT, request, ['status', 'dueOn']);
      await this.mails.send('SENT', request);
      return request;
    });
  }
}
