import { Clock, commonErrors, newId } from '#libs/kernel';
import { DateScalar, Db, internalId, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { AccessStore } from '../../access.store.js';
import { may } from '../../caller.js';
import { ClientChanges } from '../client-changes.js';
import { clientErrors } from '../client.errors.js';
import { checkExpiry, checkName, checkScopes, isOfActors, roleForScopes } from '../client.rules.js';
import { ServiceClientType } from '../client.types.js';
import { ClientsStore, type ClientRow } from '../clients.store.js';

@InputType({ description: 'A system to connect.' })
export class CreateServiceClientInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership it may work in.' })
  partnershipId: string;

  @Field({ description: 'Name of the system, at most 80 characters; people see it as the author of what it does.' })
  name: string;

  @Field(() => ID, {
    description:
      'The organisation it works for. A municipality or OCMW has to take part already; others do from now on.',
  })
  organisationId: string;

  @Field(() => [String], { description: 'Scopes of `serviceClientScopes`; `read` is always among them.' })
  scopes: string[];

  @Field(() => DateScalar, { description: 'Last day on which it works, at most a year from now.' })
  expiresOn: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Public keys of the client, as a JWK or JWK Set in JSON text, for private_key_jwt; without them a secret is made.',
  })
  publicKeys?: string | null;
}

@ObjectType({ description: 'The connected system, and its secret.' })
export class CreateServiceClientPayload {
  @Field(() => ServiceClientType, { description: 'The new client.' })
  client: ServiceClientType;

  @Field(() => String, {
    nullable: true,
    description: 'The secret, shown only this once; null with public keys and when the same change is sent again.',
  })
  secret: string | null;
}

/** Connects a system: an account that no person signs in to, with one mandate and one key. */
@Injectable()
export class CreateServiceClient {
  constructor(
    private readonly db: Db,
    private readonly store: ClientsStore,
    private readonly access: AccessStore,
    private readonly changes: ClientChanges,
    private readonly clock: Clock,
  ) {}

  run(input: CreateServiceClientInput): Promise<{ row: ClientRow; secret: string | null }> {
    return this.db.transaction(async () => {
      const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
      this.changes.require(partnershipId, 'clients.manage');
      const organisationId = internalId('Organisation', input.organisationId, 'organisationId');
      const [organisation] = await this.access.organisations([organisationId]);
      if (!organisation) throw commonErrors.NOT_FOUND({ field: 'organisationId' });
      const scopes = checkScopes(
        input.scopes,
        (capability) => may(partnershipId, capability) || isOfActors(capability, organisation.kind),
      );
      const role = roleForScopes(scopes, organisation.kind);
      const expiresOn = checkExpiry(input.expiresOn, this.clock.today());
      const { key, secret } = await this.changes.newKey(input.publicKeys);
      const client = { id: newId(), partnershipId, organisationId, scopes, role, expiresOn };
      if (!(await this.store.create({ ...client, name: checkName(input.name) })))
        throw clientErrors.SERVICE_CLIENT_ORGANISATION_NOT_MEMBER({ field: 'organisationId' });
      await this.changes.addKey(client, key);
      const row = await this.changes.done(client.id, true, 'SERVICE_CLIENT_CREATED', []);
      return { row, secret };
    });
  }
}
