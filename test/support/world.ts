import { newId } from '#libs/kernel';
import pg from 'pg';

/** Makes accounts and rights as the owner of the database: what no action of the API may do for itself. */
export class World {
  private constructor(private readonly client: pg.Client) {}

  static async open(ownerUrl: string): Promise<World> {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    return new World(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.client.query(sql, values)).rows as T[];
  }

  /** Internal id of a municipality, by its NIS code of today. */
  async municipality(nis: string): Promise<string> {
    const [row] = await this.rows<{ id: string }>(
      `select municipality_id as id from directory.municipality_codes where scheme = 'NIS' and value = $1 order by valid_from desc`,
      [nis],
    );
    if (!row) throw new Error(`no municipality ${nis}`);
    return row.id;
  }

  /** Internal id of an actor, by its code. */
  async actor(code: string): Promise<string> {
    const [row] = await this.rows<{ id: string }>(`select id from directory.actors where code = $1`, [code]);
    if (!row) throw new Error(`no actor ${code}`);
    return row.id;
  }

  /** An organisation for a municipality, an actor or, without a directory id, a region. */
  async organisation(
    kind: 'MUNICIPALITY' | 'ACTOR' | 'REGION',
    name: string,
    directoryId: string | null,
  ): Promise<string> {
    const id = newId();
    await this.rows(`insert into access.organisations (id, kind, directory_id, name) values ($1, $2, $3, $4)`, [
      id,
      kind,
      directoryId,
      name,
    ]);
    return id;
  }

  /** Somebody who works for an organisation and can sign in with the name as persona. */
  async person(persona: string, organisationId: string): Promise<string> {
    const id = newId();
    await this.rows(
      `insert into access.accounts (id, display_name, email, persona, created_at) values ($1, $2, $3, $4, now())`,
      [id, `Persoon ${persona}`, `${persona}@example.org`, persona],
    );
    await this.rows(
      `insert into access.affiliations (account_id, organisation_id, job_title, valid_from) values ($1, $2, 'medewerker', '2020-01-01')`,
      [id, organisationId],
    );
    return id;
  }

  /** A right to act in a partnership. */
  async mandate(partnershipId: string, accountId: string, organisationId: string, role: string): Promise<void> {
    await this.rows(
      `insert into access.participations (id, partnership_id, organisation_id, valid_from)
       values ($1, $2, $3, '2020-01-01') on conflict do nothing`,
      [newId(), partnershipId, organisationId],
    );
    await this.rows(
      `insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from)
       values ($1, $2, $3, $4, $5, '2020-01-01')`,
      [newId(), partnershipId, accountId, organisationId, role],
    );
  }

  /** Ends every mandate of a person as of yesterday. */
  async withdraw(accountId: string): Promise<void> {
    await this.rows(`update access.mandates set valid_until = current_date - 1 where account_id = $1`, [accountId]);
  }
}
