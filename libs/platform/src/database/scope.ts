import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { Reader } from './reader.js';

/** For whom a piece of work runs; row-level security sees exactly this. */
export interface Identity {
  accountId: string | null;
  /** The organisation on whose behalf the account acts now. */
  organisationId: string | null;
  /** The only partnership rights hold in, while somebody looks through another's eyes. */
  partnershipId?: string;
  /** Somebody of another organisation looks through these eyes: what stays inside an organisation is not shown. */
  fromOutside?: boolean;
  /** A connected system rather than a person; it has a budget of its own. */
  automated?: boolean;
  /** The job this is, of which nobody in particular is the author. */
  jobId?: string;
  /** Further settings of every transaction, which conditions on rows read with `current_setting`. */
  settings?: Readonly<Record<string, string>>;
}

/** Nobody: row-level security shows nothing. */
export const NOBODY: Identity = { accountId: null, organisationId: null };

/** What belongs to one request, one subscription event or one job. */
export interface Scope {
  identity: Identity;
  /** Who this is by now: a stream outlives the rights it began with. */
  current: () => Promise<Identity>;
  /** Nothing may be written in it. */
  readOnly?: true;
  /** Scopes within it, for other identities, which end with it. */
  branches?: Scope[];
  /** Things rooms keep for the length of the scope, such as loaders and the caller's mandates. */
  memory: Map<unknown, unknown>;
  /** The open read connection, if any statement needed one yet. */
  reader?: Promise<Reader>;
  /** Statements of one connection run one after the other. */
  queue: Promise<unknown>;
  /** It was answered: what goes on in it nobody waits for, and it gets no connection any more. */
  over?: true;
}

/** A write transaction in progress. */
export interface WriteTransaction {
  runner: QueryRunner;
  /** The connection under the runner. */
  client: PoolClient;
  /** In their order; seals at the end of it travel with the commit. */
  beforeCommit: { work: () => Promise<void>; seals: boolean }[];
  afterCommit: (() => void)[];
}

const scopes = new AsyncLocalStorage<{ scope: Scope; transaction?: WriteTransaction }>();

/** The ambient scope and transaction; undefined outside of any. */
export const ambient = () => scopes.getStore();

/** Runs work inside a scope, within a transaction when one is given. */
export const runIn = <T>(scope: Scope, transaction: WriteTransaction | undefined, work: () => T): T =>
  scopes.run({ scope, transaction }, work);

/** A value kept for the length of the current scope, made at first use. */
export const scoped = <T>(key: unknown, make: () => T): T => {
  const memory = ambient()?.scope.memory;
  if (!memory) throw new Error('no scope is open');
  if (!memory.has(key)) memory.set(key, make());
  return memory.get(key) as T;
};
