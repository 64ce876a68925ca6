import { caller } from '#libs/access';
import { commonErrors, conflict } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import type { RequestView } from '../../requests.store.js';
import type { SettleRequestCommitmentInput } from '../answer.inputs.js';
import { AnswersStore } from '../answers.store.js';

/** Says whether a promise was kept: those who asked do, and both sides read it. */
@Injectable()
export class SettleCommitment {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly answers: AnswersStore,
  ) {}

  run(input: SettleRequestCommitmentInput): Promise<RequestView> {
    const id = internalId('RequestCommitment', input.commitmentId, 'commitmentId');
    return this.db.transaction(async () => {
      const [promise] = await this.answers.commitments('id', [id]);
      if (!promise) throw commonErrors.NOT_FOUND({ field: 'commitmentId' });
      const before = await this.writer.asAsking(promise.requestId, 'request.write', 'commitmentId');
      const on = input.settledOn ?? this.writer.today();
      if (on > this.writer.today())
        throw commonErrors.INVALID_INPUT({ field: 'settledOn', args: { reason: 'OUT_OF_RANGE' } });
      if (promise.outcome) throw requestErrors.REQUEST_ALREADY_DECIDED();
      const outcome = input.kept ? 'KEPT' : 'BROKEN';
      if (!(await this.answers.settle(id, input.expectedVersion, outcome, on, caller().accountId))) {
        const [current] = await this.answers.commitments('id', [id]);
        throw conflict({ version: current!.version });
      }
      const more = { aboutId: id, day: on };
      await this.writer.tell(before, input.kept ? 'COMMITMENT_KEPT' : 'COMMITMENT_BROKEN', 'ASKING', more);
      const request = await this.writer.store.get(before.id);
      await this.writer.report(requestEvents.REQUEST_COMMITMENT_SETTLED, request, ['commitments', 'timeline']);
      return request;
    });
  }
}
