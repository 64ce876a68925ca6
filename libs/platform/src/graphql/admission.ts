import { AppError } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import type { Identity } from '../database/scope.js';
import { networkOf } from '../limits/address.js';
import { limits } from '../limits/limits.js';
import { Throttle } from '../limits/throttle.js';
import { Executor, type OperationRequest, type PreparedOperation } from './executor.js';

/** Who asks, and from where. */
export interface Asker {
  identity: Identity;
  address: string;
}

/** How the budget of a caller stands, in points. */
export interface Standing {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

/** Either an operation that may be executed, or why not. */
export type Admitted = { standing: Standing } & ({ prepared: PreparedOperation } | { error: unknown });

/** The one door of both transports: checks an operation and takes what it costs from the budget of its caller. */
@Injectable()
export class Admission {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly executor: Executor,
    private readonly throttle: Throttle,
  ) {}

  /** Never throws; what was refused has cost its caller something too. */
  async admit(request: OperationRequest, { identity, address }: Asker): Promise<Admitted> {
    const limit = identity.automated ? this.config.costPerMinuteServiceClient : this.config.costPerMinute;
    const caller = identity.accountId ? `account ${identity.accountId}` : `address ${networkOf(address)}`;
    let outcome: { prepared: PreparedOperation } | { error: unknown };
    let cost: number = limits.budget.refused;
    try {
      const prepared = this.executor.prepare(request, identity.accountId === null);
      cost = prepared.cost;
      outcome = { prepared };
    } catch (error) {
      outcome = { error };
    }
    try {
      const taken = await this.throttle.take(`budget ${caller}`, limit, limits.budget.windowSeconds, cost);
      return { ...outcome, standing: { limit, ...taken } };
    } catch (error) {
      const wait = error instanceof AppError ? error.args.retryAfterSeconds : undefined;
      return { error, standing: { limit, remaining: 0, resetSeconds: typeof wait === 'number' ? wait : 0 } };
    }
  }
}
