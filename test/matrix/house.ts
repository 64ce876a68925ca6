import 'reflect-metadata';
import { callerFor, type Caller, type CurrentMandate } from '#libs/access';
import { newId } from '#libs/kernel';
import { Authenticator, Db, Executor, formatError, NOBODY, type Identity } from '#libs/platform';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { startInProcess, type InProcessApi } from '../support/app.js';
import type { Answer } from '../support/client.js';

/** Tables that may be written whatever the answer is: what was asked is remembered and recorded. */
const RECORDS = /^(audit\.|platform\.mutations$|access\.sessions$)/;

/** Rows a transaction has written, by table. */
export type Written = Record<string, number>;

const WRITTEN = `
  select schemaname || '.' || relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as rows
  from pg_stat_xact_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0`;
const FORGET = `select pg_stat_force_next_flush()`;

/**
 * The API inside the test process, with the transports left out. While `dry`, what would be committed is counted and
 * rolled back, so that every question finds the same world, also the thousandth change of the same task.
 */
export class House {
  dry = false;
  /** What the last operation would have committed, without what is only a record of it. */
  written: Written = {};
  /** Partnerships in which the first wall takes everybody for a manager. */
  deceivedAbout: readonly string[] = [];

  private constructor(
    readonly api: InProcessApi,
    readonly db: Db,
    private readonly executor: Executor,
    private readonly authenticator: Authenticator,
  ) {}

  static async open(databaseUrl: string): Promise<House> {
    const api = await startInProcess(databaseUrl);
    const { app } = api;
    const house = new House(api, app.get(Db), app.get(Executor), app.get(Authenticator));
    house.countWrites(app.get<DataSource>(getDataSourceToken()));
    return house;
  }

  get schema(): GraphQLSchema {
    return this.executor.schema;
  }

  close(): Promise<void> {
    return this.api.app.close();
  }

  /** Who the holder of a token is now. */
  async identity(token: string | undefined): Promise<Identity> {
    const identity = await this.authenticator.authenticate(token ? { authorization: `Bearer ${token}` } : {});
    return identity.accountId && this.deceivedAbout.length > 0 ? this.deceived(identity as Caller) : identity;
  }

  async execute(identity: Identity, query: string, variables: Record<string, unknown> = {}): Promise<Answer<unknown>> {
    this.written = {};
    try {
      const result = await this.executor.execute(this.executor.prepare({ query, variables }), identity);
      return JSON.parse(JSON.stringify(result)) as Answer<unknown>;
    } catch (error) {
      return JSON.parse(JSON.stringify({ errors: [formatError(error)] })) as Answer<unknown>;
    }
  }

  /** The first events of a stream, up to the one that fits or the end; the error it was refused with instead. */
  async stream(
    identity: Identity,
    query: string,
    variables: Record<string, unknown>,
    isLast: (answer: Answer<unknown>) => boolean,
  ): Promise<Answer<unknown>[]> {
    const answers: Answer<unknown>[] = [];
    const started = await this.executor
      .subscribe(this.executor.prepare({ query, variables }), () => identity)
      .catch((error: unknown) => ({ errors: [formatError(error)] }));
    if (!(Symbol.asyncIterator in started)) return [JSON.parse(JSON.stringify(started)) as Answer<unknown>];
    for (;;) {
      const { done, value } = await started.next();
      if (done) return answers;
      const answer = JSON.parse(JSON.stringify(value)) as Answer<unknown>;
      answers.push(answer);
      if (!isLast(answer)) continue;
      await started.return(undefined);
      return answers;
    }
  }

  /** Work in a scope of somebody's. */
  as<T>(identity: Identity | undefined, work: () => Promise<T>): Promise<T> {
    return this.db.run(identity ?? NOBODY, work);
  }

  private deceived(caller: Caller): Caller {
    const { organisationId } = caller;
    const mandates = this.deceivedAbout.map((partnershipId): CurrentMandate => ({
      ...{ id: newId(), partnershipId, organisationId: organisationId ?? newId(), directoryId: null },
      ...{ role: 'MANAGER', policyDomains: [], decidedBy: null, version: 1 },
      ...{ validFrom: '2020-01-01', validUntil: null },
    }));
    return callerFor({ ...caller, mandates });
  }

  private countWrites(dataSource: DataSource): void {
    const create = dataSource.createQueryRunner.bind(dataSource);
    dataSource.createQueryRunner = (...args) => {
      const runner = create(...args);
      const commit = runner.commitTransaction.bind(runner);
      const rollBack = runner.rollbackTransaction.bind(runner);
      // The database keeps its counts until it has passed them on: made to do so, they are those of one transaction.
      runner.rollbackTransaction = async () => {
        await rollBack();
        if (this.dry) await runner.query(FORGET);
      };
      runner.commitTransaction = async () => {
        if (!this.dry) {
          await commit();
          await runner.query(FORGET);
          return;
        }
        const counted = (await runner.query(WRITTEN)) as unknown as { name: string; rows: number }[];
        for (const { name, rows } of counted)
          if (!RECORDS.test(name)) this.written[name] = (this.written[name] ?? 0) + rows;
        await runner.rollbackTransaction();
      };
      return runner;
    };
  }
}
