import { Clock, newId } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { visible } from '../policy.js';
import type { WorkspaceRole } from '../roles.js';
import { clientErrors } from './client.errors.js';
import type { PublicKey } from './public-keys.rules.js';

/** A service client as its partnership manages it. */
export interface ClientRow {
  id: string;
  partnershipId: string;
  organisationId: string;
  name: string;
  scopes: string[];
  role: WorkspaceRole;
  expiresOn: string;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string | null;
  version: number;
}

/** A key without what it proves. */
export interface KeyRow {
  id: string;
  clientId: string;
  kind: 'SECRET' | 'JWKS';
  hint: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** What a new key is: the hash of a secret, or public keys. */
export type NewKey = { hint: string } & ({ secretHash: Buffer } | { publicKeys: PublicKey[] });

/** What can be changed about a client. */
export type ClientChange = Pick<ClientRow, 'name' | 'scopes' | 'role' | 'expiresOn'>;

// The owner of the name is the index; that it is taken is only known when it is written.
const named = async <T>(writing: Promise<T>): Promise<T> => {
  try {
    return await writing;
  } catch (error) {
    const driver = error instanceof QueryFailedError ? (error.driverError as { constraint?: string }) : undefined;
    if (driver?.constraint === 'service_clients_name') throw clientErrors.SERVICE_CLIENT_NAME_TAKEN({ field: 'name' });
    throw error;
  }
};

/** All SQL of managing service clients. */
@Injectable()
export class ClientsStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  private select(where: string, parameters: unknown[]): Promise<ClientRow[]> {
    return this.db.query<ClientRow>(
      `select c.id, c.partnership_id as "partnershipId", c.organisation_id as "organisationId", c.name, c.scopes,
              coalesce(held.role, 'READER') as role, c.expires_on as "expiresOn", c.last_used_at as "lastUsedAt",
              c.revoked_at as "revokedAt", c.created_by as "createdBy", c.created_at as "createdAt",
              c.updated_at as "updatedAt", c.updated_by as "updatedBy", c.version
       from access.service_clients c
       left join lateral (select m.role from access.mandates m
                          where m.account_id = c.id and m.partnership_id = c.partnership_id
                                and ${visible('access.mandates', 'm')}
                          order by m.withdrawn_at desc nulls first limit 1) held on true
       where ${where} and ${visible('access.service_clients', 'c')} order by lower(c.name), c.id`,
      parameters,
    );
  }

  of(partnershipId: string): Promise<ClientRow[]> {
    return this.select('c.partnership_id = $1', [partnershipId]);
  }

  byIds(ids: readonly string[]): Promise<ClientRow[]> {
    return this.select('c.id = any ($1)', [ids]);
  }

  /** Keys that were not removed, the newest first. */
  keys(clientIds: readonly string[]): Promise<KeyRow[]> {
    return this.db.query<KeyRow>(
      `select k.id, k.client_id as "clientId", k.kind, k.hint, k.created_at as "createdAt", k.expires_at as "expiresAt",
              k.last_used_at as "lastUsedAt"
       from access.service_client_keys k
       where k.client_id = any ($1) and ${visible('access.service_client_keys', 'k')} order by k.created_at desc, k.id desc`,
      [clientIds],
    );
  }

  /**
   * Makes the account with its one mandate; an organisation other than a municipality takes part from then on.
   * @returns false for a municipality or OCMW that does not take part.
   * @throws SERVICE_CLIENT_NAME_TAKEN
   */
  create(client: ClientChange & Pick<ClientRow, 'id' | 'partnershipId' | 'organisationId'>): Promise<boolean> {
    const { id, partnershipId, organisationId, name, scopes, role, expiresOn } = client;
    const values = [id, partnershipId, organisationId, name, scopes, role, expiresOn];
    const sql = `select access.create_service_client($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as done`;
    return named(this.done(sql, [...values, this.clock.now(), newId(), newId()]));
  }

  /** @throws SERVICE_CLIENT_NAME_TAKEN */
  async change(id: string, version: number, { name, scopes, role, expiresOn }: ClientChange): Promise<boolean> {
    const values = [id, version, name, scopes, role, expiresOn, this.clock.now()];
    return named(this.done(`select access.change_service_client($1, $2, $3, $4, $5, $6, $7) as done`, values));
  }

  /** Cuts the client off: no rights, no tokens. */
  revoke(id: string, version: number): Promise<boolean> {
    return this.done(`select access.revoke_service_client($1, $2, $3) as done`, [id, version, this.clock.now()]);
  }

  /** Makes the next version of a client whose keys are about to change, and may end the tokens it has. */
  openKeys(id: string, version: number, endTokens: boolean): Promise<boolean> {
    const values = [id, version, endTokens, this.clock.now()];
    return this.done(`select access.open_service_client_keys($1, $2, $3, $4) as done`, values);
  }

  async addKey({ id, partnershipId }: Pick<ClientRow, 'id' | 'partnershipId'>, key: NewKey, by: string): Promise<void> {
    const secret = 'secretHash' in key;
    await this.db.query(
      `insert into access.service_client_keys (id, client_id, partnership_id, kind, secret_hash, public_keys, hint,
                                               created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[newId(), id, partnershipId, secret ? 'SECRET' : 'JWKS', secret ? key.secretHash : null],
        ...[secret ? null : JSON.stringify(key.publicKeys), key.hint, this.clock.now(), by],
      ],
    );
  }

  /** Lets every key of a client end at a moment, unless it ends before. */
  async endKeys(clientId: string, at: Date): Promise<void> {
    await this.db.query(
      `update access.service_client_keys set expires_at = $2 where client_id = $1 and (expires_at is null or expires_at > $2)`,
      [clientId, at],
    );
  }

  async removeKey(clientId: string, keyId: string): Promise<void> {
    await this.db.query(`delete from access.service_client_keys where client_id = $1 and id = $2`, [clientId, keyId]);
  }

  private async done(sql: string, values: unknown[]): Promise<boolean> {
    return (await this.db.query<{ done: boolean }>(sql, values))[0]?.done === true;
  }
}
