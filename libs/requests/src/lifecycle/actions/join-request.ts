import { caller } from '#libs/access';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { isEnded } from '../request.workflow.js';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import type { JoinRequestInput } from '../../request.inputs.js';
import type { RequestView } from '../../requests.store.js';

/** Lets another member municipality ask the same; to have joined already is as good. */
@Injectable()
export class JoinRequest {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
  ) {}

  run(input: JoinRequestInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    const municipalityId = internalId('Municipality', input.municipalityId, 'municipalityId');
    return this.db.transaction(async () => {
      await this.writer.store.lock(id);
      const before = await this.writer.asAsking(id, 'request.write', 'requestId');
      if (isEnded(before.status)) throw requestErrors.REQUEST_ENDED();
      await this.writer.checkMunicipalities(before.partnershipId, [municipalityId], 'municipalityId');
      const { store, clock } = this.writer;
      if (!(await store.addMunicipality(before, municipalityId, caller().accountId, clock.now()))) return before;
      const request = await this.writer.change(before, before.version, {});
      if (request.sentAt) await this.writer.tell(request, 'JOINED', 'ASKING', { aboutId: municipalityId });
      await this.writer.report(requestEvents.REQUEST_JOINED, request, ['municipalities']);
      return request;
    });
  }
}
