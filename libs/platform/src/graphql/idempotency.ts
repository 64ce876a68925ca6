import { canonicalJson, Clock, commonErrors, defineErrors, fromGlobalId } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { createHash } from 'node:crypto';
import { QueryFailedError } from 'typeorm';
import { Db } from '../database/db.js';
import { ambient } from '../database/scope.js';
import { loadNodes, NodeType } from './node.js';

export const idempotencyErrors = defineErrors({
  IDEMPOTENCY_MISMATCH: {
    kind: 'Conflict',
    message: 'This clientMutationId was used before for something else; choose a new one for a new change.',
  },
  CONFLICT_RETRY: { kind: 'Conflict', message: 'The same change is still being made; try again in a moment.' },
});

/** What every mutation's input has. */
@InputType({ isAbstract: true })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Chosen by the client, new for every change, 1 to 100 characters. Sending the same change again with the same id, ' +
      'within 48 hours, answers as the first time and changes nothing.',
  })
  clientMutationId?: string | null;
}

/** How long an id is remembered, in milliseconds. */
const REMEMBERED_MS = 48 * 60 * 60 * 1_000;
/** How long a repeat waits for a first attempt that is still at work. */
const WAIT = '5s';
const LOCK_NOT_AVAILABLE = '55P03';

/** A payload as it is stored: objects with a global id by that id, so that a repeat reads them under the rights of then. */
type Stored = Record<string, { node: string } | { value: unknown }>;

const toldOnce = new WeakMap<object, readonly string[]>();

/** Marks fields of a payload that are told once and stored nowhere, such as a new secret: a repeat answers null there. */
export const tellOnce = <P extends object>(payload: P, ...fields: (keyof P & string)[]): P => {
  toldOnce.set(payload, fields);
  return payload;
};

const store = (payload: object): Stored =>
  Object.fromEntries(
    Object.entries(payload).map(([key, value]: [string, unknown]) => {
      if (toldOnce.get(payload)?.includes(key)) return [key, { value: null }];
      return [key, value instanceof NodeType ? { node: value.id } : { value }];
    }),
  );

const repeated = new WeakSet();

/** Whether a payload is the answer to a repeat, so that nothing was changed for it. */
export const wasRepeated = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && repeated.has(payload);

const revive = async (stored: Stored): Promise<object> => {
  const entries = Object.entries(stored).map(async ([key, part]) => {
    if ('value' in part) return [key, part.value];
    const [object] = await loadNodes([fromGlobalId(part.node)]);
    // Gone, or no longer the caller's to see.
    if (!object) throw commonErrors.NOT_FOUND();
    return [key, object];
  });
  const payload = Object.fromEntries(await Promise.all(entries)) as object;
  repeated.add(payload);
  return payload;
};

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** Makes every mutation repeatable: one transaction holds the change and the memory of it. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Wraps every mutation of the schema. */
  protect(schema: GraphQLSchema): void {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const resolve: Resolver = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args: { input?: MutationInput }, context, info) => {
        const { clientMutationId: key, ...input } = args.input ?? {};
        const run = async () => (await resolve(source, args, context, info)) as object;
        // Nobody is refused by the rule of the field, which stands inside.
        if (key === undefined || key === null || !ambient()?.scope.identity.accountId) return run();
        const fingerprint = createHash('sha256')
          .update(`${field.name} ${canonicalJson(input)}`)
          .digest();
        return this.once(key, fingerprint, run);
      };
    }
  }

  private async once(key: string, fingerprint: Buffer, run: () => Promise<object>): Promise<object> {
    if (key.length < 1 || key.length > 100)
      throw commonErrors.INVALID_INPUT({ field: 'clientMutationId', args: { reason: 'TOO_LONG', limit: 100 } });
    const account = ambient()?.scope.identity.accountId;
    try {
      return await this.db.transaction(async () => {
        if (await this.claim(account, key, fingerprint)) {
          const payload = await run();
          await this.db.query(
            `update platform.mutations set result = $3 where account_id = $1 and client_mutation_id = $2`,
            [account, key, JSON.stringify(store(payload))],
          );
          return payload;
        }
        const [before] = await this.db.query<{ fingerprint: Buffer; result: Stored }>(
          `select fingerprint, result from platform.mutations where account_id = $1 and client_mutation_id = $2`,
          [account, key],
        );
        if (!before) throw idempotencyErrors.CONFLICT_RETRY();
        if (!before.fingerprint.equals(fingerprint))
          throw idempotencyErrors.IDEMPOTENCY_MISMATCH({ field: 'clientMutationId' });
        return revive(before.result);
      });
    } catch (error) {
      const state = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
      if (state === LOCK_NOT_AVAILABLE) throw idempotencyErrors.CONFLICT_RETRY();
      throw error;
    }
  }

  /** Whether this is the first time; waits for an attempt with the same id that is still at work. */
  private async claim(account: string | null | undefined, key: string, fingerprint: Buffer): Promise<boolean> {
    const now = this.clock.now();
    await this.db.query(`delete from platform.mutations where account_id = $1 and created_at < $2`, [
      account,
      new Date(now.getTime() - REMEMBERED_MS),
    ]);
    await this.db.query(`set local lock_timeout = '${WAIT}'`);
    const claimed = await this.db.query(
      `insert into platform.mutations (account_id, client_mutation_id, fingerprint, created_at) values ($1, $2, $3, $4)
       on conflict do nothing returning 1`,
      [account, key, fingerprint, now],
    );
    await this.db.query(`set local lock_timeout = 0`);
    return claimed.length > 0;
  }
}
