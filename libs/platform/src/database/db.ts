import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import { DataSource, QueryFailedError, QueryRunnerAlreadyReleasedError, type EntityManager } from 'typeorm';
import { poolOf, Reader, readAsNobody, send, setForTransaction } from './reader.js';
import { ambient, runIn, type Identity, type Scope, type WriteTransaction } from './scope.js';
import { coalesceWrites } from './coalesce.js';

// Deadlock and serialisation failure: Postgres asks to try the whole transaction again.
const RETRYABLE = new Set(['40P01', '40001']);
const ATTEMPTS = 4;

/** Waits for all, also when one failed, and throws what the first one that failed did. */
const allOf = async (parts: readonly Promise<unknown>[]): Promise<void> => {
  await Promise.allSettled(parts);
  await Promise.all(parts);
};

/** Told of every statement; for tests that count them. */
export type StatementListener = (sql: string) => void;

/**
 * The one door to the database. Every statement runs inside a scope (`run`), and so under row-level security
 * with that scope's identity: reads in a read-only transaction opened at the first statement, writes in `transaction`.
 */
@Injectable()
export class Db {
  private readonly listeners = new Set<StatementListener>();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {
    coalesceWrites(poolOf(dataSource));
  }

  /**
   * Opens a scope for an identity; the read connection it may open is given back at the end. Work that goes on for long
   * asks `current` who this is by then.
   */
  async run<T>(identity: Identity, work: () => Promise<T>, current = async () => identity): Promise<T> {
    const scope: Scope = { identity, current, memory: new Map(), queue: Promise.resolve() };
    try {
      return await runIn(scope, undefined, work);
    } finally {
      const open = [scope, ...(scope.branches ?? [])];
      // When one part failed others may still be at work; what they opened from now on nobody would give back.
      for (const each of open) each.over = true;
      for (const each of open) await this.closeReader(each);
    }
  }

  /** A scope inside the current one in which another identity reads; it ends with the current one. */
  async branch(identity: Identity): Promise<Scope> {
    const { scope } = this.here();
    // Two connections held by one request could leave a full pool waiting for itself.
    await this.closeReader(scope);
    const branch: Scope = {
      ...{ identity, current: async () => identity, readOnly: true },
      ...{ memory: new Map(), queue: Promise.resolve() },
    };
    (scope.branches ??= []).push(branch);
    return branch;
  }

  /** Rows of one parameterised statement. */
  async query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    const { scope, transaction } = this.here();
    const tell = () => this.listeners.forEach((listener) => listener(sql));
    if (!transaction) {
      // Sent one behind the other without waiting for answers: what one turn asks is one trip.
      const reader = (scope.reader ??= Reader.open(this.dataSource, scope.identity));
      const rows = reader.then((open) => {
        tell();
        return open.query<T>(sql, parameters);
      });
      scope.queue = Promise.allSettled([scope.queue, rows]).then(() => undefined);
      return rows;
    }
    // The connection broke, or the transaction is over and somebody else may have it by now.
    if (transaction.runner.isReleased) throw new QueryRunnerAlreadyReleasedError();
    tell();
    return send<T>(transaction.client, sql, parameters);
  }

  /** Rows of one statement that needs no rights, outside of every scope: for functions of the owner that check for themselves. */
  async queryAsNobody<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    this.listeners.forEach((listener) => listener(sql));
    return readAsNobody<T>(this.dataSource, sql, parameters);
  }

  /**
   * Runs work in one write transaction; inside another one it simply joins. Retried when Postgres reports a deadlock,
   * so work must load what it decides on itself and have no effect but on the database.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const { scope, transaction } = this.here();
    if (scope.readOnly) throw new Error('this scope only reads');
    if (transaction) return work();
    // Never hold two connections: a full pool of holders that wait for a second one would stand still for ever.
    await this.closeReader(scope);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(scope, work);
      } catch (error) {
        const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
        if (attempt === ATTEMPTS || !code || !RETRYABLE.has(code)) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 10 * (1 + Math.random())));
      }
    }
  }

  /** The entity manager of the open write transaction. */
  get manager(): EntityManager {
    const transaction = this.here().transaction;
    if (!transaction) throw new Error('no transaction is open');
    return transaction.runner.manager;
  }

  /** Work to do as the last thing before commit: short, and in the same transaction. */
  beforeCommit(work: () => Promise<void>): void {
    this.writing().beforeCommit.push({ work, seals: false });
  }

  /**
   * The same for statements that may travel with the commit in one trip, when nothing else comes after them: what they hold
   * others wait for as briefly as can be. The work sends all it has to send before it waits for the first answer, and what
   * must not be committed has to fail in the database: nothing that is found out from an answer comes in time.
   */
  seal(work: () => Promise<void>): void {
    this.writing().beforeCommit.push({ work, seals: true });
  }

  /** Work to do once the transaction is durable; must not throw. */
  afterCommit(work: () => void): void {
    this.writing().afterCommit.push(work);
  }

  /** @returns a function that stops listening. */
  listen(listener: StatementListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private here() {
    const store = ambient();
    if (!store) throw new Error('no database scope is open');
    if (store.scope.over) throw new Error('this scope is over');
    return store;
  }

  private writing(): WriteTransaction {
    const transaction = this.here().transaction;
    if (!transaction) throw new Error('no transaction is open');
    return transaction;
  }

  private async attempt<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
    const { runner, client, opened } = await this.openWriter(scope.identity);
    const transaction: WriteTransaction = { runner, client, beforeCommit: [], afterCommit: [] };
    let result: T;
    try {
      result = await runIn(scope, transaction, async () => {
        // Nothing waits for the beginning: should that fail, row-level security lets nothing through.
        const value = await work();
        const last = transaction.beforeCommit;
        const apart = () => last.findLastIndex(({ seals }) => !seals) + 1;
        // What is done may add to what is to be done.
        for (let next = 0; next < apart(); next++) await last[next]!.work();
        const seals = last.slice(apart());
        await allOf([opened, ...seals.map(({ work: seal }) => seal()), runner.commitTransaction()]);
        return value;
      });
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
    // What loaders remember was true before the change.
    scope.memory.clear();
    transaction.afterCommit.forEach((after) => after());
    return result;
  }

  /** A connection with a transaction that begins in one trip with its first statement. */
  private async openWriter(identity: Identity) {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const opened = Promise.all([client.query('begin'), setForTransaction(client, identity)]);
    // Whoever works in it hears of it.
    opened.catch(() => undefined);
    // TypeORM, which would wait for the beginning, is told that the transaction is open.
    Object.assign(runner, { isTransactionActive: true });
    return { runner, client, opened };
  }

  private async closeReader(scope: Scope): Promise<void> {
    await scope.queue;
    const reader = scope.reader;
    scope.reader = undefined;
    await (await reader?.catch(() => undefined))?.close();
  }
}
