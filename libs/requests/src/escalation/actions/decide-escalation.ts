import { caller } from '#libs/access';
import { commonErrors, conflict } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestMails } from '../../conversation/request-mails.js';
import { canEscalate } from '../../lifecycle/deeds.rules.js';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import { clean } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import { Terms } from '../../terms/terms.js';
import type { ConfirmEscalationInput, DecideEscalationInput } from '../escalation.inputs.js';
import { EscalationsStore, type EscalationRow } from '../escalations.store.js';
import { checkApproval } from '../ladder.rules.js';

/** What is decided about a proposed step: approved or refused, then taken by a person. */
@Injectable()
export class DecideEscalation {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly escalations: EscalationsStore,
    private readonly terms: Terms,
    private readonly mails: RequestMails,
  ) {}

  /** Approves a step, for another member municipality than the one that leads, or refuses it. */
  decide(input: DecideEscalationInput): Promise<RequestView> {
    const reason = clean.reason(input.reason);
    return this.db.transaction(async () => {
      const { step, request } = await this.open(input.escalationId, input.expectedVersion, 'request.approve');
      if (step.state !== 'PROPOSED') throw requestErrors.REQUEST_ALREADY_DECIDED();
      const by = { accountId: caller().accountId, municipalityId: await this.writer.actsFor(request.partnershipId) };
      if (!input.approved && !reason) throw requestErrors.REQUEST_REASON_REQUIRED({ field: 'reason' });
      // Who proposed it may well take it back.
      if (input.approved && step.needsApproval)
        checkApproval({ accountId: step.leadId, municipalityId: step.leadFor }, by);
      await this.escalations.decide(step, {
        ...{ state: input.approved ? 'APPROVED' : 'REFUSED', decidedBy: by.accountId, decidedFor: by.municipalityId },
        ...{ decisionReason: reason, decidedAt: this.writer.clock.now() },
      });
      const after = await this.writer.store.get(request.id);
      this.writer.reportInside(requestEvents.ESCALATION_DECIDED, after, ['escalations', 'proposedLevel']);
      return after;
    });
  }

  /** Takes the step: the request goes up, its term begins again, and the actor hears of it. */
  confirm(input: ConfirmEscalationInput): Promise<RequestView> {
    return this.db.transaction(async () => {
      const { step, request: before } = await this.open(input.escalationId, input.expectedVersion, 'request.write');
      if (step.state !== 'APPROVED' && (step.needsApproval || step.state !== 'PROPOSED'))
        throw requestErrors.ESCALATION_NOT_APPROVED();
      this.writer.mustBeOpen(before);
      if (!canEscalate(before.status) || step.level <= before.level)
        throw requestErrors.REQUEST_STEP_NOT_POSSIBLE({ args: { from: before.status, to: 'ESCALATED' } });
      const dueOn = await this.terms.lastDay(this.writer.today(), { days: step.termDays, unit: step.unit });
      await this.escalations.confirm(step, { by: caller().accountId, at: this.writer.clock.now(), dueOn });
      const request = await this.writer.change(before, before.version, {
        ...{ status: 'ESCALATED', level: step.level, dueOn },
      });
      const more = { body: step.addressee, aboutId: step.id, day: dueOn, level: step.level };
      await this.writer.tell(request, 'ESCALATED', 'ASKING', more);
      await this.writer.report(requestEvents.REQUEST_ESCALATED, request, ['status', 'level', 'dueOn', 'timeline']);
      await this.mails.send('ESCALATED', request);
      return request;
    });
  }

  private async open(
    escalationId: string,
    expectedVersion: number,
    capability: string,
  ): Promise<{ step: EscalationRow; request: RequestView }> {
    const id = internalId('RequestEscalation', escalationId, 'escalationId');
    const [found] = await this.escalations.escalations('id', [id]);
    if (!found) throw commonErrors.NOT_FOUND({ field: 'escalationId' });
    // Held, so that of two who decide at once the second sees what the first did.
    await this.writer.store.lock(found.requestId);
    const request = await this.writer.asAsking(found.requestId, capability, 'escalationId');
    const [step] = await this.escalations.escalations('id', [id]);
    if (step!.version !== expectedVersion) {
      const by = step!.confirmedBy ?? step!.decidedBy;
      throw conflict({
        version: step!.version,
        changedBy: await this.writer.nameOf(by),
        changedAt: step!.confirmedAt ?? step!.decidedAt,
      });
    }
    return { step: step!, request };
  }
}
