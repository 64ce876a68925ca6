import { Db, Together, type Identity } from '#libs/platform';
import { Clock, newId } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import type { Person, SessionFacts } from './caller.js';
import { visible } from './policy.js';

/** A person as others see them. */
export interface PersonRow {
  id: string;
  displayName: string;
  organisationName: string | null;
  jobTitle: string | null;
  /** A connected system. */
  automated: boolean;
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

/** A session that begins. */
export interface SessionRow {
  tokenHash: Buffer;
  accountId: string;
  /** For whom; the only organisation there is when null, nobody yet when there are several. */
  organisationId: string | null;
  kind: SessionFacts['sessionKind'];
  scopes: string[] | null;
  expiresAt: Date;
  userAgent: string | null;
}

const NAME = `a.id, a.display_name as "displayName", a.kind = 'SERVICE' as automated`;

/** Select statement of people the caller may know, by name only, narrowed by a condition on `a.id`. */
export const namesWhere = (condition: string): string =>
  `select ${NAME} from access.accounts a where ${condition} and (${visible('access.accounts', 'a')})`;

/** The same with where they work. */
export const personsWhere = (condition: string): string =>
  `select distinct on (a.id) ${NAME}, o.name as "organisationName", f.job_title as "jobTitle"
   from access.accounts a
   left join access.affiliations f on f.account_id = a.id
   left join access.organisations o on o.id = f.organisation_id
   where ${condition} and (${visible('access.accounts', 'a')}) order by a.id, f.valid_from desc`;

type Holder = Person & SessionFacts;

/** Tokens of one statement, and statements at the same time: a crowd that comes back leaves connections for others. */
const [TOKENS, STATEMENTS] = [100, 4];

/** All SQL of the room. */
@Injectable()
export class AccessStore {
  private readonly tokens = new Together<{ tokenHash: Buffer; idleSince: Date }, Holder | undefined>(
    (asked) => this.holdersOf(asked),
    TOKENS,
    STATEMENTS,
  );

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Who holds a token, with all rights in force; undefined for a token that is unknown, idle or over. */
  identify(tokenHash: Buffer, idleSince: Date): Promise<Holder | undefined> {
    return this.tokens.ask({ tokenHash, idleSince });
  }

  private async holdersOf(
    asked: readonly { tokenHash: Buffer; idleSince: Date }[],
  ): Promise<readonly (Holder | undefined)[]> {
    const rows = await this.db.queryAsNobody<{ caller: Holder | null }>(
      `select access.identify(decode(asked.hash, 'hex'), $3, asked.idle_since) as caller
       from unnest($1::text[], $2::timestamptz[]) with ordinality as asked (hash, idle_since, place) order by asked.place`,
      [
        asked.map(({ tokenHash }) => tokenHash.toString('hex')),
        asked.map(({ idleSince }) => idleSince),
        this.clock.now(),
      ],
    );
    return rows.map(({ caller }) => caller ?? undefined);
  }

  /** Notes that a session is in use now. */
  async touchSession(tokenHash: Buffer): Promise<void> {
    await this.db.query(`select access.touch_session($1, $2)`, [tokenHash, this.clock.now()]);
  }

  /** Those of the hashes, in hexadecimal, whose session is over: of a crowd hardly any, so that the answer is short. */
  async sessionsOver(hashes: readonly string[], idleSince: Date): Promise<ReadonlySet<string>> {
    const rows = await this.db.queryAsNobody<{ hash: string }>(
      `select encode(hash, 'hex') as hash from (
         select decode(h, 'hex') as hash from unnest($1::text[]) h
         except select access.sessions_in_use(array(select decode(h, 'hex') from unnest($1::text[]) h), $2, $3)) gone`,
      [hashes, this.clock.now(), idleSince],
    );
    return new Set(rows.map(({ hash }) => hash));
  }

  async startSession(session: SessionRow): Promise<void> {
    const now = this.clock.now();
    await this.db.query(
      `insert into access.sessions (id, token_hash, account_id, organisation_id, kind, scopes, created_at, last_used_at,
                                    expires_at, user_agent)
       values ($1, $2, $3, coalesce($4, (select case when cardinality(ids) = 1 then ids[1] end
                                          from access.my_organisation_ids() as own (ids))),
               $5, $6, $7, $7, $8, $9)`,
      [
        newId(),
        session.tokenHash,
        session.accountId,
        session.organisationId,
        session.kind,
        session.scopes,
        now,
        session.expiresAt,
        session.userAgent?.slice(0, 200) ?? null,
      ],
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
    return this.db.query<PersonRow>(personsWhere('a.id = any ($1)'), [ids]);
  }

  async accountIdByEmail(email: string): Promise<string | undefined> {
    const sql = `select a.id from access.accounts a where lower(a.email) = lower($1) and ${visible('access.accounts', 'a')}`;
    return (await this.db.query<{ id: string }>(sql, [email]))[0]?.id;
  }

  /** Accounts that now hold one of the roles, on behalf of one organisation if one is given, by partnership. */
  async holders(
    partnershipIds: readonly string[],
    roles: readonly string[],
    organisationId: string | null = null,
  ): Promise<{ partnershipId: string; accountId: string }[]> {
    return this.db.query(
      `select distinct m.partnership_id as "partnershipId", m.account_id as "accountId", a.display_name
       from access.mandates m join access.accounts a on a.id = m.account_id
       where m.partnership_id = any ($1) and m.role = any ($2) and a.kind = 'PERSON'
             and ($4::uuid is null or m.organisation_id = $4) and ${visible('access.mandates', 'm')}
             and m.withdrawn_at is null and m.valid_from <= $3
             and (m.valid_until is null or $3 <= m.valid_until)
       order by a.display_name`,
      [partnershipIds, roles, this.clock.today(), organisationId],
    );
  }

  /** Officials who now act for a municipality, by partnership, the longest-serving first. */
  async contacts(
    partnershipIds: readonly string[],
  ): Promise<{ partnershipId: string; directoryId: string; accountId: string }[]> {
    return this.db.query(
      `select m.partnership_id as "partnershipId", o.directory_id as "directoryId", m.account_id as "accountId"
       from access.mandates m join access.organisations o on o.id = m.organisation_id
            join access.accounts a on a.id = m.account_id and a.kind = 'PERSON'
       where m.partnership_id = any ($1) and m.role = 'MEMBER' and o.kind = 'MUNICIPALITY'
             and ${visible('access.mandates', 'm')} and o.directory_id is not null and m.withdrawn_at is null
             and m.valid_from <= $2 and (m.valid_until is null or $2 <= m.valid_until)
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

  /** Who has rights in a partnership: the account, or whoever of the organisation has the strongest role. */
  async previewOf(partnershipId: string, accountId: string | null, organisationId: string | null) {
    const [row] = await this.db.query<{ person: Person | null }>(`select access.preview_of($1, $2, $3) as person`, [
      partnershipId,
      accountId,
      organisationId,
    ]);
    return row?.person ?? undefined;
  }

  /** Makes settings of an identity that changed hold in the open transaction. */
  async renewSettings({ settings = {} }: Identity): Promise<void> {
    await this.db.query(
      `select set_config(name, value, true) from unnest($1::text[], $2::text[]) as settings (name, value)`,
      [Object.keys(settings), Object.values(settings)],
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
