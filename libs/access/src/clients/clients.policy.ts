import { may, type Caller } from '../caller.js';
import { definePolicy, inside, own } from '../policy.js';
import type { ClientRow } from './clients.store.js';

/** Who may do what with service clients. Whoever works in a partnership sees that one acts, not what it was granted. */
export const clientsPolicy = definePolicy({
  fields: {
    'Query.serviceClients': 'person',
    'Query.serviceClientScopes': 'person',
    // To systems mutations are open by scope only, and no scope opens these.
    'Mutation.createServiceClient': 'signedIn',
    'Mutation.changeServiceClient': 'signedIn',
    'Mutation.rotateServiceClientKey': 'signedIn',
    'Mutation.removeServiceClientKey': 'signedIn',
    'Mutation.revokeServiceClient': 'signedIn',
  },
  types: {
    ServiceClient: ({ row }: { row: ClientRow }, caller: Caller) => may(row.partnershipId, 'clients.read', caller),
    ServiceClientKey: 'within',
    ServiceClientScope: 'signedIn',
    CreateServiceClientPayload: 'within',
    ChangeServiceClientPayload: 'within',
    RotateServiceClientKeyPayload: 'within',
    RemoveServiceClientKeyPayload: 'within',
    RevokeServiceClientPayload: 'within',
  },
  rows: {
    'access.service_clients': (c) => inside(`${c}.partnership_id`),
    'access.service_client_keys': (k) => inside(`${k}.partnership_id`),
    'access.client_assertions': (a) => own(`${a}.client_id`),
  },
  capabilities: {
    /** Connecting systems, their rights and keys. Not among the scopes: a system does not let in another. */
    'clients.manage': ['MANAGER'],
    /** Which systems are connected, since when, and what they were granted. */
    'clients.read': ['MANAGER', 'AUDITOR'],
  },
});
