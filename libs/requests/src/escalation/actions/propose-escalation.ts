import { caller } from '#libs/access';
import { commonErrors, newId } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { canEscalate } from '../../lifecycle/deeds.rules.js';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import { clean } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import type { ProposeEscalationInput } from '../escalation.inputs.js';
import { EscalationsStore } from '../escalations.store.js';
import { needsApproval, nextStep } from '../ladder.rules.js';

/** Proposes the next step of the ladder; nothing goes up by it. */
@Injectable()
export class ProposeEscalation {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly escalations: EscalationsStore,
  ) {}

  run(input: ProposeEscalationInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    const reason = clean.reason(input.reason);
    if (!reason) throw commonErrors.INVALID_INPUT({ field: 'reason', args: { reason: 'REQUIRED' } });
    return this.db.transaction(async () => {
      await this.writer.store.lock(id);
      const request = await this.writer.asAsking(id, 'request.write', 'requestId');
      this.writer.mustBeOpen(request);
      if (!canEscalate(request.status))
        throw requestErrors.REQUEST_STEP_NOT_POSSIBLE({ args: { from: request.status, to: 'ESCALATED' } });
      const step = nextStep(await this.escalations.ladder(request.actorId, this.writer.today()), request.level);
      if (!step) throw requestErrors.ESCALATION_NO_NEXT_LEVEL();
      const by = caller().accountId;
      const proposed = await this.escalations.propose({
        ...{ id: newId(), partnershipId: request.partnershipId, requestId: id, level: step.level },
        ...{ addressee: step.addressee, termDays: step.termDays, unit: step.unit, needsApproval: needsApproval(step) },
        ...{ reason, proposedBy: by, proposedAt: this.writer.clock.now() },
        ...{ leadId: by, leadFor: await this.writer.actsFor(request.partnershipId) },
      });
      if (!proposed) throw requestErrors.ESCALATION_OPEN();
      const after = await this.writer.store.get(id);
      this.writer.reportInside(requestEvents.ESCALATION_PROPOSED, after, ['escalations', 'proposedLevel']);
      return after;
    });
  }
}
