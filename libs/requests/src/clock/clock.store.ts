import { newId } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { LadderStepRow } from '../escalation/escalations.store.js';
import type { RequestView } from '../requests.store.js';
import type { HolidayRule } from '../terms/workdays.rules.js';
import type { ClockFacts } from './clocks.rules.js';

type Step = Pick<LadderStepRow, 'level' | 'addressee' | 'graceDays' | 'termDays' | 'unit' | 'needsApproval'>;

/** What the job of a request is told of it, who is nobody and sees no row. */
export interface ClockView
  extends
    ClockFacts,
    Pick<
      RequestView,
      | 'id'
      | 'partnershipId'
      | 'actorId'
      | 'year'
      | 'number'
      | 'title'
      | 'contactName'
      | 'contactEmail'
      | 'contactLanguage'
      | 'version'
    > {
  basis: string | null;
  municipalities: string[];
  holidays: HolidayRule[];
  ladder: Step[];
}

/** What the clock reads and does, through functions that ask whose job it is. */
@Injectable()
export class ClockStore {
  constructor(private readonly db: Db) {}

  /** Undefined for a request that is not of the partnership of the job, or gone. */
  async facts(requestId: string, today: string): Promise<ClockView | undefined> {
    const [row] = await this.db.query<{ facts: ClockView | null }>(`select requests.clock_facts($1, $2) as facts`, [
      requestId,
      today,
    ]);
    return row?.facts ?? undefined;
  }

  /** Answers whether it was still to be done. */
  remind(requestId: string, dueOn: string, now: Date): Promise<boolean> {
    return this.ask(`requests.clock_remind($1, $2, $3, $4)`, [requestId, newId(), dueOn, now]);
  }

  /** Answers whether it was still to be done. */
  propose(requestId: string, dueOn: string, step: Step, reason: string, now: Date): Promise<boolean> {
    return this.ask(`requests.clock_propose($1, $2, $3, $4, $5, $6)`, [
      ...[requestId, newId(), dueOn, JSON.stringify(step), reason, now],
    ]);
  }

  /** Answers whether it was still to be done. */
  followUp(commitmentId: string, now: Date): Promise<boolean> {
    return this.ask(`requests.clock_follow_up($1, $2, $3)`, [commitmentId, newId(), now]);
  }

  private async ask(call: string, values: unknown[]): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>(`select ${call} as done`, values);
    return row!.done;
  }
}
