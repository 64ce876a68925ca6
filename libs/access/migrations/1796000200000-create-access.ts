import { API_ROLE, createSchema, openTable, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TODAY = `(now() at time zone 'Europe/Brussels')::date`;
const current = (table: string) =>
  `${table}.valid_from <= ${TODAY} and (${table}.valid_until is null or ${TODAY} <= ${table}.valid_until)`;

/** Partnerships in which the caller now holds one of these roles. */
const idsFor = (name: string, roles: string) => `
  create function access.${name}() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$ select coalesce(array_agg(distinct m.partnership_id), '{}') from access.mandates m
        where m.account_id = platform.account_id() and ${current('m')} and m.role ${roles} $$`;

/** Accounts, organisations, affiliations, mandates and sessions, and who may read and write the event log. */
export class CreateAccess1796000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'access');
    await runner.query(`
      create table access.accounts (
        id uuid primary key,
        display_name text not null check (display_name <> ''),
        email text not null,
        -- sign-in name of an example person; absent for real people
        persona text unique,
        -- under which heading the example person is offered
        persona_group text,
        created_at timestamptz not null
      )`);
    await runner.query(`create unique index accounts_email on access.accounts (lower(email))`);
    await runner.query(`
      create table access.organisations (
        id uuid primary key,
        kind text not null check (kind in ('MUNICIPALITY', 'OCMW', 'ACTOR', 'REGION', 'ASSOCIATION', 'VENDOR')),
        -- the municipality or actor of the directory that this organisation is
        directory_id uuid,
        name text not null check (name <> ''),
        unique (kind, directory_id)
      )`);
    await runner.query(`
      create table access.affiliations (
        account_id uuid not null references access.accounts on delete cascade,
        organisation_id uuid not null references access.organisations on delete cascade,
        job_title text,
        valid_from date not null,
        valid_until date,
        primary key (account_id, organisation_id),
        check (valid_until is null or valid_from <= valid_until)
      )`);
    await runner.query(`
      create table access.mandates (
        id uuid primary key,
        partnership_id uuid not null references live.streams on delete cascade,
        account_id uuid not null,
        organisation_id uuid not null,
        role text not null check (role in ('MANAGER', 'OFFICER', 'MEMBER', 'READER', 'ANSWERER', 'COORDINATOR', 'AUDITOR')),
        valid_from date not null,
        valid_until date,
        foreign key (account_id, organisation_id) references access.affiliations on delete cascade,
        check (valid_until is null or valid_from <= valid_until),
        exclude using gist (partnership_id with =, account_id with =, organisation_id with =, role with =,
                            daterange(valid_from, valid_until, '[]') with &&)
      )`);
    await runner.query(`create index mandates_account on access.mandates (account_id)`);
    await runner.query(`
      create table access.sessions (
        -- SHA-256 of the token; the token itself is only with its holder
        token_hash bytea primary key,
        account_id uuid not null references access.accounts on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`);

    await runner.query(idsFor('workspace_ids', `<> 'ANSWERER'`));
    await runner.query(idsFor('party_workspace_ids', `= 'ANSWERER'`));
    await runner.query(idsFor('writable_ids', `in ('MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR')`));
    await runner.query(idsFor('managed_ids', `= 'MANAGER'`));
    await runner.query(`
      create function access.directory_ids() returns uuid[] language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select coalesce(array_agg(distinct o.directory_id), '{}')
            from access.mandates m join access.organisations o on o.id = m.organisation_id
            where m.account_id = platform.account_id() and ${current('m')} and o.directory_id is not null $$`);
    // Everybody who holds or held a mandate where the caller has one: names stay readable under old comments.
    await runner.query(`
      create function access.visible_accounts() returns setof uuid language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select platform.account_id()
            union select m.account_id from access.mandates m
            where m.partnership_id = any (access.workspace_ids() || access.party_workspace_ids()) $$`);
    await runner.query(`
      create function access.identify(hash bytea, moment timestamptz) returns jsonb language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select jsonb_build_object(
              'accountId', a.id,
              'displayName', a.display_name,
              'persona', a.persona,
              'affiliations', coalesce((select jsonb_agg(jsonb_build_object('organisationId', o.id, 'kind', o.kind,
                                          'directoryId', o.directory_id))
                                        from access.affiliations f join access.organisations o on o.id = f.organisation_id
                                        where f.account_id = a.id and ${current('f')}), '[]'),
              'mandates', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'partnershipId', m.partnership_id,
                                      'organisationId', m.organisation_id, 'directoryId', o.directory_id, 'role', m.role,
                                      'validFrom', m.valid_from, 'validUntil', m.valid_until) order by m.valid_from, m.id)
                                    from access.mandates m join access.organisations o on o.id = m.organisation_id
                                    where m.account_id = a.id and ${current('m')}), '[]'))
            from access.sessions s join access.accounts a on a.id = s.account_id
            where s.token_hash = hash and s.expires_at > moment $$`);
    // The founder of a partnership becomes its first manager; nobody can do so where a mandate exists already.
    await runner.query(`
      create function access.found_workspace(partnership uuid, mandate uuid, organisation uuid, first_day date)
      returns void language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ begin
        perform 1 from live.streams where id = partnership for update;
        if not found or exists (select from access.mandates where partnership_id = partnership) then
          raise exception 'not a new partnership' using errcode = '42501';
        end if;
        if not exists (select from access.affiliations f where f.account_id = platform.account_id()
                       and f.organisation_id = organisation and ${current('f')}) then
          raise exception 'not a member of the organisation' using errcode = '42501';
        end if;
        insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from)
        values (mandate, partnership, platform.account_id(), organisation, 'MANAGER', least(first_day, ${TODAY}));
      end $$`);
    await runner.query(`
      create function access.personas() returns table (key text, account_id uuid, display_name text, job_title text,
                                                       organisation text, heading text, role text)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select distinct on (a.persona) a.persona, a.id, a.display_name, f.job_title, o.name, a.persona_group, m.role
            from access.accounts a
            join access.affiliations f on f.account_id = a.id
            join access.organisations o on o.id = f.organisation_id
            left join access.mandates m on m.account_id = a.id and m.organisation_id = o.id
            where a.persona is not null order by a.persona, m.id $$`);
    await runner.query(`revoke execute on all functions in schema access from public`);
    await runner.query(`grant execute on all functions in schema access to ${API_ROLE}`);

    const workspaces = `any ((select access.workspace_ids())::uuid[])`;
    const parties = `any ((select access.party_workspace_ids())::uuid[])`;
    const writable = `any ((select access.writable_ids())::uuid[])`;
    const me = `(select platform.account_id())`;
    await secureTable(runner, 'access.accounts', { select: `id in (select access.visible_accounts())` });
    await secureTable(runner, 'access.organisations', {
      // Names of authorities are no secret to anybody who signed in.
      select: `${me} is not null`,
    });
    await secureTable(runner, 'access.affiliations', { select: `account_id in (select access.visible_accounts())` });
    await secureTable(runner, 'access.mandates', {
      select: `account_id = ${me} or partnership_id = ${workspaces}`,
    });
    await secureTable(runner, 'access.sessions', {
      select: `account_id = ${me}`,
      insert: `account_id = ${me}`,
      delete: `account_id = ${me}`,
    });
    await openTable(runner, 'live.streams', {
      select: `id = ${workspaces} or id = ${parties}`,
      // A new log shows nothing and can be used by nobody until found_workspace gave it a manager.
      insert: `${me} is not null and last_sequence = 0 and purged_until = 0`,
      update: `id = ${writable}`,
    });
    await openTable(runner, 'live.events', {
      select: `stream_id = ${workspaces}
               or (stream_id = ${parties} and party_ids && (select access.directory_ids())::uuid[])`,
      insert: `stream_id = ${writable} and account_id = ${me}`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema access cascade`);
  }
}
