import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holdsToday, inForce, TODAY } from '../src/rights.sql.js';

const MANAGED = `partnership_id = any ((select access.managed_ids())::uuid[])`;
const AUDITABLE = `partnership_id = any ((select access.auditable_ids())::uuid[])`;
const MYSELF = `client_id = (select platform.account_id()) and (select platform.partnership_id()) is null`;

/** A function with the rights of the owner: its arguments as they are declared, and its body. */
const definer = async (runner: QueryRunner, declared: string, returns: string, language: string, body: string) => {
  const types = declared.replace(/\w+ (uuid|text|date|integer|boolean|timestamptz)/g, '$1');
  await runner.query(
    `create function access.${declared} returns ${returns} language ${language} security definer
     set search_path = pg_catalog, pg_temp as $$ ${body} $$`,
  );
  await runner.query(`revoke execute on function access.${types} from public`);
  await runner.query(`grant execute on function access.${types} to ${API_ROLE}`);
};

/** Service clients: accounts of connected systems, each with one mandate in one partnership, and the keys they prove themselves with. */
export class CreateServiceClients1796100400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.tables(runner);
    await this.lookingUp(runner);
    await this.managing(runner);
    const me = `(select a.kind from access.accounts a where a.id = (select platform.account_id()))`;
    // Whatever other policies allow: systems have tokens of theirs only, people never have those, and no system opens a partnership.
    await runner.query(`
      create policy kind_of_account on access.sessions as restrictive for insert to ${API_ROLE}
        with check ((kind = 'SERVICE') = (${me} = 'SERVICE'))`);
    await runner.query(`
      create policy people_only on live.streams as restrictive for insert to ${API_ROLE} with check (${me} = 'PERSON')`);
  }

  private async tables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access.service_clients (
        -- the account it acts as, which is also its client_id
        id uuid primary key references access.accounts on delete cascade,
        partnership_id uuid not null references live.streams on delete cascade,
        organisation_id uuid not null references access.organisations on delete cascade,
        name text not null check (name <> ''),
        scopes text[] not null check (cardinality(scopes) > 0),
        -- last day
        expires_on date not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid references access.accounts on delete set null,
        created_by uuid references access.accounts on delete set null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        updated_by uuid references access.accounts on delete set null,
        version integer not null default 1,
        unique (id, partnership_id)
      )`);
    // Two with one name could not be told apart in what they wrote.
    await runner.query(`
      create unique index service_clients_name on access.service_clients (partnership_id, lower(name)) where revoked_at is null`);
    await runner.query(`
      create table access.service_client_keys (
        id uuid primary key,
        client_id uuid not null,
        partnership_id uuid not null,
        kind text not null check (kind in ('SECRET', 'JWKS')),
        -- SHA-256: the secret is 256 random bits, which no dictionary holds; a slow hash would only slow us down
        secret_hash bytea check (octet_length(secret_hash) = 32),
        public_keys jsonb,
        -- last characters of the secret, or of the thumbprint of the first public key
        hint text not null check (length(hint) = 4),
        created_at timestamptz not null,
        created_by uuid references access.accounts on delete set null,
        expires_at timestamptz,
        last_used_at timestamptz,
        foreign key (client_id, partnership_id) references access.service_clients (id, partnership_id) on delete cascade,
        check ((kind = 'SECRET') = (secret_hash is not null) and (kind = 'JWKS') = (public_keys is not null))
      )`);
    await runner.query(`create index service_client_keys_client on access.service_client_keys (client_id)`);
    await runner.query(`
      create table access.client_assertions (
        client_id uuid not null references access.service_clients on delete cascade,
        -- SHA-256 of the jti: each may be used once
        jti_hash bytea not null,
        expires_at timestamptz not null,
        primary key (client_id, jti_hash)
      )`);
    await secureTable(runner, 'access.service_clients', { select: AUDITABLE });
    await secureTable(runner, 'access.service_client_keys', { insert: MANAGED, delete: MANAGED });
    await secureTable(runner, 'access.client_assertions', { select: MYSELF, insert: MYSELF, delete: MYSELF });
    // Hashes and public keys come out through find_service_client only; of a key nothing changes but its end.
    await runner.query(`
      create policy api_select on access.service_client_keys for select to ${API_ROLE} using (${AUDITABLE})`);
    await runner.query(`
      create policy api_update on access.service_client_keys for update to ${API_ROLE} using (${MANAGED}) with check (${MANAGED})`);
    await runner.query(`
      grant select (id, client_id, partnership_id, kind, hint, created_at, expires_at, last_used_at), update (expires_at)
      on access.service_client_keys to ${API_ROLE}`);
  }

  private async lookingUp(runner: QueryRunner): Promise<void> {
    // Asked while nobody is signed in yet. Nothing for a client that is unknown, revoked, expired, or without rights.
    await definer(
      runner,
      'find_service_client(client uuid, moment timestamptz)',
      'jsonb',
      'sql stable',
      `select jsonb_build_object(
         'id', c.id, 'organisationId', c.organisation_id, 'scopes', c.scopes,
         'keys', coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'secretHash', encode(k.secret_hash, 'hex'),
                             'publicKeys', k.public_keys) order by k.created_at desc)
                           from access.service_client_keys k
                           where k.client_id = c.id and (k.expires_at is null or k.expires_at > moment)), '[]'))
       from access.service_clients c
       where c.id = client and c.revoked_at is null and c.expires_on >= ${TODAY}
             and exists (select from access.mandates m where m.account_id = c.id and m.partnership_id = c.partnership_id
                         and ${inForce('m')})`,
    );
    // Holds the client, so that a token cannot be made while it is being revoked; false when it was.
    await definer(
      runner,
      'use_service_client(key uuid, moment timestamptz)',
      'boolean',
      'plpgsql',
      `begin
         update access.service_clients set last_used_at = moment where id = platform.account_id() and revoked_at is null;
         if not found then return false; end if;
         update access.service_client_keys set last_used_at = moment
         where id = key and client_id = platform.account_id() and (expires_at is null or expires_at > moment);
         return found;
       end`,
    );
  }

  private async managing(runner: QueryRunner): Promise<void> {
    await definer(
      runner,
      `create_service_client(client uuid, partnership uuid, organisation uuid, client_name text, client_scopes text[],
                             client_role text, last_day date, moment timestamptz, mandate uuid, participation uuid)`,
      'boolean',
      'plpgsql',
      `begin
         if partnership <> all (access.managed_ids()) or client_role = 'MANAGER' then
           raise exception 'not the partnership of the caller' using errcode = '42501';
         end if;
         if not exists (select from access.participations p where p.partnership_id = partnership
                        and p.organisation_id = organisation and ${holdsToday('p')}) then
           if exists (select from access.organisations where id = organisation and kind in ('MUNICIPALITY', 'OCMW')) then
             return false;
           end if;
           insert into access.participations (id, partnership_id, organisation_id, valid_from, valid_until)
           select participation, partnership, organisation, ${TODAY}, min(later.valid_from) - 1
           from access.participations later
           where later.partnership_id = partnership and later.organisation_id = organisation and later.valid_from > ${TODAY};
         end if;
         insert into access.accounts (id, display_name, kind, created_at) values (client, client_name, 'SERVICE', moment);
         insert into access.affiliations (account_id, organisation_id, valid_from) values (client, organisation, ${TODAY});
         insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from, valid_until, granted_by)
         values (mandate, partnership, client, organisation, client_role, ${TODAY}, last_day, platform.account_id());
         insert into access.service_clients (id, partnership_id, organisation_id, name, scopes, expires_on, created_by,
                                             created_at, updated_at, updated_by)
         values (client, partnership, organisation, client_name, client_scopes, last_day, platform.account_id(),
                 moment, moment, platform.account_id());
         return true;
       end`,
    );
    // The next version of a client that is managed by the caller, looked at in its newest version and not revoked.
    const next = (set: string) => `
      update access.service_clients set ${set} version = version + 1, updated_at = moment, updated_by = platform.account_id()
      where id = client and version = expected and revoked_at is null and ${MANAGED};
      if not found then return false; end if;`;
    await definer(
      runner,
      `change_service_client(client uuid, expected integer, client_name text, client_scopes text[], client_role text,
                             last_day date, moment timestamptz)`,
      'boolean',
      'plpgsql',
      `declare narrowed boolean; begin
         if client_role = 'MANAGER' then raise exception 'no role for a system' using errcode = '42501'; end if;
         select not scopes <@ client_scopes into narrowed from access.service_clients where id = client;
         ${next('name = client_name, scopes = client_scopes, expires_on = last_day,')}
         update access.accounts set display_name = client_name where id = client;
         update access.mandates set role = client_role, valid_until = last_day, version = version + 1
         where account_id = client and withdrawn_at is null;
         -- A token says itself what it is good for.
         if narrowed then delete from access.sessions where account_id = client; end if;
         return true;
       end`,
    );
    await definer(
      runner,
      'revoke_service_client(client uuid, expected integer, moment timestamptz)',
      'boolean',
      'plpgsql',
      `begin
         ${next('revoked_at = moment, revoked_by = platform.account_id(),')}
         update access.mandates set withdrawn_at = moment, withdrawn_by = platform.account_id(), version = version + 1
         where account_id = client and withdrawn_at is null;
         delete from access.sessions where account_id = client;
         return true;
       end`,
    );
    // Before its keys change; with end_tokens every token it has is worth nothing from now on.
    await definer(
      runner,
      'open_service_client_keys(client uuid, expected integer, end_tokens boolean, moment timestamptz)',
      'boolean',
      'plpgsql',
      `begin
         ${next('')}
         if end_tokens then delete from access.sessions where account_id = client; end if;
         return true;
       end`,
    );
  }

  async down(): Promise<void> {
    throw new Error('systems that were connected would be left without a way in');
  }
}
