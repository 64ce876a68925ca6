import { addDays } from '#libs/kernel';
import { nextStep } from '../escalation/ladder.rules.js';
import { awaitsAnswer, type RequestStatus } from '../lifecycle/request.workflow.js';
import { lastDay, momentInBrussels, type TermUnit } from '../terms/term.rules.js';
import type { WorkCalendar } from '../terms/workdays.rules.js';

/** The job that is the clock of a request. */
export const CLOCK_JOB = 'requests.clock';

/** At which hour, in Brussels, clocks go off: when offices open. */
export const CLOCK_HOUR = 8;

/** What of a request the clocks depend on. */
export interface ClockFacts {
  status: RequestStatus;
  level: number;
  dueOn: string | null;
  /** When somebody last reminded the actor. */
  remindedAt: string | null;
  /** The last day for which the clock itself reminded. */
  clockRemindedFor: string | null;
  ladder: readonly { level: number; graceDays: number; unit: TermUnit }[];
  /** A step is proposed or approved already. */
  proposalOpen: boolean;
  /** Steps the clock proposed, and for which last day: never twice for one. */
  clockProposals: readonly { level: number; dueOn: string }[];
  commitments: readonly { id: string; dueOn: string; settled: boolean; followedUp: boolean }[];
}

/** Something that is to happen at a moment: it reminds or proposes, and never takes a step. */
export type DueClock =
  | { kind: 'REMIND'; at: Date; dueOn: string }
  | { kind: 'PROPOSE'; at: Date; dueOn: string; level: number }
  | { kind: 'FOLLOW_UP'; at: Date; commitmentId: string };

const morningAfter = (day: string): Date => momentInBrussels(addDays(day, 1), CLOCK_HOUR);

/**
 * Every clock of a request that still has to go off, first one first. Those in the past were missed, and go off now: one
 * for each thing, however long the silence was.
 */
export const clocksOf = (facts: ClockFacts, calendar: WorkCalendar): DueClock[] => {
  const clocks: DueClock[] = [];
  const { dueOn } = facts;
  if (dueOn && awaitsAnswer(facts.status)) {
    const passed = morningAfter(dueOn);
    // Whoever reminded after the last day did what the clock would have done.
    const reminded =
      facts.clockRemindedFor === dueOn || (facts.remindedAt !== null && Date.parse(facts.remindedAt) >= +passed);
    if (!reminded) clocks.push({ kind: 'REMIND', at: passed, dueOn });
    const step = nextStep(facts.ladder, facts.level);
    const proposed = facts.clockProposals.some((each) => each.level === step?.level && each.dueOn === dueOn);
    if (step && !facts.proposalOpen && !proposed) {
      const grace = lastDay(dueOn, { days: step.graceDays, unit: step.unit }, calendar);
      clocks.push({ kind: 'PROPOSE', at: morningAfter(grace), dueOn, level: step.level });
    }
  }
  for (const { id, dueOn: promised, settled, followedUp } of facts.commitments)
    if (!settled && !followedUp && facts.status !== 'CLOSED' && facts.status !== 'WITHDRAWN')
      clocks.push({ kind: 'FOLLOW_UP', at: morningAfter(promised), commitmentId: id });
  return clocks.sort((a, b) => +a.at - +b.at);
};

/** Those that are due at a moment, and when the next one after them goes off. */
export const dueAt = (clocks: readonly DueClock[], now: Date): { due: DueClock[]; next: Date | undefined } => ({
  due: clocks.filter(({ at }) => at <= now),
  next: clocks.find(({ at }) => at > now)?.at,
});
