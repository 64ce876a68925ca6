import { Clock } from '#libs/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Db } from '../database/db.js';
import { NOBODY } from '../database/scope.js';
import { describeBug } from '../graphql/describe-bug.js';
import { Health } from '../http/health.js';
import { pauseAfter } from '../mail/mail.rules.js';
import { JobTooSlow, MOST_ATTEMPTS, nextTurn, problemOf } from './job.rules.js';
import { JobStore, type Job, type TakenJob } from './job.store.js';

/** How often due jobs are looked for when nobody says that there are any, in milliseconds. */
const LOOK_EVERY_MS = 2_000;
/** For so long jobs belong to who took them and has not begun, in milliseconds: after that to another process. */
const LEASE_MS = 10_000;
/** The work of one job is broken off after so long, in milliseconds. */
const WORK_MS = 60_000;
/** Jobs that are done beside each other in one process, and how many each takes at once. */
const LANES = 3;
const BATCH = 10;
/** A job that is so long overdue, in milliseconds, is a sign that something is wrong. */
const LATE_MS = 5 * 60_000;

/** What a room does when a job of its name is due. */
export type JobWork = (job: Job) => Promise<void>;

/** Does due jobs, beside other processes that do the same: at least one attempt, exactly one effect in the database. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('jobs');
  private readonly works = new Map<string, JobWork>();
  private readonly turns = new Map<string, string>();
  private readonly lanes: number;
  private timer?: NodeJS.Timeout;
  private work?: Promise<void>;
  private again = false;
  private state: 'waiting' | 'running' | 'ended' = 'waiting';
  private planned = false;
  private away = false;

  constructor(
    private readonly db: Db,
    private readonly store: JobStore,
    private readonly clock: Clock,
    private readonly health: Health,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.lanes = Math.max(1, Math.min(LANES, Math.floor(config.databasePool / 3)));
  }

  /** @throws Error for a second handler of one name. */
  add(name: string, work: JobWork, turns?: string): void {
    if (this.works.has(name)) throw new Error(`the job ${name} has two handlers`);
    this.works.set(name, work);
    if (!turns) return;
    this.turns.set(name, turns);
    this.planned = false;
  }

  knows(name: string): boolean {
    return this.works.has(name);
  }

  onApplicationBootstrap(): void {
    if (this.config.doesJobs) this.state = 'running';
    this.health.add('jobs', async () => {
      const late = new Date(this.clock.now().getTime() - LATE_MS);
      const state = await this.store.state([...this.works.keys()], late).catch(() => undefined);
      return state && state.late === 0 && state.givenUp === 0 ? 'ok' : 'degraded';
    });
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.state = 'ended';
    clearTimeout(this.timer);
    await this.work;
  }

  /** Something may be due. */
  wake(): void {
    if (this.state !== 'running') return;
    this.again = true;
    this.work ??= this.empty().finally(() => {
      this.work = undefined;
      if (this.state === 'ended') return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.wake(), LOOK_EVERY_MS).unref();
      if (this.again) this.wake();
    });
  }

  /** Everything that is due by the clock has had its attempt once this is over. */
  async runDue(): Promise<void> {
    this.wake();
    while (this.work) await this.work;
  }

  private async empty(): Promise<void> {
    this.again = false;
    if (this.works.size === 0) return;
    try {
      await this.plan();
      await Promise.all(Array.from({ length: this.lanes }, () => this.lane()));
      this.away = false;
    } catch (error) {
      // The database is away; the jobs are still there when it is back.
      if (!this.away) this.log.warn(`jobs cannot be read: ${problemOf(error)}`);
      this.away = true;
    }
  }

  /** Writes down when what comes back comes first; what stands there already keeps its turn. */
  private async plan(): Promise<void> {
    if (this.planned) return;
    for (const [name, turns] of this.turns) await this.store.plan(name, turns, nextTurn(turns, this.clock.now()));
    this.planned = true;
  }

  private async lane(): Promise<void> {
    while (this.state === 'running') {
      const taken = await this.store.take([...this.works.keys()], LEASE_MS, BATCH);
      if (taken.length === 0) return;
      for (const [index, job] of taken.entries()) {
        if (this.ended()) return this.store.release(taken.slice(index));
        await this.attempt(job);
      }
    }
  }

  private ended(): boolean {
    return this.state === 'ended';
  }

  private async attempt(job: TakenJob): Promise<void> {
    // Taken often, and never heard of again: whoever took it did not live to tell.
    if (job.attempts > MOST_ATTEMPTS) return this.failed(job, 'CRASHED');
    try {
      await this.db.run({ ...NOBODY, jobId: job.id }, () => this.db.transaction(() => this.perform(job)));
    } catch (error) {
      // The first time says where; after that how often is enough.
      const what = job.attempts === 1 ? describeBug(error) : problemOf(error);
      this.log.warn(`job ${job.name} ${job.id} failed at attempt ${job.attempts}: ${what}`);
      await this.failed(job, problemOf(error));
    }
  }

  private async perform(job: TakenJob): Promise<void> {
    if (!(await this.store.hold(job))) return;
    let late: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      late = setTimeout(() => reject(new JobTooSlow(`the job did not end within ${WORK_MS} ms`)), WORK_MS);
    });
    try {
      await Promise.race([this.works.get(job.name)!(job), deadline]);
    } finally {
      clearTimeout(late);
    }
    // After the events of the work, which are written under the rights of the job.
    this.db.beforeCommit(() => this.store.finish(job, this.nextTurnOf(job)));
  }

  private nextTurnOf({ cron }: TakenJob): Date | null {
    return cron === null ? null : nextTurn(cron, this.clock.now());
  }

  private async failed(job: TakenJob, problem: string): Promise<void> {
    const now = this.clock.now();
    const final = job.attempts >= MOST_ATTEMPTS;
    const again = new Date(now.getTime() + pauseAfter(job.attempts));
    const next = final ? this.nextTurnOf(job) : again;
    if (final) this.log.error(`job ${job.name} ${job.id} is given up after ${job.attempts} attempts (${problem})`);
    await this.store.failed(job, next, problem, final);
  }
}
