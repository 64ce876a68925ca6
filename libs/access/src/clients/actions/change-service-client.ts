import { Clock } from '#libs/kernel';
import { DateScalar, Db, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { AccessStore } from '../../access.store.js';
import { may } from '../../caller.js';
import { ClientChanges } from '../client-changes.js';
import { checkExpiry, checkName, checkScopes, isOfActors, roleForScopes } from '../client.rules.js';
import { ServiceClientType } from '../client.types.js';
import { ClientsStore, type ClientRow } from '../clients.store.js';

@InputType({ description: 'What changes about a service client; what is absent stays.' })
export class ChangeServiceClientInput extends MutationInput {
  @Field(() => ID, { description: 'The client.' })
  id: string;

  @Field(() => Int, { description: 'Version of the client the caller looked at.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Name.' })
  name?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'All scopes from now on. Taking one away ends the tokens it has at once; a wider one needs a new token.',
  })
  scopes?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, at most a year from now.' })
  expiresOn?: string | null;
}

@ObjectType({ description: 'The service client after the change.' })
export class ChangeServiceClientPayload {
  @Field(() => ServiceClientType, { description: 'The client.' })
  client: ServiceClientType;
}

/** Changes the name, scopes or last day of a service client. */
@Injectable()
export class ChangeServiceClient {
  constructor(
    private readonly db: Db,
    private readonly store: ClientsStore,
    private readonly access: AccessStore,
    private readonly changes: ClientChanges,
    private readonly clock: Clock,
  ) {}

  run(input: ChangeServiceClientInput): Promise<ClientRow> {
    return this.db.transaction(async () => {
      const before = await this.changes.open(input.id, input.expectedVersion);
      const { partnershipId } = before;
      const name = typeof input.name === 'string' ? checkName(input.name) : before.name;
      const expiresOn = input.expiresOn ? checkExpiry(input.expiresOn, this.clock.today()) : before.expiresOn;
      const [organisation] = await this.access.organisations([before.organisationId]);
      const held = (capability: string) => may(partnershipId, capability) || isOfActors(capability, organisation?.kind);
      const scopes = input.scopes ? checkScopes(input.scopes, held) : before.scopes;
      const role = input.scopes ? roleForScopes(scopes, organisation?.kind ?? '') : before.role;
      const changed = [
        ...(name === before.name ? [] : ['name']),
        ...(scopes.join() === before.scopes.join() ? [] : ['scopes']),
        ...(expiresOn === before.expiresOn ? [] : ['expiresOn']),
      ];
      if (changed.length === 0) return before;
      const written = await this.store.change(before.id, before.version, { name, scopes, role, expiresOn });
      return this.changes.done(before.id, written, 'SERVICE_CLIENT_CHANGED', changed);
    });
  }
}
