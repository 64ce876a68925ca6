import { caller } from '#libs/access';
import { newId } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestWriter } from '../../request-writer.js';
import { requestEvents } from '../../request.events.js';
import type { RequestView } from '../../requests.store.js';
import type { MarkRequestReadInput } from '../conversation.inputs.js';
import { EntriesStore } from '../entries.store.js';

/** Notes at which moment somebody of the actor first read a request; what was sent is received from then on. */
@Injectable()
export class MarkRequestRead {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly entries: EntriesStore,
  ) {}

  run(input: MarkRequestReadInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    return this.db.transaction(async () => {
      await this.writer.store.lock(id);
      const before = await this.writer.asActor(id, 'requestId');
      const first = await this.entries.read({
        ...{ id: newId(), partnershipId: before.partnershipId, requestId: id, kind: 'READ', side: 'ACTOR' },
        ...{ body: null, aboutId: null, day: null, level: null },
        ...{ authorId: caller().accountId, at: this.writer.clock.now() },
      });
      if (!first) return before;
      if (before.status !== 'SENT') {
        const request = await this.writer.store.get(id);
        await this.writer.report(requestEvents.REQUEST_READ, request, ['firstReadAt', 'timeline']);
        return request;
      }
      const request = await this.writer.change(before, before.version, { status: 'RECEIVED' });
      await this.writer.report(requestEvents.REQUEST_READ, request, ['firstReadAt', 'status', 'timeline']);
      return request;
    });
  }
}
