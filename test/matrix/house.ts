import 'reflect-metadata';
import { callerFor, type Caller, type CurrentMandate } from '#libs/access';
import { newId } from '#libs/kernel';
import {
  ambient,
  readConfig,
  Authenticator,
  Db,
  Executor,
  formatError,
  limits,
  NOBODY,
  Throttle,
  type Identity,
  type PreparedOperation,
} from '#libs/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getDataSourceToken } from '@nestjs/typeorm';
import { execute, type GraphQLSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { WebSocket } from 'ws';
import { startApi } from '../../apps/api/src/start-api.js';
import type { Answer } from '../support/client.js';
import { createECDH } from 'node:crypto';

/** Keys with which messages to devices are signed. */
const signs = () => {
  const pair = createECDH('prime256v1');
  return {
    ...{ VAPID_PUBLIC_KEY: pair.generateKeys('base64url'), VAPID_PRIVATE_KEY: pair.getPrivateKey('base64url') },
    VAPID_SUBJECT: 'mailto:samen@samen.example',
  };
};

/** Tables that may be written whatever the answer is: what was asked is remembered and recorded, news is looked for. */
const RECORDS = /^(audit\.|platform\.mutations$|notifications\.cursors$)/;

/** How long a stream may take to say what it has to say. */
const STREAM_PATIENCE_MS = 10_000;

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
  private counting = false;
  private deceptions: readonly string[] = [];
  private readonly identities = new Map<string, Promise<Identity>>();

  /** Queries that graphql-js answers in another way than the API does, once `compare` is set; and how many agreed. */
  readonly differences: string[] = [];
  compare = false;
  agreed = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly db: Db,
    private readonly executor: Executor,
    private readonly authenticator: Authenticator,
  ) {}

  static async open(databaseUrl: string): Promise<House> {
    // What a question may cost is the matter of other tests.
    const dear = { COST_PER_OPERATION: '10000000', COST_PER_MINUTE: '1000000000' };
    // Every caller asks the same documents: each is parsed and checked once.
    Object.assign(limits.memory, { characters: Number.MAX_SAFE_INTEGER });
    // A job whose end is rolled back would be done again and again.
    const still = { JOBS: 'false' };
    // Every connection gets to know every statement.
    const few = { DATABASE_POOL: '4' };
    const app = await startApi(
      readConfig({ DATABASE_URL: databaseUrl, PORT: '0', DEMO: 'true', ...dear, ...still, ...few, ...signs() }),
    );
    const house = new House(app, await app.getUrl(), app.get(Db), app.get(Executor), app.get(Authenticator));
    house.countWrites(app.get<DataSource>(getDataSourceToken()));
    // How often something may be tried is the matter of other tests.
    const throttle = app.get(Throttle);
    throttle.take = async () => ({ remaining: 1, resetSeconds: 1 });
    const authenticator = app.get(Authenticator);
    const authenticate = authenticator.authenticate.bind(authenticator);
    authenticator.authenticate = async (credentials) => {
      const identity = await authenticate(credentials);
      return identity.accountId && house.deceptions.length > 0 ? house.deceived(identity as Caller) : identity;
    };
    return house;
  }

  get schema(): GraphQLSchema {
    return this.executor.schema;
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Who the holder of a token is; while `dry` nothing about that changes, so it is asked once. */
  identity(token = ''): Promise<Identity> {
    const known = this.dry ? this.identities.get(token) : undefined;
    const asked = known ?? this.authenticator.authenticate(token ? { authorization: `Bearer ${token}` } : {});
    if (this.dry) this.identities.set(token, asked);
    // Who founds something adds a right to the caller at hand; the next question comes without it.
    return asked.then((who) => ('mandates' in who ? { ...who, mandates: [...(who as Caller).mandates] } : who));
  }

  /** Partnerships in which the first wall takes everybody for a manager. */
  set deceivedAbout(partnerships: readonly string[]) {
    this.deceptions = partnerships;
    this.identities.clear();
  }

  async execute(identity: Identity, query: string, variables: Record<string, unknown> = {}): Promise<Answer<unknown>> {
    // Queries leave records only, and are asked several at a time.
    this.counting = this.dry && query.startsWith('mutation');
    this.written = {};
    try {
      const prepared = this.executor.prepare({ query, variables });
      const result = await this.executor.execute(prepared, identity);
      const answer = JSON.parse(JSON.stringify(result)) as Answer<unknown>;
      if (this.compare && prepared.operation.operation === 'query')
        await this.executePlainly(prepared, identity, answer);
      return answer;
    } catch (error) {
      return JSON.parse(JSON.stringify({ errors: [formatError(error)] })) as Answer<unknown>;
    }
  }

  /** The same once more by graphql-js: but for what the errors are called in the log, the answers are the same. */
  private async executePlainly({ args }: PreparedOperation, identity: Identity, answer: Answer<unknown>) {
    const plain = await this.db.run(identity, async () => execute({ ...args, contextValue: {} }));
    const comparable = ({ data, errors = [] }: { data?: unknown; errors?: readonly object[] }) =>
      JSON.stringify([data, errors.map((error) => JSON.stringify(error).replace(/"traceId":"\w+"/, '')).sort()]);
    const errors = plain.errors?.map((error) => formatError(error).toJSON());
    if (comparable({ data: plain.data, errors }) === comparable(answer)) this.agreed++;
    else this.differences.push(args.document.loc?.source.body ?? 'a document without text');
  }

  /** Only opens a subscription, without any transport: the refusal, or nothing. */
  async subscribe(identity: Identity, query: string, variables: Record<string, unknown>): Promise<Answer<unknown>> {
    const opened = await this.executor.subscribe(this.executor.prepare({ query, variables }), async () => identity);
    if (!(Symbol.asyncIterator in opened)) return JSON.parse(JSON.stringify(opened)) as Answer<unknown>;
    await opened.return(undefined);
    return {};
  }

  /** What comes over a WebSocket, up to the answer that is the last one, the end or a refusal. */
  async stream(
    token: string | undefined,
    query: string,
    variables: Record<string, unknown>,
    isLast: (answer: Answer<unknown>) => boolean,
  ): Promise<Answer<unknown>[]> {
    const answers: Answer<unknown>[] = [];
    const client = createClient({
      ...{ url: `${this.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${token ?? ''}` },
    });
    try {
      await new Promise<void>((resolve) => {
        const patience = setTimeout(resolve, STREAM_PATIENCE_MS);
        const end = () => {
          clearTimeout(patience);
          resolve();
        };
        client.subscribe(
          { query, variables },
          {
            next: (value) => {
              answers.push(value as Answer<unknown>);
              if (isLast(value as Answer<unknown>)) end();
            },
            error: (error) => {
              // A refusal of one operation is a list of errors; whoever is nobody is not let in at all.
              answers.push({ errors: Array.isArray(error) ? error : [] });
              end();
            },
            complete: end,
          },
        );
      });
    } finally {
      await client.dispose();
    }
    return answers;
  }

  /** Work in a scope of somebody's. */
  as<T>(identity: Identity | undefined, work: () => Promise<T>): Promise<T> {
    return this.db.run(identity ?? NOBODY, work);
  }

  private deceived(caller: Caller): Caller {
    const { organisationId } = caller;
    const mandates = this.deceptions.map((partnershipId): CurrentMandate => ({
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
      const connect = runner.connect.bind(runner) as () => Promise<PoolClient>;
      const commit = runner.commitTransaction.bind(runner);
      // The database keeps its counts until it has passed them on: made to do so, they are those of one transaction.
      let fresh = true;
      runner.connect = async () => {
        const client = await connect();
        if (fresh && this.counting) await client.query(FORGET);
        fresh = false;
        return client;
      };
      runner.commitTransaction = async () => {
        // Jobs are no answer to anybody: what they do stays.
        if (!this.dry || ambient()?.scope.identity.jobId) return commit();
        const counted = this.counting
          ? ((await runner.query(WRITTEN)) as unknown as { name: string; rows: number }[])
          : [];
        for (const { name, rows } of counted)
          if (!RECORDS.test(name)) this.written[name] = (this.written[name] ?? 0) + rows;
        await runner.rollbackTransaction();
      };
      return runner;
    };
  }
}
