import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { actedOn, holdsToday, inForce, TODAY } from '../src/rights.sql.js';

const idsFor = (name: string, roles: string) => `
  create or replace function access.${name}() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$ select coalesce(array_agg(distinct m.partnership_id), '{}') from access.mandates m
        where ${actedOn('m')} and m.role ${roles} $$`;

const ME = `(select platform.account_id())`;
const MYSELF = `account_id = ${ME} and (select platform.partnership_id()) is null`;

/**
 * Rights come from the organisation one acts for now: organisations take part in partnerships for a time, mandates can be
 * withdrawn, sessions know for whom they act.
 */
export class RightsByOrganisation1796100100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table access.accounts
        alter column email drop not null,
        -- a service client is an account that no person signs in to
        add column kind text not null default 'PERSON' check (kind in ('PERSON', 'SERVICE')),
        -- who the identity provider says this is
        add column issuer text,
        add column subject text,
        add constraint accounts_identity unique (issuer, subject),
        add check ((issuer is null) = (subject is null))`);
    await runner.query(`
      alter table access.organisations
        -- what the identity provider calls it: OVO number, KBO number
        add column code text unique check (code <> '')`);
    await runner.query(`
      create table access.participations (
        id uuid primary key,
        partnership_id uuid not null references live.streams on delete cascade,
        organisation_id uuid not null references access.organisations on delete cascade,
        valid_from date not null,
        valid_until date,
        check (valid_until is null or valid_from <= valid_until),
        exclude using gist (partnership_id with =, organisation_id with =, daterange(valid_from, valid_until, '[]') with &&)
      )`);
    await runner.query(`
      insert into access.participations (id, partnership_id, organisation_id, valid_from)
      select gen_random_uuid(), partnership_id, organisation_id, min(valid_from) from access.mandates group by 2, 3`);
    await runner.query(`
      alter table access.mandates
        add column policy_domains text[] not null default '{}',
        -- by whose decision: a council or college with its date, in words
        add column decided_by text check (decided_by <> ''),
        add column granted_by uuid references access.accounts on delete set null,
        add column withdrawn_at timestamptz,
        add column withdrawn_by uuid references access.accounts on delete set null,
        add column version integer not null default 1`);
    // A mandate that was withdrawn does not stand in the way of a new one.
    await runner.query(`
      do $$ declare overlap text; begin
        select conname into strict overlap from pg_constraint
        where conrelid = 'access.mandates'::regclass and contype = 'x';
        execute format('alter table access.mandates drop constraint %I', overlap);
      end $$`);
    await runner.query(`
      alter table access.mandates add constraint mandates_once
        exclude using gist (partnership_id with =, account_id with =, organisation_id with =, role with =,
                            daterange(valid_from, valid_until, '[]') with &&) where (withdrawn_at is null)`);
    await runner.query(`drop table access.sessions`);
    await runner.query(`
      create table access.sessions (
        id uuid primary key,
        -- SHA-256 of the token; the token itself is only with its holder
        token_hash bytea not null unique,
        account_id uuid not null references access.accounts on delete cascade,
        -- for whom; absent as long as somebody with several organisations has not chosen
        organisation_id uuid references access.organisations on delete cascade,
        kind text not null check (kind in ('BROWSER', 'BEARER', 'SERVICE')),
        -- what a service client asked for; absent for people, who may do all their role lets them
        scopes text[],
        created_at timestamptz not null,
        last_used_at timestamptz not null,
        expires_at timestamptz not null,
        user_agent text check (length(user_agent) <= 200)
      )`);
    await runner.query(`create index sessions_account on access.sessions (account_id)`);

    await runner.query(idsFor('workspace_ids', `<> 'ANSWERER'`));
    await runner.query(idsFor('party_workspace_ids', `= 'ANSWERER'`));
    await runner.query(idsFor('writable_ids', `in ('MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR')`));
    await runner.query(idsFor('managed_ids', `= 'MANAGER'`));
    await runner.query(idsFor('auditable_ids', `in ('MANAGER', 'AUDITOR')`));
    await runner.query(`
      create or replace function access.directory_ids() returns uuid[] language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select coalesce(array_agg(distinct o.directory_id), '{}')
            from access.mandates m join access.organisations o on o.id = m.organisation_id
            where ${actedOn('m')} and o.directory_id is not null $$`);
    await runner.query(`
      create function access.my_organisation_ids() returns uuid[] language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select coalesce(array_agg(f.organisation_id), '{}') from access.affiliations f
            where f.account_id = platform.account_id() and ${holdsToday('f')} $$`);
    // Actors outside may not read mandates, but know who wrote to them.
    await runner.query(`
      create function access.accounts_in(partnerships uuid[]) returns setof uuid language sql stable security definer
      set search_path = pg_catalog, pg_temp
      as $$ select account_id from access.mandates where partnership_id = any (partnerships) $$`);
    await runner.query(`drop function access.identify(bytea, timestamptz)`);
    await runner.query(`
      create function access.caller_of(account uuid, organisation uuid, only_partnership uuid) returns jsonb
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select jsonb_build_object(
              'accountId', a.id,
              'displayName', a.display_name,
              'persona', a.persona,
              'kind', a.kind,
              'organisationId', organisation,
              'affiliations', coalesce((select jsonb_agg(jsonb_build_object('organisationId', o.id, 'kind', o.kind,
                                          'directoryId', o.directory_id) order by f.valid_from, o.name)
                                        from access.affiliations f join access.organisations o on o.id = f.organisation_id
                                        where f.account_id = a.id and ${holdsToday('f')}), '[]'),
              'mandates', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'partnershipId', m.partnership_id,
                                      'organisationId', m.organisation_id, 'directoryId', o.directory_id, 'role', m.role,
                                      'policyDomains', m.policy_domains, 'decidedBy', m.decided_by, 'version', m.version,
                                      'validFrom', m.valid_from, 'validUntil', m.valid_until) order by m.valid_from, m.id)
                                    from access.mandates m join access.organisations o on o.id = m.organisation_id
                                    where m.account_id = a.id and m.organisation_id = organisation and ${inForce('m')}
                                          and (only_partnership is null or m.partnership_id = only_partnership)), '[]'))
            from access.accounts a where a.id = account $$`);
    await runner.query(`
      create function access.identify(hash bytea, moment timestamptz, idle_since timestamptz) returns jsonb
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select access.caller_of(s.account_id, s.organisation_id, null)
                   || jsonb_build_object('sessionId', s.id, 'sessionKind', s.kind, 'scopes', s.scopes,
                                         'lastUsedAt', s.last_used_at, 'expiresAt', s.expires_at)
            from access.sessions s
            where s.token_hash = hash and s.expires_at > moment and s.last_used_at > idle_since $$`);
    await runner.query(`
      create function access.touch_session(hash bytea, moment timestamptz) returns void
      language sql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ update access.sessions set last_used_at = moment where token_hash = hash and last_used_at < moment $$`);
    await runner.query(`
      create or replace function access.found_workspace(partnership uuid, mandate uuid, organisation uuid, first_day date)
      returns void language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ begin
        perform 1 from live.streams where id = partnership for update;
        if not found or exists (select from access.mandates where partnership_id = partnership) then
          raise exception 'not a new partnership' using errcode = '42501';
        end if;
        if organisation is distinct from platform.organisation_id()
           or organisation <> all (access.my_organisation_ids()) then
          raise exception 'not the organisation of the caller' using errcode = '42501';
        end if;
        insert into access.participations (id, partnership_id, organisation_id, valid_from)
        values (mandate, partnership, organisation, least(first_day, ${TODAY}));
        insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from)
        values (mandate, partnership, platform.account_id(), organisation, 'MANAGER', least(first_day, ${TODAY}));
      end $$`);
    await runner.query(`revoke execute on all functions in schema access from public`);
    await runner.query(`grant execute on all functions in schema access to ${API_ROLE}`);
    // Only other functions ask for somebody by account; a caller could ask for anybody.
    await runner.query(`revoke execute on function access.caller_of(uuid, uuid, uuid) from ${API_ROLE}`);

    const managed = `partnership_id = any ((select access.managed_ids())::uuid[])`;
    await secureTable(runner, 'access.participations', {
      select: `partnership_id = any ((select access.workspace_ids())::uuid[])`,
      insert: managed,
      update: managed,
    });
    await secureTable(runner, 'access.sessions', {
      select: MYSELF,
      insert: `${MYSELF} and (organisation_id is null or organisation_id = any ((select access.my_organisation_ids())::uuid[]))`,
      delete: MYSELF,
    });
    await runner.query(`
      alter policy api_select on access.mandates
        using (${MYSELF} or partnership_id = any ((select access.workspace_ids())::uuid[]))`);
    await runner.query(`
      create policy api_insert on access.mandates for insert to ${API_ROLE}
        with check (${managed} and granted_by = ${ME})`);
    await runner.query(`
      create policy api_update on access.mandates for update to ${API_ROLE} using (${managed}) with check (${managed})`);
    await runner.query(`grant insert on access.mandates to ${API_ROLE}`);
    await runner.query(
      `grant update (role, policy_domains, decided_by, valid_until, withdrawn_at, withdrawn_by, version) on access.mandates to ${API_ROLE}`,
    );
  }

  async down(): Promise<void> {
    throw new Error('mandates that were withdrawn would hold again');
  }
}
