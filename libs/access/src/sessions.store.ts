import { Clock } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { SessionFacts } from './caller.js';
import { visible } from './policy.js';

/** One of somebody's own sessions. */
export interface OwnSession {
  id: string;
  accountId: string;
  organisationId: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  userAgent: string | null;
}

/** SQL of the list of one's own sessions. */
@Injectable()
export class SessionsStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async own(idleSince: Date): Promise<OwnSession[]> {
    return this.db.query(
      `select s.id, s.account_id as "accountId", s.organisation_id as "organisationId", s.created_at as "createdAt",
              s.last_used_at as "lastUsedAt", s.user_agent as "userAgent"
       from access.sessions s
       where s.expires_at > $1 and s.last_used_at > $2 and ${visible('access.sessions', 's')}
       order by s.last_used_at desc, s.id`,
      [this.clock.now(), idleSince],
    );
  }

  /** Gives a session a new token and another organisation, and it stays the same session; undefined when it is gone. */
  async replace(
    oldHash: Buffer,
    newHash: Buffer,
    organisationId: string,
  ): Promise<{ kind: SessionFacts['sessionKind']; expiresAt: Date } | undefined> {
    const [row] = await this.db.query<{ kind: SessionFacts['sessionKind']; expiresAt: Date }>(
      `with old as (delete from access.sessions where token_hash = $1 returning *)
       insert into access.sessions (id, token_hash, account_id, organisation_id, kind, scopes, created_at, last_used_at,
                                    expires_at, user_agent)
       select id, $2, account_id, $3, kind, scopes, created_at, $4, expires_at, user_agent from old
       returning kind, expires_at as "expiresAt"`,
      [oldHash, newHash, organisationId, this.clock.now()],
    );
    return row;
  }

  /** Ends sessions of the caller's by id; answers how many there were. */
  async end(ids: readonly string[]): Promise<number> {
    const sql = `delete from access.sessions s where s.id = any ($1) and ${visible('access.sessions', 's')} returning s.id`;
    return (await this.db.query(sql, [ids])).length;
  }

  /** Clears away sessions of the caller's that are over. */
  async purge(idleSince: Date): Promise<void> {
    await this.db.query(
      `delete from access.sessions s where (s.expires_at <= $1 or s.last_used_at <= $2) and ${visible('access.sessions', 's')}`,
      [this.clock.now(), idleSince],
    );
  }
}
