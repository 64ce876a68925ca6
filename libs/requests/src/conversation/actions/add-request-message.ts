import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestWriter } from '../../request-writer.js';
import { requestEvents } from '../../request.events.js';
import { clean } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import type { AddRequestMessageInput } from '../conversation.inputs.js';
import { RequestMails } from '../request-mails.js';

/** Writes to the other side: both read it. */
@Injectable()
export class AddRequestMessage {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly mails: RequestMails,
  ) {}

  run(input: AddRequestMessageInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    const body = clean.message(input.text);
    return this.db.transaction(async () => {
      const { request, side } = await this.writer.asEither(id, 'requestId');
      this.writer.mustBeOpen(request);
      await this.writer.tell(request, 'MESSAGE', side, { body });
      const after = await this.writer.store.get(id);
      await this.writer.report(requestEvents.REQUEST_MESSAGE_ADDED, after, ['timeline', 'messageCount']);
      if (side === 'ASKING') await this.mails.send('MESSAGE', after);
      return after;
    });
  }
}
