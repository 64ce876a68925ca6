import { toGlobalId } from '#libs/kernel';
import { DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { WorkspaceRoleEnum } from '../access.types.js';
import type { WorkspaceRole } from '../roles.js';
import { stateOf, type ClientState } from './client.rules.js';
import type { ClientRow, KeyRow } from './clients.store.js';

const ServiceClientState: Record<ClientState, ClientState> = {
  ACTIVE: 'ACTIVE',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
};
registerEnumType(ServiceClientState, {
  name: 'ServiceClientState',
  description: 'Whether a service client can get tokens.',
  valuesMap: {
    ACTIVE: { description: 'It can.' },
    EXPIRED: { description: 'Its last day is over; a later last day revives it.' },
    REVOKED: { description: 'It was cut off for good.' },
  },
});

const ServiceClientKeyKind: Record<KeyRow['kind'], string> = { SECRET: 'SECRET', JWKS: 'JWKS' };
registerEnumType(ServiceClientKeyKind, {
  name: 'ServiceClientKeyKind',
  description: 'How a service client proves who it is.',
  valuesMap: {
    SECRET: { description: 'A secret made here, shown once.' },
    JWKS: { description: 'Public keys of the client, which signs assertions (private_key_jwt).' },
  },
});

@ObjectType('ServiceClientScope', { description: 'Something a service client can be granted.' })
export class ServiceClientScopeType {
  @Field({ description: 'Name, as it stands in the `scope` of a token request.' })
  scope: string;

  @Field({ description: 'What it lets the client do.' })
  description: string;
}

@ObjectType('ServiceClientKey', { description: 'A key a service client proves itself with; never the key itself.' })
export class ServiceClientKeyType {
  @Field(() => ID, { description: 'Id of the key, within its client.' })
  id: string;

  @Field(() => ServiceClientKeyKind, { description: 'Secret or public keys.' })
  kind: string;

  @Field({
    description: 'Last four characters of the secret, or of the thumbprint (RFC 7638) of the first public key.',
  })
  hint: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops working; with its client when absent.' })
  expiresAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a token was last asked with it.' })
  lastUsedAt: Date | null;

  static of(row: KeyRow): ServiceClientKeyType {
    return Object.assign(new ServiceClientKeyType(), { ...row, id: toGlobalId('ServiceClientKey', row.id) });
  }
}

@ObjectType('ServiceClient', {
  implements: () => NodeType,
  description: 'A connected system that works in one partnership for one organisation, within its scopes.',
})
export class ServiceClientType extends NodeType {
  @Field({ description: 'The `client_id` of token requests.' })
  clientId: string;

  @Field({ description: 'Name, shown as the author of what it does.' })
  name: string;

  @Field(() => [String], { description: 'What it was granted.' })
  scopes: string[];

  @Field(() => WorkspaceRoleEnum, { description: 'The role whose sight it has; what it may do, the scopes say.' })
  role: WorkspaceRole;

  @Field(() => DateScalar, { description: 'Last day on which it works.' })
  expiresOn: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last asked for a token.' })
  lastUsedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was cut off.' })
  revokedAt: Date | null;

  @Field(() => ServiceClientState, { description: 'Whether it can get tokens.' })
  state: ClientState;

  @Field(() => Int, { description: 'Goes up with every change; sent back as `expectedVersion`.' })
  version: number;

  row: ClientRow;

  static of(row: ClientRow, today: string): ServiceClientType {
    const { id, name, scopes, role, expiresOn, lastUsedAt, createdAt, revokedAt, version } = row;
    const shown = { name, scopes, role, expiresOn, lastUsedAt, createdAt, revokedAt, version };
    const ids = { id: toGlobalId('ServiceClient', id), clientId: id };
    return Object.assign(new ServiceClientType(), { ...shown, ...ids, state: stateOf(row, today), row });
  }
}
