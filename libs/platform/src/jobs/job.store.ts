import { Clock, newId } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Db } from '../database/db.js';

/** What a job carries: ids and numbers, at most 8 KiB, never what people wrote. */
export type JobPayload = Readonly<Record<string, unknown>>;

/** Work that was promised. */
export interface Job<P extends JobPayload = JobPayload> {
  id: string;
  name: string;
  key: string | null;
  /** The only partnership in which it may record events. */
  partnershipId: string | null;
  payload: P;
  /** When it was to happen; later than that it is after downtime or a failure. */
  runAt: Date;
  /** 1 the first time. */
  attempts: number;
}

/** A job one has taken. */
export interface TakenJob extends Job {
  claim: string;
  cron: string | null;
}

/** How the jobs are doing; counted up to a thousand. */
export interface JobsState {
  late: number;
  givenUp: number;
}

/** What is asked for. */
export interface NewJob {
  name: string;
  key?: string;
  partnershipId?: string;
  payload: JobPayload;
  runAt: Date;
}

const COLUMNS = `id, name, key, partnership_id as "partnershipId", payload, run_at as "runAt", attempts, claim, cron`;

/** The table of jobs, through the functions that open it. */
@Injectable()
export class JobStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    // Looking for work belongs to no scope, and to no transaction.
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async schedule({ name, key, partnershipId, payload, runAt }: NewJob): Promise<void> {
    await this.db.query(`select platform.schedule_job($1, $2, $3, $4, $5, $6, $7)`, [
      ...[newId(), name, key ?? null, partnershipId ?? null, JSON.stringify(payload), runAt, this.clock.now()],
    ]);
  }

  async cancel(name: string, key: string): Promise<boolean> {
    const [row] = await this.db.query<{ gone: boolean }>(`select platform.cancel_job($1, $2) as gone`, [name, key]);
    return row?.gone ?? false;
  }

  async plan(name: string, cron: string, first: Date): Promise<void> {
    await this.ask(`select platform.plan_job($1, $2, $3, $4, $5)`, [newId(), name, cron, first, this.clock.now()]);
  }

  /** Due jobs of these names, which are the caller's alone for the length of the lease, the oldest first. */
  async take(names: readonly string[], leaseMs: number, most: number): Promise<TakenJob[]> {
    const sql = `select ${COLUMNS} from platform.take_jobs($1, $2, $3 * interval '1 ms', $4) order by run_at, id`;
    return this.ask(sql, [names, this.clock.now(), leaseMs, most]);
  }

  /** Holds a job for the open transaction; false when it was replaced, taken back or given to another meanwhile. */
  async hold({ id, claim }: TakenJob): Promise<boolean> {
    const [row] = await this.db.query<{ held: boolean }>(`select platform.hold_job($1, $2) as held`, [id, claim]);
    return row?.held ?? false;
  }

  /** Ends a job in the open transaction, until its next turn if it has one. */
  async finish({ id, claim }: TakenJob, next: Date | null): Promise<void> {
    await this.db.query(`select platform.finish_job($1, $2, $3)`, [id, claim, next]);
  }

  async failed({ id, claim }: TakenJob, next: Date | null, problem: string, final: boolean): Promise<void> {
    const values = [id, claim, this.clock.now(), next, problem, final];
    await this.ask(`select platform.fail_job($1, $2, $3, $4, $5, $6)`, values);
  }

  /** Gives back what was taken and not begun. */
  async release(jobs: readonly TakenJob[]): Promise<void> {
    await this.ask(`select platform.release_jobs($1)`, [jobs.map(({ claim }) => claim)]);
  }

  async state(names: readonly string[], lateBefore: Date): Promise<JobsState> {
    const sql = `select late, given_up as "givenUp" from platform.jobs_state($1, $2)`;
    return (await this.ask<JobsState>(sql, [names, lateBefore]))[0]!;
  }

  private ask<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.dataSource.query(sql, values);
  }
}
