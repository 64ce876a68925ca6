import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { awaitsAnswer } from '../../lifecycle/request.workflow.js';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import type { RequestView } from '../../requests.store.js';
import type { RemindRequestInput } from '../conversation.inputs.js';
import { RequestMails } from '../request-mails.js';

/** At most one reminder in so many hours: two people at once send one. */
const PAUSE_MS = 24 * 60 * 60 * 1_000;

/** Reminds the actor. */
@Injectable()
export class RemindRequest {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly mails: RequestMails,
  ) {}

  run(input: RemindRequestInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    return this.db.transaction(async () => {
      await this.writer.store.lock(id);
      const before = await this.writer.asAsking(id, 'request.write', 'requestId');
      this.writer.mustBeOpen(before);
      if (!awaitsAnswer(before.status))
        throw requestErrors.REQUEST_STEP_NOT_POSSIBLE({ args: { from: before.status, to: before.status } });
      const now = this.writer.clock.now();
      if (before.remindedAt && now.getTime() - Date.parse(before.remindedAt) < PAUSE_MS)
        throw requestErrors.REQUEST_REMINDER_TOO_SOON();
      const request = await this.writer.change(before, before.version, {
        ...{ remindedAt: now, reminders: before.reminders + 1 },
      });
      await this.writer.tell(request, 'REMINDED', 'ASKING');
      await this.writer.report(requestEvents.REQUEST_REMINDED, request, ['reminders', 'remindedAt', 'timeline']);
      await this.mails.send('REMINDED', request);
      return request;
    });
  }
}
