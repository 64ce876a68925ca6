import { Clock } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { Db } from '../database/db.js';
import { JobRunner, type JobWork } from './job-runner.js';
import { JobStore, type JobPayload } from './job.store.js';

/** When, about what and with what. */
export interface JobRequest {
  runAt: Date;
  /** One job of a name and a key is waiting at most: another replaces it. */
  key?: string;
  /** Where the work may record events; the caller must work there. */
  partnershipId?: string;
  payload?: JobPayload;
}

/**
 * Work for later. A job is done by nobody: row-level security shows it nothing, so a room gives its handler what it needs
 * through functions of the owner that ask `platform.running_job()` or `platform.job_partnership_id()`.
 */
@Injectable()
export class Jobs {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: JobStore,
    private readonly runner: JobRunner,
  ) {}

  /**
   * Says what happens when a job of this name is due; call it before the application starts (`onModuleInit`). The work runs
   * in one transaction with the end of its job and may be tried several times: it must have no effect but on the database,
   * where mails are queued too.
   */
  handle(name: string, work: JobWork): void {
    this.runner.add(name, work);
  }

  /**
   * As `handle`, for work that comes back: a cron pattern (minute, hour, day, month, weekday) in Belgian time. Turns that
   * were missed are made up for by one.
   */
  every(name: string, turns: string, work: JobWork): void {
    this.runner.add(name, work, turns);
  }

  /**
   * Promises work as part of the open transaction: it will be done if, and only if, that commits. Replaces what waits under
   * the same name and key; what is being done at this moment is waited for and not replaced.
   * @throws Error for a name without a handler; the database refuses a partnership the caller does not work in.
   */
  async schedule(name: string, { payload = {}, ...request }: JobRequest): Promise<void> {
    if (!this.runner.knows(name)) throw new Error(`nobody handles the job ${name}`);
    await this.db.transaction(async () => {
      await this.store.schedule({ name, payload, ...request });
      if (request.runAt <= this.clock.now()) this.db.afterCommit(() => this.runner.wake());
    });
  }

  /** Takes back, as part of the open transaction, what waits under a name and key; false when there is nothing. */
  cancel(name: string, key: string): Promise<boolean> {
    return this.db.transaction(() => this.store.cancel(name, key));
  }

  /** From now on this process promises work and leaves the doing to others: for a story whose clock is not the real one. */
  leaveToOthers(): Promise<void> {
    return this.runner.beforeApplicationShutdown();
  }

  /** Does everything that is due, here and now: for tests that moved the clock. */
  runDue(): Promise<void> {
    return this.runner.runDue();
  }
}
