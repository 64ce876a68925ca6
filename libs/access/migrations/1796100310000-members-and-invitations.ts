import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holdsToday, TODAY } from '../src/rights.sql.js';

/** Managers invite people by mail; who accepts gets organisation, participation and mandate in one step. */
export class MembersAndInvitations1796100310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table access.mandates
        add column withdrawal_reason text check (withdrawal_reason <> ''),
        add unique (partnership_id, id)`);
    await runner.query(`grant update (withdrawal_reason) on access.mandates to ${API_ROLE}`);
    await runner.query(`
      create table access.invitations (
        id uuid primary key,
        partnership_id uuid not null references live.streams on delete cascade,
        -- its name when the mail goes out: who is invited cannot read it anywhere else yet
        partnership_name text not null check (partnership_name <> ''),
        organisation_id uuid not null references access.organisations on delete cascade,
        email text not null check (email <> ''),
        display_name text check (display_name <> ''),
        role text not null check (role in ('MANAGER', 'OFFICER', 'MEMBER', 'READER', 'ANSWERER', 'COORDINATOR', 'AUDITOR')),
        policy_domains text[] not null default '{}',
        decided_by text check (decided_by <> ''),
        -- last day of the mandate it becomes
        valid_until date,
        language text not null check (language in ('NL', 'FR', 'EN', 'DE')),
        -- SHA-256 of the token; the token itself is only in the mail
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        created_at timestamptz not null,
        created_by uuid references access.accounts on delete set null,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        accepted_by uuid references access.accounts on delete set null,
        mandate_id uuid,
        withdrawn_at timestamptz,
        withdrawn_by uuid references access.accounts on delete set null,
        version integer not null default 1,
        foreign key (partnership_id, mandate_id) references access.mandates (partnership_id, id)
          on delete set null (mandate_id),
        check (accepted_at is null or withdrawn_at is null)
      )`);
    await runner.query(`
      create unique index invitations_open on access.invitations (partnership_id, organisation_id, lower(email), role)
        where accepted_at is null and withdrawn_at is null`);
    await runner.query(`
      create function access.ensure_organisation(in_partnership uuid, new_id uuid, wanted_kind text, wanted_directory uuid,
                                                 wanted_name text)
      returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ declare
        found_id uuid;
      begin
        if in_partnership <> all (access.managed_ids()) then
          raise exception 'only managers name organisations' using errcode = '42501';
        end if;
        -- two who name the same one at the same time get one
        perform pg_advisory_xact_lock(hashtextextended('access.organisations ' || wanted_kind || lower(wanted_name), 0));
        select o.id into found_id from access.organisations o
        where o.kind = wanted_kind and o.directory_id is not distinct from wanted_directory
              and (wanted_directory is not null or lower(o.name) = lower(wanted_name))
        order by o.id limit 1;
        if found_id is null then
          insert into access.organisations (id, kind, directory_id, name)
          values (new_id, wanted_kind, wanted_directory, wanted_name) returning id into found_id;
        end if;
        return found_id;
      end $$`);
    // What the holder of a link may know before accepting; the hash of a token nobody guesses is the key.
    await runner.query(`
      create function access.invitation_offer(hash bytea, moment timestamptz) returns jsonb
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select jsonb_build_object(
              'id', i.id, 'partnershipName', i.partnership_name, 'organisationName', o.name, 'organisationKind', o.kind,
              'role', i.role, 'validUntil', i.valid_until, 'policyDomains', i.policy_domains, 'decidedBy', i.decided_by,
              'invitedBy', a.display_name, 'displayName', i.display_name, 'expiresAt', i.expires_at,
              'acceptedAt', i.accepted_at, 'withdrawnAt', i.withdrawn_at)
            from access.invitations i join access.organisations o on o.id = i.organisation_id
            left join access.accounts a on a.id = i.created_by
            where i.token_hash = hash $$`);
    await runner.query(this.accept());
    // Contact data and last use, for those who may check who takes part; use for other organisations is not their business.
    await runner.query(`
      create function access.member_contacts(partnership uuid)
      returns table (account_id uuid, organisation_id uuid, email text, last_active_on date)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select distinct m.account_id, m.organisation_id, a.email,
                   (select (max(s.last_used_at) at time zone 'Europe/Brussels')::date from access.sessions s
                    where s.account_id = m.account_id and s.organisation_id = m.organisation_id)
            from access.mandates m join access.accounts a on a.id = m.account_id
            where m.partnership_id = partnership and partnership = any (access.auditable_ids()) $$`);
    for (const name of [
      'ensure_organisation(uuid, uuid, text, uuid, text)',
      'invitation_offer(bytea, timestamptz)',
      'accept_invitation(bytea, uuid, uuid, timestamptz)',
      'member_contacts(uuid)',
    ]) {
      await runner.query(`revoke execute on function access.${name} from public`);
      await runner.query(`grant execute on function access.${name} to ${API_ROLE}`);
    }
    const managed = `partnership_id = any ((select access.managed_ids())::uuid[])`;
    await secureTable(runner, 'access.invitations', {
      select: managed,
      insert: `${managed} and created_by = (select platform.account_id()) and accepted_at is null`,
    });
    await runner.query(`create policy api_update on access.invitations for update to ${API_ROLE}
                        using (${managed} and accepted_at is null) with check (${managed} and accepted_at is null)`);
    // What was offered stays what was offered.
    await runner.query(`grant update (partnership_name, token_hash, sent_at, expires_at, withdrawn_at, withdrawn_by, version)
                        on access.invitations to ${API_ROLE}`);
  }

  async down(): Promise<void> {
    throw new Error('who was invited would be lost');
  }

  /** The one way from an invitation to a mandate: for the caller, once, with the events that tell of it. */
  private accept(): string {
    return `
      create function access.accept_invitation(hash bytea, new_mandate uuid, new_participation uuid, moment timestamptz)
      returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ declare
        me uuid := platform.account_id();
        today date := ${TODAY};
        i access.invitations;
        last bigint;
      begin
        if me is null or platform.partnership_id() is not null
           or not exists (select from access.accounts a where a.id = me and a.kind = 'PERSON') then
          raise exception 'nobody who could accept' using errcode = '42501';
        end if;
        select * into i from access.invitations where token_hash = hash;
        if not found then return jsonb_build_object('outcome', 'UNKNOWN'); end if;
        -- whoever changes mandates of a partnership waits here
        perform 1 from live.streams where id = i.partnership_id for update;
        select * into i from access.invitations where token_hash = hash for update;
        if not found then return jsonb_build_object('outcome', 'UNKNOWN'); end if;
        if i.accepted_at is not null then return jsonb_build_object('outcome', 'USED'); end if;
        if i.withdrawn_at is not null or i.expires_at <= moment or i.valid_until < today
           -- the organisation left since it was invited
           or (exists (select from access.participations p where p.partnership_id = i.partnership_id
                       and p.organisation_id = i.organisation_id and p.valid_until < today
                       and p.valid_until >= (i.created_at at time zone 'Europe/Brussels')::date)
               and not exists (select from access.participations p where p.partnership_id = i.partnership_id
                               and p.organisation_id = i.organisation_id and ${holdsToday('p')})) then
          return jsonb_build_object('outcome', 'OVER');
        end if;
        -- nobody gives rights to themselves
        if i.created_by = me then return jsonb_build_object('outcome', 'OWN'); end if;
        if exists (select from access.mandates m where m.partnership_id = i.partnership_id and m.account_id = me
                   and m.organisation_id = i.organisation_id and m.role = i.role and m.withdrawn_at is null
                   and (m.valid_until is null or m.valid_until >= today)) then
          return jsonb_build_object('outcome', 'MEMBER');
        end if;
        insert into access.affiliations as f (account_id, organisation_id, valid_from)
        values (me, i.organisation_id, today)
        on conflict (account_id, organisation_id) do update
          set valid_from = least(f.valid_from, today),
              valid_until = case when f.valid_until >= today then f.valid_until end;
        insert into access.participations (id, partnership_id, organisation_id, valid_from, valid_until)
        select new_participation, i.partnership_id, i.organisation_id, today,
               (select min(p.valid_from) - 1 from access.participations p where p.partnership_id = i.partnership_id
                and p.organisation_id = i.organisation_id and p.valid_from > today)
        where not exists (select from access.participations p where p.partnership_id = i.partnership_id
                          and p.organisation_id = i.organisation_id and ${holdsToday('p')});
        insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from, valid_until,
                                     policy_domains, decided_by, granted_by)
        values (new_mandate, i.partnership_id, me, i.organisation_id, i.role, today, i.valid_until,
                i.policy_domains, i.decided_by, i.created_by);
        update access.invitations set accepted_at = moment, accepted_by = me, mandate_id = new_mandate, version = version + 1
        where id = i.id;
        -- who had not yet chosen for whom to act, has now
        update access.sessions set organisation_id = i.organisation_id where account_id = me and organisation_id is null;
        update live.streams set last_sequence = last_sequence + 2 where id = i.partnership_id
        returning last_sequence into last;
        insert into live.events (stream_id, sequence, type, at, account_id, organisation_id, subject_type, subject_id, version)
        values (i.partnership_id, last - 1, 'INVITATION_ACCEPTED', moment, me, i.organisation_id, 'Invitation', i.id, i.version + 1),
               (i.partnership_id, last, 'MANDATE_GRANTED', moment, me, i.organisation_id, 'Mandate', new_mandate, 1);
        return jsonb_build_object('outcome', 'ACCEPTED', 'partnershipId', i.partnership_id, 'partnershipName', i.partnership_name,
                                  'organisationId', i.organisation_id, 'lastSequence', last);
      end $$`;
  }
}
