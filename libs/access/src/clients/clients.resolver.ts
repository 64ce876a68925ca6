import { Clock } from '#libs/kernel';
import { internalId, listLoader, registerNode, rowLoader, tellOnce } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationType, PersonType } from '../access.types.js';
import { may } from '../caller.js';
import { Organisations } from '../organisations.js';
import { Persons } from '../persons.js';
import {
  ChangeServiceClient,
  ChangeServiceClientInput,
  ChangeServiceClientPayload,
} from './actions/change-service-client.js';
import {
  CreateServiceClient,
  CreateServiceClientInput,
  CreateServiceClientPayload,
} from './actions/create-service-client.js';
import {
  RemoveServiceClientKey,
  RemoveServiceClientKeyInput,
  RemoveServiceClientKeyPayload,
} from './actions/remove-service-client-key.js';
import {
  RevokeServiceClient,
  RevokeServiceClientInput,
  RevokeServiceClientPayload,
} from './actions/revoke-service-client.js';
import {
  RotateServiceClientKey,
  RotateServiceClientKeyInput,
  RotateServiceClientKeyPayload,
} from './actions/rotate-service-client-key.js';
import { ClientChanges } from './client-changes.js';
import { grantableScopes } from './client.rules.js';
import { ServiceClientKeyType, ServiceClientScopeType, ServiceClientType } from './client.types.js';
import { ClientsStore, type ClientRow } from './clients.store.js';

/** Connecting systems and cutting them off. */
@Resolver()
export class ServiceClientMutations {
  constructor(
    private readonly creating: CreateServiceClient,
    private readonly changing: ChangeServiceClient,
    private readonly rotating: RotateServiceClientKey,
    private readonly removing: RemoveServiceClientKey,
    private readonly revoking: RevokeServiceClient,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => CreateServiceClientPayload, { description: 'Connects a system to a partnership. Managers only.' })
  async createServiceClient(@Args('input') input: CreateServiceClientInput): Promise<CreateServiceClientPayload> {
    const { row, secret } = await this.creating.run(input);
    return tellOnce({ client: this.shown(row), secret }, 'secret');
  }

  @Mutation(() => ChangeServiceClientPayload, {
    description: 'Changes the name, scopes or last day of a service client. Managers only.',
  })
  async changeServiceClient(@Args('input') input: ChangeServiceClientInput): Promise<ChangeServiceClientPayload> {
    return { client: this.shown(await this.changing.run(input)) };
  }

  @Mutation(() => RotateServiceClientKeyPayload, {
    description: 'Gives a service client a new key while the old one still works for a while. Managers only.',
  })
  async rotateServiceClientKey(
    @Args('input') input: RotateServiceClientKeyInput,
  ): Promise<RotateServiceClientKeyPayload> {
    const { row, secret } = await this.rotating.run(input);
    return tellOnce({ client: this.shown(row), secret }, 'secret');
  }

  @Mutation(() => RemoveServiceClientKeyPayload, {
    description: 'Removes a key of a service client at once, and ends the tokens it has. Managers only.',
  })
  async removeServiceClientKey(
    @Args('input') input: RemoveServiceClientKeyInput,
  ): Promise<RemoveServiceClientKeyPayload> {
    return { client: this.shown(await this.removing.run(input)) };
  }

  @Mutation(() => RevokeServiceClientPayload, {
    description: 'Cuts a service client off for good; its tokens and streams end. Managers only.',
  })
  async revokeServiceClient(@Args('input') input: RevokeServiceClientInput): Promise<RevokeServiceClientPayload> {
    return { client: this.shown(await this.revoking.run(input)) };
  }

  private shown(row: ClientRow): ServiceClientType {
    return ServiceClientType.of(row, this.clock.today());
  }
}

/** Which systems are connected. */
@Resolver(() => ServiceClientType)
export class ServiceClientFields implements OnModuleInit {
  constructor(
    private readonly store: ClientsStore,
    private readonly changes: ClientChanges,
    private readonly persons: Persons,
    private readonly organisations: Organisations,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const client = (id: string) =>
      rowLoader(
        ServiceClientType,
        (ids) => this.store.byIds(ids),
        (row) => row.id,
      ).load(id);
    registerNode('ServiceClient', async (ids) =>
      (await Promise.all(ids.map(client))).map((row) =>
        row && may(row.partnershipId, 'clients.read') ? ServiceClientType.of(row, this.clock.today()) : null,
      ),
    );
  }

  @Query(() => [ServiceClientType], {
    description:
      'Systems connected to a partnership, by name, also those that were cut off. For managers and auditors.',
  })
  async serviceClients(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) globalId: string,
  ): Promise<ServiceClientType[]> {
    const partnershipId = internalId('Partnership', globalId, 'partnershipId');
    this.changes.require(partnershipId, 'clients.read');
    const today = this.clock.today();
    return (await this.store.of(partnershipId)).map((row) => ServiceClientType.of(row, today));
  }

  @Query(() => [ServiceClientScopeType], { description: 'What a service client can be granted.' })
  serviceClientScopes(): ServiceClientScopeType[] {
    return grantableScopes().map((scope) => Object.assign(new ServiceClientScopeType(), scope));
  }

  @ResolveField(() => OrganisationType, { description: 'The organisation it works for.' })
  organisation(@Parent() { row }: ServiceClientType): Promise<OrganisationType | null> {
    return this.organisations.byId(row.organisationId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who connected it.' })
  createdBy(@Parent() { row }: ServiceClientType): Promise<PersonType | null> {
    return this.persons.byId(row.createdBy);
  }

  @ResolveField(() => [ServiceClientKeyType], { description: 'Its keys, the newest first, also those that expired.' })
  async keys(@Parent() { row }: ServiceClientType): Promise<ServiceClientKeyType[]> {
    const keys = listLoader(
      ServiceClientKeyType,
      (ids) => this.store.keys(ids),
      (key) => key.clientId,
    );
    return (await keys.load(row.id)).map((key) => ServiceClientKeyType.of(key));
  }
}
