import { caller } from '#libs/access';
import { newId } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestWriter } from '../../request-writer.js';
import { requestEvents } from '../../request.events.js';
import { clean } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import type { AddRequestNoteInput } from '../conversation.inputs.js';
import { NotesStore } from '../notes.store.js';

/** Writes a note that never leaves the asking side; one for the own organisation is reported to nobody else either. */
@Injectable()
export class AddRequestNote {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly notes: NotesStore,
  ) {}

  run(input: AddRequestNoteInput): Promise<RequestView> {
    const requestId = internalId('Request', input.requestId, 'requestId');
    const body = clean.message(input.text);
    return this.db.transaction(async () => {
      const { partnershipId } = await this.writer.asAsking(requestId, 'request.note', 'requestId');
      const { accountId, organisationId } = caller();
      await this.notes.add({
        ...{ id: newId(), partnershipId, requestId, audience: input.audience, body },
        ...{ organisationId: organisationId!, authorId: accountId, createdAt: this.writer.clock.now() },
      });
      const request = await this.writer.store.get(requestId);
      const internal = input.audience === 'OWN_ORGANISATION';
      this.writer.reportInside(requestEvents.REQUEST_NOTE_ADDED, request, ['notes', 'noteCount'], internal);
      return request;
    });
  }
}
