import { caller } from '#libs/access';
import { commonErrors, newId } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { awaitsAnswer } from '../../lifecycle/request.workflow.js';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import { clean } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import { Terms } from '../../terms/terms.js';
import type { AskRequestExtensionInput, DecideRequestExtensionInput } from '../answer.inputs.js';
import { AnswersStore } from '../answers.store.js';

/** More time: the actor asks, the asking side decides, unless the law gives it to whoever tells why in time. */
@Injectable()
export class AskMoreTime {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly terms: Terms,
    private readonly answers: AnswersStore,
  ) {}

  ask(input: AskRequestExtensionInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    const reason = clean.reason(input.reason);
    if (!reason) throw commonErrors.INVALID_INPUT({ field: 'reason', args: { reason: 'REQUIRED' } });
    return this.db.transaction(async () => {
      await this.writer.store.lock(id);
      const before = await this.writer.asActor(id, 'requestId');
      this.mustAwait(before);
      if (input.untilOn <= before.dueOn!)
        throw requestErrors.REQUEST_EXTENSION_NOT_LATER({ field: 'untilOn', args: { dueOn: before.dueOn } });
      if (before.extensionAsked) throw requestErrors.REQUEST_EXTENSION_OPEN();
      const byLaw = await this.isByLaw(before, input.untilOn);
      const extension = { id: newId(), partnershipId: before.partnershipId, requestId: id, untilOn: input.untilOn };
      const asked = { askedBy: caller().accountId, askedAt: this.writer.clock.now() };
      await this.answers.addExtension({ ...extension, reason, byLaw, state: byLaw ? 'GRANTED' : 'ASKED', ...asked });
      const more = { aboutId: extension.id, day: input.untilOn };
      await this.writer.tell(before, 'EXTENSION_ASKED', 'ACTOR', { ...more, body: reason });
      if (byLaw) {
        await this.writer.change(before, before.version, { dueOn: input.untilOn });
        await this.writer.tell(before, 'EXTENSION_GRANTED', 'ACTOR', more);
      }
      const request = await this.writer.store.get(id);
      await this.writer.report(requestEvents.REQUEST_EXTENSION_ASKED, request, ['extensions', 'dueOn', 'timeline']);
      return request;
    });
  }

  decide(input: DecideRequestExtensionInput): Promise<RequestView> {
    const extensionId = internalId('RequestExtension', input.extensionId, 'extensionId');
    const reason = clean.reason(input.reason);
    return this.db.transaction(async () => {
      const [extension] = await this.answers.extensions('id', [extensionId]);
      if (!extension) throw commonErrors.NOT_FOUND({ field: 'extensionId' });
      await this.writer.store.lock(extension.requestId);
      const before = await this.writer.asAsking(extension.requestId, 'request.write', 'extensionId');
      const state = input.granted ? 'GRANTED' : 'REFUSED';
      const [by, at] = [caller().accountId, this.writer.clock.now()];
      if (!(await this.answers.decide(extensionId, state, reason, by, at)))
        throw requestErrors.REQUEST_ALREADY_DECIDED();
      if (input.granted) {
        this.mustAwait(before);
        // A higher step may have set a later day meanwhile.
        const dueOn = extension.untilOn > before.dueOn! ? extension.untilOn : before.dueOn;
        await this.writer.change(before, before.version, { dueOn });
      }
      const more = { body: reason, aboutId: extensionId, day: input.granted ? extension.untilOn : null };
      await this.writer.tell(before, input.granted ? 'EXTENSION_GRANTED' : 'EXTENSION_REFUSED', 'ASKING', more);
      const request = await this.writer.store.get(before.id);
      await this.writer.report(requestEvents.REQUEST_EXTENSION_DECIDED, request, ['extensions', 'dueOn', 'timeline']);
      return request;
    });
  }

  private mustAwait(request: RequestView): void {
    this.writer.mustBeOpen(request);
    if (!awaitsAnswer(request.status))
      throw requestErrors.REQUEST_STEP_NOT_POSSIBLE({ args: { from: request.status, to: request.status } });
  }

  /** Within the longest term of the law, told before the first one passed, and only once. */
  private async isByLaw(request: RequestView, untilOn: string): Promise<boolean> {
    if (request.level > 0 || request.dueOn! < this.writer.today()) return false;
    const before = await this.answers.extensions('request_id', [request.id]);
    if (before.some(({ byLaw }) => byLaw)) return false;
    const latest = await this.terms.extendedByLaw(request.legalTermCode, await this.terms.startOf(request));
    return latest !== null && untilOn <= latest;
  }
}
