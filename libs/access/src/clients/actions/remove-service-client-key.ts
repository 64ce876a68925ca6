import { commonErrors } from '#libs/kernel';
import { Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ClientChanges } from '../client-changes.js';
import { ServiceClientType } from '../client.types.js';
import { ClientsStore, type ClientRow } from '../clients.store.js';

@InputType({ description: 'A key that must not work any more.' })
export class RemoveServiceClientKeyInput extends MutationInput {
  @Field(() => ID, { description: 'The client.' })
  id: string;

  @Field(() => Int, { description: 'Version of the client the caller looked at.' })
  expectedVersion: number;

  @Field(() => ID, { description: 'The key.' })
  keyId: string;
}

@ObjectType({ description: 'The service client without the key.' })
export class RemoveServiceClientKeyPayload {
  @Field(() => ServiceClientType, { description: 'The client.' })
  client: ServiceClientType;
}

/** Removes a key at once, for example one that leaked: tokens of the client end too, whichever key they were asked with. */
@Injectable()
export class RemoveServiceClientKey {
  constructor(
    private readonly db: Db,
    private readonly store: ClientsStore,
    private readonly changes: ClientChanges,
  ) {}

  run(input: RemoveServiceClientKeyInput): Promise<ClientRow> {
    return this.db.transaction(async () => {
      const before = await this.changes.open(input.id, input.expectedVersion);
      const keyId = internalId('ServiceClientKey', input.keyId, 'keyId');
      const key = (await this.store.keys([before.id])).find(({ id }) => id === keyId);
      if (!key) throw commonErrors.NOT_FOUND({ field: 'keyId' });
      const written = await this.store.openKeys(before.id, before.version, true);
      await this.store.removeKey(before.id, keyId);
      return this.changes.done(before.id, written, 'SERVICE_CLIENT_CHANGED', ['keys']);
    });
  }
}
