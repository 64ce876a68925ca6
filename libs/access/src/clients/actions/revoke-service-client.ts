import { Db, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ClientChanges } from '../client-changes.js';
import { ServiceClientType } from '../client.types.js';
import { ClientsStore, type ClientRow } from '../clients.store.js';

@InputType({ description: 'A system to cut off.' })
export class RevokeServiceClientInput extends MutationInput {
  @Field(() => ID, { description: 'The client.' })
  id: string;

  @Field(() => Int, { description: 'Version of the client the caller looked at.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The service client that was cut off.' })
export class RevokeServiceClientPayload {
  @Field(() => ServiceClientType, { description: 'The client.' })
  client: ServiceClientType;
}

/** Cuts a system off for good: its mandate is withdrawn, its tokens end at once, its streams within seconds. */
@Injectable()
export class RevokeServiceClient {
  constructor(
    private readonly db: Db,
    private readonly store: ClientsStore,
    private readonly changes: ClientChanges,
  ) {}

  run(input: RevokeServiceClientInput): Promise<ClientRow> {
    return this.db.transaction(async () => {
      const before = await this.changes.open(input.id, input.expectedVersion);
      const written = await this.store.revoke(before.id, before.version);
      return this.changes.done(before.id, written, 'SERVICE_CLIENT_REVOKED', ['state']);
    });
  }
}
