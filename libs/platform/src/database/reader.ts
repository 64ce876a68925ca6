import type { Pool, PoolClient } from 'pg';
import { QueryFailedError, type DataSource } from 'typeorm';
import type { Identity } from './scope.js';
import { statementName } from './statement-names.js';

/** What a transaction tells row-level security about whoever it runs for, and that compiling short statements costs more than it saves. */
export const settingsOf = (identity: Identity): Record<string, string> => ({
  'app.account_id': identity.accountId ?? '',
  'app.organisation_id': identity.organisationId ?? '',
  'app.partnership_id': identity.partnershipId ?? '',
  'app.preview': identity.fromOutside ? 'on' : '',
  ...(identity.jobId && { 'app.job_id': identity.jobId }),
  ...identity.settings,
  jit: 'off',
});

const SET_FOR_TRANSACTION = `select set_config(name, value, true) from unnest($1::text[], $2::text[]) as settings (name, value)`;

/** The pool under TypeORM: reading needs neither its runners nor its events. */
export const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as unknown as { master: Pool }).master;

/** One statement; prepared once per connection when its text comes back. */
export const send = async <T>(client: Pick<PoolClient, 'query'>, sql: string, values: unknown[]): Promise<T[]> => {
  try {
    return (await client.query({ name: statementName(sql), text: sql, values })).rows as T[];
  } catch (error) {
    throw new QueryFailedError(sql, values, error as Error);
  }
};

/** Lets row-level security know whom the open transaction is for, until it ends. */
export const setForTransaction = (client: PoolClient, identity: Identity): Promise<unknown> => {
  const settings = settingsOf(identity);
  return send(client, SET_FOR_TRANSACTION, [Object.keys(settings), Object.values(settings)]);
};

/** One statement in a transaction of its own, for nobody: row-level security finds no setting and shows nothing. */
export const readAsNobody = <T>(dataSource: DataSource, sql: string, values: unknown[]): Promise<T[]> =>
  send(poolOf(dataSource), sql, values);

/**
 * A read-only transaction for one identity: all its statements see the database as it was at the first one. Its beginning
 * travels with its first statement, its end waits for nobody.
 */
export class Reader {
  private failure?: Error;
  /** A statement failed: perhaps the connection did. */
  private doubtful = false;

  private constructor(
    private readonly client: PoolClient,
    private readonly opened: Promise<unknown>,
  ) {
    client.on('error', this.fail);
  }

  static async open(dataSource: DataSource, identity: Identity): Promise<Reader> {
    const client = await poolOf(dataSource).connect();
    const opened = Promise.all([
      client.query('begin isolation level repeatable read, read only'),
      setForTransaction(client, identity),
    ]);
    // Whoever asks something hears of it.
    opened.catch(() => undefined);
    return new Reader(client, opened);
  }

  async query<T>(sql: string, values: unknown[]): Promise<T[]> {
    // Sent behind the beginning and without waiting for it; should that fail, row-level security shows this nothing.
    try {
      const [, rows] = await Promise.all([this.opened, send<T>(this.client, sql, values)]);
      return rows;
    } catch (error) {
      this.doubtful = true;
      throw error;
    }
  }

  /** Ends the transaction. The connection answers in order: whoever gets it next comes behind the end. */
  async close(): Promise<void> {
    const { client } = this;
    const opened = await this.opened.then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    const ended = client.query('commit').catch(this.fail);
    // Nobody gets a connection of which it is not known whether it still answers.
    if (this.doubtful) await ended;
    client.removeListener('error', this.fail);
    client.release(this.failure ?? opened);
  }

  private readonly fail = (error: Error): void => {
    this.failure = error;
  };
}
