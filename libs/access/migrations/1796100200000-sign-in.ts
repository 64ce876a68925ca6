import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holdsToday, TODAY } from '../src/rights.sql.js';

/** Who the identity provider says somebody is, and the personas as the local provider knows them. */
export class SignIn1796100200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Finds the account, or makes it on the first sign-in for an organisation we know: the provider vouches that the
    // person works there. What was ended here stays ended.
    await runner.query(`
      create function access.sign_in(their_issuer text, their_subject text, their_code text, their_name text,
                                     their_email text, fresh uuid, moment timestamptz)
      returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp
      as $$ declare
        account uuid;
        organisation uuid;
        refusal text;
      begin
        select id into account from access.accounts where issuer = their_issuer and subject = their_subject;
        select id into organisation from access.organisations where code = their_code;
        if organisation is null and (their_code is not null or account is null) then
          return jsonb_build_object('accountId', account, 'refusal', 'ORGANISATION_UNKNOWN');
        end if;
        if account is null then
          insert into access.accounts (id, display_name, email, issuer, subject, created_at)
          values (fresh, their_name, case when not exists (select from access.accounts where lower(email) = lower(their_email))
                                          then their_email end, their_issuer, their_subject, moment)
          on conflict (issuer, subject) do nothing;
          select id into account from access.accounts where issuer = their_issuer and subject = their_subject;
        else
          update access.accounts set display_name = their_name where id = account and display_name <> their_name;
        end if;
        if organisation is not null then
          insert into access.affiliations (account_id, organisation_id, valid_from)
          values (account, organisation, ${TODAY}) on conflict (account_id, organisation_id) do nothing;
        end if;
        if not exists (select from access.affiliations f where f.account_id = account and ${holdsToday('f')}
                       and (organisation is null or f.organisation_id = organisation)) then
          refusal := 'AFFILIATION_ENDED';
        end if;
        return jsonb_build_object('accountId', account, 'organisationId', organisation, 'refusal', refusal);
      end $$`);
    await runner.query(`drop function access.personas()`);
    await runner.query(`
      create function access.personas() returns table (key text, account_id uuid, display_name text, job_title text,
                                                       organisation text, organisation_code text, heading text, role text,
                                                       issuer text, subject text)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select a.persona, a.id, a.display_name, work.job_title, work.names, work.code, a.persona_group,
                   (select m.role from access.mandates m where m.account_id = a.id order by m.id limit 1), a.issuer, a.subject
            from access.accounts a
            cross join lateral (
              select min(f.job_title) as job_title, string_agg(o.name, ', ' order by f.valid_from, o.name) as names,
                     case when count(*) = 1 then min(o.code) end as code
              from access.affiliations f join access.organisations o on o.id = f.organisation_id
              where f.account_id = a.id and ${holdsToday('f')}) as work
            where a.persona is not null and work.names is not null order by a.persona $$`);
    await runner.query(`revoke execute on all functions in schema access from public`);
    await runner.query(`
      grant execute on function access.personas(),
        access.sign_in(text, text, text, text, text, uuid, timestamptz) to ${API_ROLE}`);
  }

  async down(): Promise<void> {
    throw new Error('accounts made at sign-in would be lost');
  }
}
