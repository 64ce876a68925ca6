import { API_ROLE, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const jobOnly = `
  if platform.running_job() is null then raise exception 'only a job does so' using errcode = '42501'; end if;`;
const nobodyOnly = `
  if platform.account_id() is not null then raise exception 'nobody in person does so' using errcode = '42501'; end if;`;

/** Devices on which people want to be told at once, and what goes to them. */
export class PushDevices1796140320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notifications.push_devices (
        id uuid primary key,
        account_id uuid not null references access.accounts on delete cascade,
        -- where the push service of its browser takes messages: whoever knows it can send there
        endpoint text not null unique check (endpoint ~ '^https?://' and length(endpoint) <= 1000),
        p256dh text not null check (p256dh ~ '^[A-Za-z0-9_-]{87}$'),
        auth text not null check (auth ~ '^[A-Za-z0-9_-]{22}$'),
        name text not null check (name <> '' and length(name) <= 100),
        created_at timestamptz not null,
        last_sent_at timestamptz
      )`);
    await runner.query(`create index push_devices_by_person on notifications.push_devices (account_id)`);
    await runner.query(`
      create table notifications.pushes (
        id uuid primary key,
        account_id uuid not null references access.accounts on delete cascade,
        -- null once the device is gone
        device_id uuid references notifications.push_devices on delete set null,
        things integer not null check (things > 0),
        -- gone as soon as it is sent or given up: what it says is for the recipient only
        body text,
        created_at timestamptz not null,
        due_at timestamptz,
        attempts integer not null default 0,
        sent_at timestamptz,
        given_up_at timestamptz,
        problem text check (problem ~ '^[A-Z0-9_]{1,40}$'),
        check ((due_at is null) = (sent_at is not null or given_up_at is not null)),
        check ((body is null) = (due_at is null))
      )`);
    await runner.query(`create index pushes_due on notifications.pushes (due_at) where due_at is not null`);
    await runner.query(`create index pushes_by_person on notifications.pushes (account_id, created_at desc)`);
    await runner.query(`create index pushes_by_device on notifications.pushes (device_id)`);
    const mine = `account_id = (select platform.account_id()) and (select platform.partnership_id()) is null`;
    await secureTable(runner, 'notifications.push_devices', { select: mine, delete: mine });
    await secureTable(runner, 'notifications.pushes', { select: mine });

    const create = async (signature: string, returns: string, body: string): Promise<void> => {
      await runner.query(`
        create function notifications.${signature} returns ${returns} language plpgsql volatile security definer
        set search_path = pg_catalog, pg_temp as $$ begin ${body} end $$`);
      const name = signature.replace(/(\(|, )\w+ /g, '$1');
      await runner.query(`revoke execute on function notifications.${name} from public`);
      await runner.query(`grant execute on function notifications.${name} to ${API_ROLE}`);
    };
    // A browser that somebody else signs in to is theirs now: the one before gets nothing there any more.
    await create(
      'add_push_device(device uuid, address text, public_key text, secret text, called text, most integer, moment timestamptz)',
      'boolean',
      `if platform.account_id() is null or platform.partnership_id() is not null then
         raise exception 'only a person does so' using errcode = '42501'; end if;
       perform pg_advisory_xact_lock(7263431, hashtext(platform.account_id()::text));
       delete from notifications.push_devices d where d.endpoint = address;
       if (select count(*) from notifications.push_devices d where d.account_id = platform.account_id()) >= most then
         return false; end if;
       insert into notifications.push_devices (id, account_id, endpoint, p256dh, auth, name, created_at)
       values (device, platform.account_id(), address, public_key, secret, called, moment);
       return true;`,
    );
    await create(
      'has_push_devices(reader uuid)',
      'boolean',
      `${jobOnly} return exists (select from notifications.push_devices d where d.account_id = reader);`,
    );
    await create(
      'queue_pushes(reader uuid, what text, how_many integer, moment timestamptz)',
      'void',
      `${jobOnly}
       insert into notifications.pushes (id, account_id, device_id, things, body, created_at, due_at)
       select gen_random_uuid(), d.account_id, d.id, how_many, what, moment, moment
       from notifications.push_devices d where d.account_id = reader;`,
    );
    // Whoever takes one has it alone until the lease is over; a process that died lets go by itself.
    await create(
      'take_push(moment timestamptz, lease interval)',
      'setof jsonb',
      `${nobodyOnly}
       return query with taken as (
         update notifications.pushes set due_at = moment + lease, attempts = attempts + 1
         where id = (select p.id from notifications.pushes p where p.due_at <= moment and p.device_id is not null
                     order by p.due_at limit 1 for update skip locked)
         returning id, device_id, body, attempts, created_at)
         select jsonb_build_object('id', t.id, 'body', t.body, 'attempts', t.attempts, 'createdAt', t.created_at,
                  'endpoint', d.endpoint, 'p256dh', d.p256dh, 'auth', d.auth)
         from taken t join notifications.push_devices d on d.id = t.device_id;`,
    );
    await create(
      'push_sent(push uuid, moment timestamptz)',
      'void',
      `${nobodyOnly}
       update notifications.push_devices d set last_sent_at = moment from notifications.pushes p
       where p.id = push and d.id = p.device_id;
       update notifications.pushes set sent_at = moment, due_at = null, body = null, problem = null
       where id = push and due_at is not null;`,
    );
    await create(
      'push_failed(push uuid, moment timestamptz, next timestamptz, reason text)',
      'void',
      `${nobodyOnly}
       update notifications.pushes set problem = reason, due_at = next, body = case when next is not null then body end,
         given_up_at = case when next is null then moment end
       where id = push and due_at is not null;`,
    );
    // The push service says that nobody is there any more.
    await create(
      'push_gone(push uuid, moment timestamptz)',
      'void',
      `${nobodyOnly}
       update notifications.pushes p set problem = 'GONE', due_at = null, body = null, given_up_at = moment
       where p.due_at is not null and p.device_id = (select device_id from notifications.pushes where id = push);
       delete from notifications.push_devices where id = (select device_id from notifications.pushes where id = push);`,
    );
    // Also what waited for a device that was taken away meanwhile.
    await create(
      'tidy_pushes(moment timestamptz, before timestamptz)',
      'void',
      `${jobOnly}
       update notifications.pushes set problem = 'GONE', due_at = null, body = null, given_up_at = moment
       where due_at is not null and device_id is null;
       delete from notifications.pushes where created_at < before and due_at is null;`,
    );
  }

  async down(): Promise<void> {
    throw new Error('the tables go with the schema');
  }
}
