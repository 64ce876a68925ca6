import { Clock, commonErrors } from '#libs/kernel';
import { Db, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ClientChanges } from '../client-changes.js';
import { clientErrors } from '../client.errors.js';
import { MOST_KEYS } from '../client.rules.js';
import { ServiceClientType } from '../client.types.js';
import { ClientsStore, type ClientRow } from '../clients.store.js';

/** A month: longer, and nobody remembers that the old key still works. */
const LONGEST_OVERLAP_HOURS = 31 * 24;
const HOUR_MS = 60 * 60 * 1_000;

@InputType({ description: 'A new key beside the ones a service client has.' })
export class RotateServiceClientKeyInput extends MutationInput {
  @Field(() => ID, { description: 'The client.' })
  id: string;

  @Field(() => Int, { description: 'Version of the client the caller looked at.' })
  expectedVersion: number;

  @Field(() => String, {
    nullable: true,
    description: 'New public keys, as a JWK or JWK Set in JSON text; without them a new secret is made.',
  })
  publicKeys?: string | null;

  @Field(() => Int, { description: 'How long the keys it has still work, in hours: 0 to 744. 0 ends them at once.' })
  oldKeysExpireInHours: number;
}

@ObjectType({ description: 'The service client with its new key.' })
export class RotateServiceClientKeyPayload {
  @Field(() => ServiceClientType, { description: 'The client.' })
  client: ServiceClientType;

  @Field(() => String, {
    nullable: true,
    description: 'The new secret, shown only this once; null with public keys and when the same change is sent again.',
  })
  secret: string | null;
}

/** Gives a client a new key; the old one works on for a while, so that nothing stands still. */
@Injectable()
export class RotateServiceClientKey {
  constructor(
    private readonly db: Db,
    private readonly store: ClientsStore,
    private readonly changes: ClientChanges,
    private readonly clock: Clock,
  ) {}

  run(input: RotateServiceClientKeyInput): Promise<{ row: ClientRow; secret: string | null }> {
    const hours = input.oldKeysExpireInHours;
    if (hours < 0 || hours > LONGEST_OVERLAP_HOURS)
      throw commonErrors.INVALID_INPUT({
        field: 'oldKeysExpireInHours',
        args: { reason: 'OUT_OF_RANGE', limit: LONGEST_OVERLAP_HOURS },
      });
    return this.db.transaction(async () => {
      const before = await this.changes.open(input.id, input.expectedVersion);
      const { key, secret } = await this.changes.newKey(input.publicKeys);
      const written = await this.store.openKeys(before.id, before.version, false);
      const working = (await this.store.keys([before.id])).filter(this.changes.inUse);
      if (hours > 0 && working.length >= MOST_KEYS)
        throw clientErrors.SERVICE_CLIENT_TOO_MANY_KEYS({ args: { limit: MOST_KEYS } });
      await this.store.endKeys(before.id, new Date(this.clock.now().getTime() + hours * HOUR_MS));
      await this.changes.addKey(before, key);
      const row = await this.changes.done(before.id, written, 'SERVICE_CLIENT_CHANGED', ['keys']);
      return { row, secret };
    });
  }
}
