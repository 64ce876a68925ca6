import { API_ROLE, createSchema, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;
const REASONS = `('APPROVAL', 'ANSWERED', 'ASKED', 'ASSIGNED', 'MENTIONED', 'DEADLINE', 'REMINDER', 'ASSIGNEE', 'ASKER', 'TALK', 'AUTHOR')`;

/** What each person should know: one item per thing, with the news about it; never what was written. */
export class CreateNotifications1796130000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'notifications');
    await runner.query(`
      -- how far the log of each partnership was read
      create table notifications.cursors (
        partnership_id uuid primary key references live.streams on delete cascade,
        sequence bigint not null default 0
      )`);
    // What happened before there were notifications is no news.
    await runner.query(
      `insert into notifications.cursors (partnership_id, sequence) select id, last_sequence from live.streams`,
    );
    await runner.query(`
      create table notifications.items (
        id uuid primary key,
        account_id uuid not null references access.accounts on delete cascade,
        partnership_id uuid not null references live.streams on delete cascade,
        subject_type text not null check (subject_type in ('CoordinationTask', 'Request')),
        subject_id uuid not null,
        -- the organisation inside which it stays, or everybody
        kept_by uuid not null default ${EVERYBODY},
        latest_at timestamptz not null,
        later_until timestamptz,
        unique (account_id, subject_type, subject_id, kept_by),
        unique (partnership_id, id, account_id)
      )`);
    await runner.query(`create index items_by_person on notifications.items (account_id, latest_at desc, id desc)`);
    await runner.query(
      `create index items_postponed on notifications.items (later_until) where later_until is not null`,
    );
    await runner.query(`create index items_by_partnership on notifications.items (partnership_id)`);
    await runner.query(`
      create table notifications.news (
        item_id uuid not null,
        partnership_id uuid not null,
        -- what it comes from, each thing once: an event of the log, a deadline, a wish to be reminded
        origin text not null check (origin ~ '^[a-z]+:[0-9TZ:.+ -]+$'),
        account_id uuid not null,
        type text not null,
        reason text not null check (reason in ${REASONS}),
        by_account_id uuid,
        at timestamptz not null,
        read_at timestamptz,
        -- went into a mail, or needs none any more
        settled_at timestamptz,
        mail_id uuid,
        primary key (item_id, origin),
        foreign key (partnership_id, item_id, account_id)
          references notifications.items (partnership_id, id, account_id) on delete cascade
      )`);
    await runner.query(`create index news_unread on notifications.news (account_id, item_id) where read_at is null`);
    await runner.query(
      `create index news_to_mail on notifications.news (account_id) where settled_at is null and read_at is null`,
    );
    await runner.query(`
      create table notifications.person_settings (
        account_id uuid primary key references access.accounts on delete cascade,
        -- reason: NOW, DIGEST or NEVER; what is absent is as the organisation has it
        ways jsonb not null default '{}' check (jsonb_typeof(ways) = 'object' and octet_length(ways::text) <= 2000),
        -- days of the week without mail, 1 is Monday; null is as the organisation has it
        quiet_days smallint[] check (quiet_days <@ '{1,2,3,4,5,6,7}'),
        language text check (language in ('NL', 'FR', 'EN', 'DE')),
        -- by the link in a mail: no mails at all
        stopped_at timestamptz,
        updated_at timestamptz not null
      )`);
    await runner.query(`
      create table notifications.organisation_settings (
        organisation_id uuid primary key references access.organisations on delete cascade,
        ways jsonb not null default '{}' check (jsonb_typeof(ways) = 'object' and octet_length(ways::text) <= 2000),
        quiet_days smallint[] check (quiet_days <@ '{1,2,3,4,5,6,7}'),
        updated_at timestamptz not null,
        updated_by uuid not null references access.accounts on delete cascade
      )`);
    await runner.query(`
      create table notifications.deliveries (
        -- the same as the mail in the outbox
        id uuid primary key,
        account_id uuid not null references access.accounts on delete cascade,
        kind text not null check (kind in ('NOW', 'DIGEST')),
        things integer not null check (things > 0),
        at timestamptz not null,
        stop_hash bytea not null unique
      )`);
    await runner.query(`create index deliveries_by_person on notifications.deliveries (account_id, at desc)`);

    const me = `(select platform.account_id())`;
    const mine = `account_id = ${me} and (select platform.partnership_id()) is null`;
    const acted = `organisation_id = (select access.own_organisation_id())`;
    const manages = `${acted} and cardinality((select access.managed_ids())) > 0`;
    const inOwnName = `${manages} and updated_by = ${me}`;
    await secureTable(runner, 'notifications.cursors');
    // Whoever no longer sees the thing sees no news of it: the tables behind it have walls of their own.
    const inReach = `partnership_id = any ((select access.workspace_ids() || access.party_workspace_ids())::uuid[])`;
    const seen = `${mine} and ${inReach}
      and (kept_by = ${EVERYBODY} or kept_by = (select access.own_organisation_id()))
      and case subject_type
            when 'CoordinationTask' then exists (select from coordination.tasks t where t.id = items.subject_id)
            else exists (select from requests.requests r where r.id = items.subject_id) end`;
    await secureTable(runner, 'notifications.items', { select: seen });
    await runner.query(
      `create policy api_update on notifications.items for update to ${API_ROLE} using (${seen}) with check (${seen})`,
    );
    await runner.query(`grant update (later_until) on notifications.items to ${API_ROLE}`);
    const ofItem = `${mine} and ${inReach} and exists (select from notifications.items i where i.id = news.item_id)`;
    await secureTable(runner, 'notifications.news', { select: ofItem });
    await runner.query(
      `create policy api_update on notifications.news for update to ${API_ROLE} using (${ofItem}) with check (${ofItem})`,
    );
    await runner.query(`grant update (read_at) on notifications.news to ${API_ROLE}`);
    await secureTable(runner, 'notifications.person_settings', { select: mine, insert: mine, update: mine });
    await secureTable(runner, 'notifications.organisation_settings', {
      select: acted,
      insert: inOwnName,
    });
    // What a colleague set may be changed too, in one's own name.
    await runner.query(
      `create policy api_update on notifications.organisation_settings for update to ${API_ROLE}
       using (${manages}) with check (${inOwnName})`,
    );
    await runner.query(`grant update on notifications.organisation_settings to ${API_ROLE}`);
    await secureTable(runner, 'notifications.deliveries', { select: mine });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema notifications cascade`);
  }
}
