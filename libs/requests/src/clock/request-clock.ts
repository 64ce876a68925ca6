import { Clock } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Db, Jobs } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AnswersStore } from '../answers/answers.store.js';
import { RequestMails } from '../conversation/request-mails.js';
import { EscalationsStore } from '../escalation/escalations.store.js';
import { needsApproval } from '../escalation/ladder.rules.js';
import { requestEvents } from '../request.events.js';
import type { RequestView } from '../requests.store.js';
import { TermsStore } from '../terms/terms.store.js';
import { WorkCalendar } from '../terms/workdays.rules.js';
import { ClockStore, type ClockView } from './clock.store.js';
import { CLOCK_JOB, clocksOf, dueAt, type DueClock } from './clocks.rules.js';

const inDutch = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'long', timeZone: 'UTC' });

/**
 * The clock of each request: one job, for the next thing that is due. It reminds the actor, proposes the next step and asks
 * after promises, when nobody is looking; what was missed while the server was down happens once it is back. Nothing goes up
 * by it.
 */
@Injectable()
export class RequestClock implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly store: ClockStore,
    private readonly mails: RequestMails,
    private readonly answers: AnswersStore,
    private readonly escalations: EscalationsStore,
    private readonly terms: TermsStore,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(CLOCK_JOB, async ({ payload }) => this.goOff(String(payload.requestId)));
  }

  /** Sets the clock anew, as part of the change that moves it. */
  async plan(request: RequestView): Promise<void> {
    if (!request.sentAt) return;
    const [ladder, commitments, proposals, calendar] = await Promise.all([
      this.escalations.ladder(request.actorId, this.clock.today()),
      this.answers.commitments('request_id', [request.id]),
      this.escalations.escalations('request_id', [request.id]),
      this.terms.calendar(),
    ]);
    // The actor sees no proposals, and may set it too early: the job looks again, at everything.
    const [next] = clocksOf(
      {
        ...{ status: request.status, level: request.level, dueOn: request.dueOn, remindedAt: request.remindedAt },
        ...{ clockRemindedFor: null, ladder },
        proposalOpen: proposals.some(({ state }) => state === 'PROPOSED' || state === 'APPROVED'),
        clockProposals: proposals.flatMap(({ level, clockDueOn }) =>
          clockDueOn ? [{ level, dueOn: clockDueOn }] : [],
        ),
        commitments: commitments.map((promise) => ({
          ...{ id: promise.id, dueOn: promise.dueOn, settled: promise.outcome !== null, followedUp: false },
        })),
      },
      calendar,
    );
    if (next) await this.set(request, next.at);
    else await this.jobs.cancel(CLOCK_JOB, request.id);
  }

  private set({ id, partnershipId }: Pick<RequestView, 'id' | 'partnershipId'>, runAt: Date): Promise<void> {
    return this.jobs.schedule(CLOCK_JOB, { runAt, key: id, partnershipId, payload: { requestId: id } });
  }

  private async goOff(requestId: string): Promise<void> {
    const now = this.clock.now();
    const before = await this.store.facts(requestId, this.clock.today());
    if (!before) return;
    const calendar = new WorkCalendar(before.holidays);
    for (const clock of dueAt(clocksOf(before, calendar), now).due) await this.happen(before, clock, now);
    const after = await this.store.facts(requestId, this.clock.today());
    const next = after && dueAt(clocksOf(after, calendar), now).next;
    // After the events: a job that is set anew is no longer the one that may report them.
    if (next) this.db.beforeCommit(() => this.set(after, next));
  }

  private async happen(request: ClockView, clock: DueClock, now: Date): Promise<void> {
    switch (clock.kind) {
      case 'REMIND':
        if (!(await this.store.remind(request.id, clock.dueOn, now))) return;
        this.report(requestEvents.REQUEST_REMINDED, request, ['reminders', 'remindedAt', 'timeline'], 1);
        await this.mails.write('REMINDED', { ...request, late: true }, request.municipalities, request.basis);
        return;
      case 'PROPOSE': {
        const step = request.ladder.find(({ level }) => level === clock.level)!;
        const reason = `Geen antwoord tegen ${inDutch.format(new Date(`${clock.dueOn}T12:00:00Z`))}.`;
        const proposed = { ...step, needsApproval: needsApproval(step) };
        if (await this.store.propose(request.id, clock.dueOn, proposed, reason, now))
          this.report(requestEvents.ESCALATION_PROPOSED, request, ['escalations', 'proposedLevel']);
        return;
      }
      case 'FOLLOW_UP':
        if (await this.store.followUp(clock.commitmentId, now))
          this.report(requestEvents.REQUEST_COMMITMENT_DUE, request, ['commitments', 'timeline']);
    }
  }

  private report(type: string, request: ClockView, changedFields: readonly string[], changes = 0): void {
    const { id, partnershipId, actorId, version } = request;
    this.events.record({
      ...{ partnershipId, type, changedFields, version: version + changes },
      ...{ subjectType: 'Request', subjectId: id },
      partyIds: type === requestEvents.ESCALATION_PROPOSED ? [] : [actorId],
    });
  }
}
