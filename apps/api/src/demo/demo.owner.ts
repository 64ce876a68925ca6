import { callerFor, type Caller, type Person } from '#libs/access';
import { actorsByCode, municipalitiesByNis } from '#libs/directory';
import { newId } from '#libs/kernel';
import pg from 'pg';
import type { DemoCalendar } from './demo.calendar.js';
import type { DemoOrganisation, DemoPartnership, DemoPerson } from './demo.model.js';

/** Addresses that belong to nobody (RFC 2606); by them the demo knows its own people again. */
const DOMAIN = 'samenregie.example';
/** Who vouches for the demo's people: the local provider of `npm start`, and nobody else on earth. */
const ISSUER = `https://identity.${DOMAIN}`;
// Any fixed number: two processes that load the demo wait for each other on it.
const LOCK = 7_263_426;

/** Councils decide some days before anything begins. */
const WEEK = 7;

export const emailOf = (key: string): string => `${key}@${DOMAIN}`;

/**
 * What no action of the API does: making accounts, organisations and mandates, marking rows as examples, and emptying
 * the demo again. Works as the owner of the database.
 */
export class DemoOwner {
  private constructor(private readonly client: pg.Client) {}

  /** Connects and keeps other loaders waiting until `close`. */
  static async open(ownerUrl: string): Promise<DemoOwner> {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: 'samenregie demo' });
    await client.connect();
    await client.query(`select pg_advisory_lock($1)`, [LOCK]);
    return new DemoOwner(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  query = async <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
    (await this.client.query(sql, parameters)).rows as T[];

  /** Sign-in names are given last: where they are, the demo is whole. */
  async isLoaded(): Promise<boolean> {
    const rows = await this.query(`select 1 from access.accounts where email like $1 and persona is not null limit 1`, [
      emailOf('%'),
    ]);
    return rows.length > 0;
  }

  /**
   * Removes the demo's people and every partnership in which one of them ever had a mandate, with all that hangs on it.
   * Partnerships of real people stay, and so do organisations: they are names of authorities.
   */
  async unload(): Promise<void> {
    const people = `select id from access.accounts where email like $1`;
    await this.query(
      `delete from live.streams where id in (select partnership_id from access.mandates where account_id in (${people}))`,
      [emailOf('%')],
    );
    await this.query(`delete from access.accounts where email like $1`, [emailOf('%')]);
  }

  municipalities(codes: readonly string[]): Promise<Map<string, string>> {
    return municipalitiesByNis((sql, parameters) => this.query(sql, parameters), codes);
  }

  actors(codes: readonly string[]): Promise<Map<string, string>> {
    return actorsByCode((sql, parameters) => this.query(sql, parameters), codes);
  }

  /** Makes what is missing; answers ids by key. */
  async organisations(organisations: readonly DemoOrganisation[]): Promise<Map<string, string>> {
    const nis = await this.municipalities(organisations.flatMap((organisation) => organisation.nis ?? []));
    const actors = await this.actors(organisations.flatMap((organisation) => organisation.actor ?? []));
    const ids = new Map<string, string>();
    for (const { key, kind, name, ...codes } of organisations) {
      const directoryId = nis.get(codes.nis ?? '') ?? actors.get(codes.actor ?? '') ?? null;
      const [present] = await this.query<{ id: string }>(
        `select id from access.organisations where kind = $1 and name = $2 or kind = $1 and directory_id = $3`,
        [kind, name, directoryId],
      );
      const id = present?.id ?? newId();
      if (!present)
        await this.query(`insert into access.organisations (id, kind, name, directory_id) values ($1, $2, $3, $4)`, [
          id,
          kind,
          name,
          directoryId,
        ]);
      ids.set(key, id);
    }
    return ids;
  }

  /** Makes people who work for their organisations; answers account ids by key. */
  async people(people: readonly DemoPerson[], organisations: Map<string, string>, since: string) {
    const ids = new Map<string, string>();
    for (const { key, name, job, organisation, alsoFor } of people) {
      const id = newId();
      await this.query(`insert into access.accounts (id, display_name, email, created_at) values ($1, $2, $3, $4)`, [
        id,
        name,
        emailOf(key),
        since,
      ]);
      for (const employer of [organisation, alsoFor ?? []].flat())
        await this.query(
          `insert into access.affiliations (account_id, organisation_id, job_title, valid_from) values ($1, $2, $3, $4)`,
          [id, organisations.get(employer), job, since],
        );
      ids.set(key, id);
    }
    return ids;
  }

  /** Gives people their rights in a partnership that was just made, and marks it as an example. */
  async mandates(
    partnership: DemoPartnership,
    partnershipId: string,
    people: readonly DemoPerson[],
    organisations: Map<string, string>,
    calendar: DemoCalendar,
  ): Promise<void> {
    await this.query(`update partnerships.partnerships set example_data = true where id = $1`, [partnershipId]);
    const decision = (by: string | undefined, ago: number) => by && `${by}, ${calendar.inWords(ago + WEEK)}`;
    await this.query(`update access.mandates set decided_by = $2 where partnership_id = $1`, [
      partnershipId,
      decision(partnership.decidedBy, partnership.created),
    ]);
    for (const person of people)
      for (const { role, since = partnership.created, until, decidedBy, on } of person.mandates.filter(
        (wanted) => wanted.partnership === partnership.key,
      ))
        await this.query(
          `with part as (
             insert into access.participations (id, partnership_id, organisation_id, valid_from)
             select $2, $3, $7, $5
             where not exists (select from access.participations p where p.partnership_id = $3 and p.organisation_id = $7))
           insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from, valid_until,
                                        decided_by, granted_by)
           select $1, $3, id, $7, $4, $5, $8, $9, (select id from access.accounts where email = $10)
           from access.accounts where email = $6`,
          [
            ...[newId(), newId(), partnershipId, role, calendar.dayAgo(since), emailOf(person.key)],
            organisations.get(on ?? person.organisation),
            until === undefined ? null : calendar.dayAgo(-until),
            decision(decidedBy, since),
            emailOf(partnership.manager),
          ],
        );
  }

  /** Somebody as the API sees them after signing in, for the organisation they have been with longest. */
  async caller(accountId: string): Promise<Caller> {
    const [row] = await this.query<{ person: Person }>(
      `select access.caller_of($1, (select organisation_id from access.affiliations where account_id = $1
                                    order by valid_from limit 1), null) as person`,
      [accountId],
    );
    return callerFor(row!.person);
  }

  /** Lets one sign in as the personas: from now on the demo is whole. */
  async openTheDoors(people: readonly DemoPerson[]): Promise<void> {
    const personas = people.filter(({ persona }) => persona).map(({ key }) => key);
    await this.query(
      `update access.accounts a set persona = split_part(a.email, '@', 1), persona_group = (
         select p.name from access.mandates m join partnerships.partnerships p on p.id = m.partnership_id
         where m.account_id = a.id order by p.created_at limit 1)
       where a.email like $1 and split_part(a.email, '@', 1) = any ($2)`,
      [emailOf('%'), personas],
    );
  }

  /**
   * How the identity provider knows the personas and their organisations: people by a made-up number, municipalities by
   * their own code. Does nothing where that is known already.
   */
  /** People read what they were told long ago: what is new is of the last days, and nothing of it needs a mail any more. */
  async readOldNews(): Promise<void> {
    await this.query(
      `update notifications.news n set settled_at = coalesce(n.settled_at, now()),
              read_at = case when n.at < i.newest - interval '4 days' then coalesce(n.read_at, now()) else n.read_at end
       from (select account_id, max(latest_at) as newest from notifications.items group by 1) i
       where i.account_id = n.account_id and n.account_id in (select id from access.accounts where email like $1)`,
      [emailOf('%')],
    );
  }

  async introduce(): Promise<void> {
    await this.query(
      `update access.accounts set issuer = $2, subject = md5(email)::uuid::text
       where email like $1 and persona is not null and issuer is null`,
      [emailOf('%'), ISSUER],
    );
    await this.query(
      `update access.organisations o set code = found.value
       from (select distinct on (municipality_id) municipality_id, value from directory.municipality_codes
             where scheme in ('OVO', 'KBO') and valid_until is null
             order by municipality_id, scheme = 'OVO' desc, valid_from desc nulls last) as found
       where o.kind = 'MUNICIPALITY' and o.directory_id = found.municipality_id and o.code is null
             and o.id in (select organisation_id from access.affiliations f join access.accounts a on a.id = f.account_id
                          where a.email like $1)`,
      [emailOf('%')],
    );
  }
}
