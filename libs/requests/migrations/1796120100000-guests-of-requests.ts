import { secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofGuest = `foreign key (partnership_id, guest_id) references requests.guests (partnership_id, id)`;

/** People of an actor who answer without an account: who they are, their links, codes, sessions and drafts. */
export class GuestsOfRequests1796120100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.tables(runner);
    await this.authors(runner);
    await this.close(runner);
  }

  private async tables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table requests.guests (
        id uuid primary key,
        partnership_id uuid not null,
        request_id uuid not null,
        email text not null check (email <> '' and length(email) <= 254),
        name text check (name <> '' and length(name) <= 200),
        language text not null check (language in ('NL', 'FR', 'EN', 'DE')),
        -- the colleague who passed it on; null for the contact whom the request names
        passed_on_by uuid,
        created_at timestamptz not null,
        -- when this person last began to write; null once it was sent
        writing_at timestamptz,
        revoked_at timestamptz,
        unique (partnership_id, id),
        foreign key (partnership_id, request_id) references requests.requests (partnership_id, id) on delete cascade,
        foreign key (partnership_id, passed_on_by) references requests.guests (partnership_id, id)
      )`);
    await runner.query(`create unique index guests_once on requests.guests (request_id, lower(email))`);
    // Of tokens and codes only hashes are kept; that of a code is made with the token, which is nowhere.
    await runner.query(`
      create table requests.guest_links (
        token_hash bytea primary key check (octet_length(token_hash) = 32),
        partnership_id uuid not null,
        guest_id uuid not null,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        code_hash bytea check (octet_length(code_hash) = 32),
        code_sent_at timestamptz,
        code_expires_at timestamptz,
        code_tries integer not null default 0,
        renewed_at timestamptz,
        ${ofGuest} on delete cascade
      )`);
    await runner.query(`create index guest_links_guest on requests.guest_links (guest_id)`);
    await runner.query(`
      create table requests.guest_sessions (
        token_hash bytea primary key check (octet_length(token_hash) = 32),
        partnership_id uuid not null,
        guest_id uuid not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        ${ofGuest} on delete cascade
      )`);
    await runner.query(`create index guest_sessions_guest on requests.guest_sessions (guest_id)`);
    await runner.query(`
      create table requests.guest_drafts (
        guest_id uuid primary key,
        partnership_id uuid not null,
        content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 131072),
        saved_at timestamptz not null,
        ${ofGuest} on delete cascade
      )`);
  }

  /** What is said without an account names the guest instead. */
  private async authors(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table requests.entries add column guest_id uuid,
        add ${ofGuest},
        drop constraint entries_check,
        add constraint entries_author check (side = 'SYSTEM' or num_nonnulls(author_id, guest_id) = 1),
        drop constraint entries_kind_check,
        add constraint entries_kind_check check (kind in ('SENT', 'JOINED', 'READ', 'RECEIVED', 'STARTED', 'MESSAGE',
          'REMINDED', 'ANSWERED', 'ACCEPTED', 'NOT_SUFFICIENT', 'EXTENSION_ASKED', 'EXTENSION_GRANTED',
          'EXTENSION_REFUSED', 'ESCALATED', 'COMMITMENT_DUE', 'COMMITMENT_KEPT', 'COMMITMENT_BROKEN', 'PASSED_ON',
          'WITHDRAWN', 'CLOSED'))`);
    await runner.query(
      `create unique index entries_read_once_by_guest on requests.entries (request_id, guest_id) where kind = 'READ'`,
    );
    await runner.query(`
      alter table requests.answers add column guest_id uuid, add ${ofGuest}, alter column author_id drop not null,
        add constraint answers_author check (num_nonnulls(author_id, guest_id) = 1)`);
    await runner.query(`
      alter table requests.extensions add column guest_id uuid, add ${ofGuest}, alter column asked_by drop not null,
        add constraint extensions_author check (num_nonnulls(asked_by, guest_id) = 1)`);
  }

  private async close(runner: QueryRunner): Promise<void> {
    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const asked = `partnership_id = any ((select access.party_workspace_ids())::uuid[])
      and exists (select from requests.requests r where r.partnership_id = guests.partnership_id and r.id = guests.request_id)`;
    await secureTable(runner, 'requests.guests', { select: `${inside} or (${asked})` });
    for (const table of ['guest_links', 'guest_sessions', 'guest_drafts'])
      await secureTable(runner, `requests.${table}`);
    // Whoever is no longer the contact has no way in any more, nor have those to whom it was passed on from there.
    await runner.query(`
      create function requests.revoke_former_contact() returns trigger language plpgsql security definer
      set search_path = pg_catalog, pg_temp as $$ begin
        with recursive gone as (
          select g.id from requests.guests g
          where g.request_id = new.id and g.passed_on_by is null and lower(g.email) = lower(old.contact_email)
          union select g.id from requests.guests g join gone on g.passed_on_by = gone.id)
        update requests.guests g set revoked_at = new.updated_at from gone where g.id = gone.id and g.revoked_at is null;
        return new;
      end $$`);
    await runner.query(`revoke execute on function requests.revoke_former_contact() from public`);
    await runner.query(`
      create trigger revoke_former_contact after update of contact_email on requests.requests for each row
      when (old.contact_email is not null and lower(old.contact_email) is distinct from lower(new.contact_email))
      execute function requests.revoke_former_contact()`);
  }

  async down(): Promise<void> {
    throw new Error('what was answered is not forgotten');
  }
}
