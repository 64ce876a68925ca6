import { Db, NOBODY } from '#libs/platform';
import { Clock, newId } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import type { Caller } from './caller.js';

/** A person as others see them. */
export interface PersonRow {
  id: string;
  displayName: string;
  organisationName: string | null;
  jobTitle: string | null;
}

/** An example person one can sign in as. */
export interface PersonaRow {
  key: string;
  accountId: string;
  displayName: string;
  jobTitle: string | null;
  organisationName: string;
  partnershipName: string | null;
  role: string | null;
}

/** All SQL of the room. */
@Injectable()
export class AccessStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Who holds a token, with all rights in force; undefined for a token that is unknown or over. */
  async identify(tokenHash: Buffer): Promise<Omit<Caller, 'organisationId'> | undefined> {
    const [row] = await this.db.run(NOBODY, () =>
      this.db.query<{ caller: Omit<Caller, 'organisationId'> | null }>(`select access.identify($1, $2) as caller`, [
        tokenHash,
        this.clock.now(),
      ]),
    );
    return row?.caller ?? undefined;
  }

  async startSession(accountId: string, tokenHash: Buffer, expiresAt: Date): Promise<void> {
    await this.db.query(
      `insert into access.sessions (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)`,
      [tokenHash, accountId, this.clock.now(), expiresAt],
    );
  }

  async endSession(tokenHash: Buffer): Promise<void> {
    await this.db.query(`delete from access.sessions where token_hash = $1`, [tokenHash]);
  }

  async personas(): Promise<PersonaRow[]> {
    return this.db.query<PersonaRow>(
      `select key, account_id as "accountId", display_name as "displayName", job_title as "jobTitle",
              organisation as "organisationName", heading as "partnershipName", role
       from access.personas()`,
    );
  }

  async persons(ids: readonly string[]): Promise<PersonRow[]> {
    return this.db.query<PersonRow>(
      `select distinct on (a.id) a.id, a.display_name as "displayName", o.name as "organisationName",
              f.job_title as "jobTitle"
       from access.accounts a
       left join access.affiliations f on f.account_id = a.id
       left join access.organisations o on o.id = f.organisation_id
       where a.id = any ($1) order by a.id, f.valid_from desc`,
      [ids],
    );
  }

  async accountIdByEmail(email: string): Promise<string | undefined> {
    const sql = `select a.id from access.accounts a where lower(a.email) = lower($1)`;
    return (await this.db.query<{ id: string }>(sql, [email]))[0]?.id;
  }

  /** Accounts that now hold one of the roles, by partnership. */
  async holders(
    partnershipIds: readonly string[],
    roles: readonly string[],
  ): Promise<{ partnershipId: string; accountId: string }[]> {
    return this.db.query(
      `select distinct m.partnership_id as "partnershipId", m.account_id as "accountId", a.display_name
       from access.mandates m join access.accounts a on a.id = m.account_id
       where m.partnership_id = any ($1) and m.role = any ($2) and m.valid_from <= $3
             and (m.valid_until is null or $3 <= m.valid_until)
       order by a.display_name`,
      [partnershipIds, roles, this.clock.today()],
    );
  }

  /** Officials who now act for a municipality, by partnership, the longest-serving first. */
  async contacts(
    partnershipIds: readonly string[],
  ): Promise<{ partnershipId: string; directoryId: string; accountId: string }[]> {
    return this.db.query(
      `select m.partnership_id as "partnershipId", o.directory_id as "directoryId", m.account_id as "accountId"
       from access.mandates m join access.organisations o on o.id = m.organisation_id
       where m.partnership_id = any ($1) and m.role = 'MEMBER' and o.kind = 'MUNICIPALITY'
             and o.directory_id is not null and m.valid_from <= $2 and (m.valid_until is null or $2 <= m.valid_until)
       order by m.valid_from, m.id`,
      [partnershipIds, this.clock.today()],
    );
  }

  async organisations(
    ids: readonly string[],
  ): Promise<{ id: string; kind: string; name: string; directoryId: string | null }[]> {
    return this.db.query(
      `select id, kind, name, directory_id as "directoryId" from access.organisations where id = any ($1)`,
      [ids],
    );
  }

  /** Makes the caller the first manager of a partnership that was just opened. */
  async foundWorkspace(partnershipId: string, organisationId: string): Promise<void> {
    await this.db.query(`select access.found_workspace($1, $2, $3, $4)`, [
      partnershipId,
      newId(),
      organisationId,
      this.clock.today(),
    ]);
  }
}
