import { Db, NOBODY } from '#libs/platform';
import { Clock } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { visible } from '../../policy.js';
import type { PublicKey } from '../public-keys.rules.js';

/** A client that may get tokens now, with the keys that work now. */
export interface KnownClient {
  id: string;
  organisationId: string;
  scopes: string[];
  keys: { id: string; secretHash: string | null; publicKeys: PublicKey[] | null }[];
}

/** SQL of the token endpoint. */
@Injectable()
export class TokensStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a client that is unknown, revoked, expired, or whose organisation takes part no longer. */
  async find(clientId: string): Promise<KnownClient | undefined> {
    const [row] = await this.db.run(NOBODY, () =>
      this.db.query<{ client: KnownClient | null }>(`select access.find_service_client($1, $2) as client`, [
        clientId,
        this.clock.now(),
      ]),
    );
    return row?.client ?? undefined;
  }

  /** The partnership of a client, whatever became of the client. */
  async partnershipOf(clientId: string): Promise<string | undefined> {
    const [row] = await this.db.run(NOBODY, () =>
      this.db.query<{ id: string | null }>(`select access.partnership_of_client($1) as id`, [clientId]),
    );
    return row?.id ?? undefined;
  }

  /** Notes that the client of the open scope used a key, and holds the client until the end; false when it may no longer. */
  async use(keyId: string): Promise<boolean> {
    const [row] = await this.db.query<{ used: boolean }>(`select access.use_service_client($1, $2) as used`, [
      keyId,
      this.clock.now(),
    ]);
    return row?.used === true;
  }

  /** Remembers the id of an assertion until it expires; false when it was used before. */
  async remember(clientId: string, jtiHash: Buffer, expiresAt: Date): Promise<boolean> {
    const added = await this.db.query(
      `insert into access.client_assertions (client_id, jti_hash, expires_at) values ($1, $2, $3)
       on conflict do nothing returning 1`,
      [clientId, jtiHash, expiresAt],
    );
    return added.length > 0;
  }

  /** Forgets ids of assertions and tokens that are over. */
  async tidy(clientId: string): Promise<void> {
    const now = this.clock.now();
    await this.db.query(
      `delete from access.client_assertions a
       where a.client_id = $1 and a.expires_at < $2 and ${visible('access.client_assertions', 'a')}`,
      [clientId, now],
    );
    await this.db.query(
      `delete from access.sessions s where s.account_id = $1 and s.expires_at < $2 and ${visible('access.sessions', 's')}`,
      [clientId, now],
    );
  }
}
