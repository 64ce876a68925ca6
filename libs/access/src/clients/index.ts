import './clients.policy.js';
import { ChangeServiceClient } from './actions/change-service-client.js';
import { CreateServiceClient } from './actions/create-service-client.js';
import { RemoveServiceClientKey } from './actions/remove-service-client-key.js';
import { RevokeServiceClient } from './actions/revoke-service-client.js';
import { RotateServiceClientKey } from './actions/rotate-service-client-key.js';
import { ClientChanges } from './client-changes.js';
import { ServiceClientFields, ServiceClientMutations } from './clients.resolver.js';
import { ClientsStore } from './clients.store.js';
import { ClientTokens } from './oauth/client-tokens.js';
import { RefusedTokens } from './oauth/refused-tokens.js';
import { TokenEndpoint } from './oauth/token-endpoint.js';
import { TokensStore } from './oauth/tokens.store.js';

/** Everything about connected systems: how they are managed, and how they get tokens. */
export const clientProviders = [
  ClientsStore,
  ClientChanges,
  CreateServiceClient,
  ChangeServiceClient,
  RotateServiceClientKey,
  RemoveServiceClientKey,
  RevokeServiceClient,
  ServiceClientMutations,
  ServiceClientFields,
  TokensStore,
  RefusedTokens,
  ClientTokens,
  TokenEndpoint,
];
