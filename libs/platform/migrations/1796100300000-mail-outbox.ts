import type { MigrationInterface, QueryRunner } from 'typeorm';
import { API_ROLE } from '../src/database/migrate.js';
import { secureTable } from '../src/database/secure-table.js';

/** Mails are written in the transaction of what they are about and sent afterwards. */
export class MailOutbox1796100300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform.mails (
        id uuid primary key,
        account_id uuid not null,
        recipient text not null check (recipient <> ''),
        subject text not null check (subject <> ''),
        -- gone as soon as the mail is sent or given up: what it says is for the recipient only
        body_text text,
        body_html text,
        created_at timestamptz not null,
        -- when to try; while somebody tries, when another may
        due_at timestamptz,
        attempts integer not null default 0,
        sent_at timestamptz,
        given_up_at timestamptz,
        -- code of the last failure
        problem text check (problem ~ '^[A-Z0-9_]{1,40}$'),
        check ((due_at is null) = (sent_at is not null or given_up_at is not null)),
        check ((body_text is null) = (due_at is null))
      )`);
    await runner.query(`create index mails_due on platform.mails (due_at) where due_at is not null`);
    // Whoever takes a mail has it alone until the lease is over; a process that died lets go by itself.
    await runner.query(`
      create function platform.take_mail(moment timestamptz, lease interval) returns setof platform.mails
      language sql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ update platform.mails set due_at = moment + lease, attempts = attempts + 1
            where id = (select id from platform.mails where due_at <= moment order by due_at limit 1
                        for update skip locked)
            returning * $$`);
    await runner.query(`
      create function platform.mail_sent(mail uuid, moment timestamptz) returns void
      language sql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ update platform.mails set sent_at = moment, due_at = null, body_text = null, body_html = null, problem = null
            where id = mail and due_at is not null $$`);
    await runner.query(`
      create function platform.mail_failed(mail uuid, moment timestamptz, next_try timestamptz, what text) returns void
      language sql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ update platform.mails set
              problem = what, due_at = next_try,
              given_up_at = case when next_try is null then moment end,
              body_text = case when next_try is not null then body_text end,
              body_html = case when next_try is not null then body_html end
            where id = mail and due_at is not null $$`);
    await runner.query(`
      create function platform.forget_mails(before timestamptz) returns void
      language sql volatile security definer set search_path = pg_catalog, pg_temp
      as $$ delete from platform.mails where created_at < before $$`);
    // For the demo, which sends nothing: the controller that asks exists only there.
    await runner.query(`
      create function platform.kept_mails(most integer) returns setof platform.mails
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select * from platform.mails where due_at is not null order by created_at desc, id desc limit most $$`);
    for (const name of [
      'take_mail(timestamptz, interval)',
      'mail_sent(uuid, timestamptz)',
      'mail_failed(uuid, timestamptz, timestamptz, text)',
      'forget_mails(timestamptz)',
      'kept_mails(integer)',
    ]) {
      await runner.query(`revoke execute on function platform.${name} from public`);
      await runner.query(`grant execute on function platform.${name} to ${API_ROLE}`);
    }
    await secureTable(runner, 'platform.mails', { insert: `account_id = (select platform.account_id())` });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table platform.mails cascade`);
  }
}
