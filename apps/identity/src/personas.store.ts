import pg from 'pg';

/** An example person, as the identity provider knows them. */
export interface Persona {
  key: string;
  subject: string;
  displayName: string;
  jobTitle: string | null;
  /** Names of the organisations this person works for. */
  organisation: string;
  /** Code of the one organisation; null for somebody who works for several, or for one without a code. */
  organisationCode: string | null;
  /** Under which heading the person is offered. */
  heading: string | null;
}

/** The example people of the database, as they are now. */
export class Personas {
  private readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: 'samenregie identity' });
    // A connection that is lost while nobody uses it is replaced at the next question.
    this.pool.on('error', () => undefined);
  }

  async all(): Promise<Persona[]> {
    const sql = `select key, subject, display_name as "displayName", job_title as "jobTitle", organisation,
                        organisation_code as "organisationCode", heading
                 from access.personas() where subject is not null`;
    return (await this.pool.query<Persona>(sql)).rows;
  }

  async bySubject(subject: string): Promise<Persona | undefined> {
    return (await this.all()).find((persona) => persona.subject === subject);
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
